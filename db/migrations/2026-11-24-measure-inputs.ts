import { type Kysely, sql } from 'kysely';

/** The vintages of measures that a rule was given, beside those of figures in `inputs`. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table assessment add column measure_inputs bigint[] not null default '{}'`.execute(db);
}
