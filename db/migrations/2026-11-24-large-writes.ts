import { type Kysely, sql } from 'kysely';

/**
 * Lets a million vintages be written at once. What they refer to is looked up by whoever writes them, once for all and not
 * once a row, and stays while they do; a write of very many series leaves one mark for all of them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table bulk_mark (
      is_only boolean primary key default true check (is_only),
      last_vintage bigint not null
    )`.execute(db);
  await sql`insert into bulk_mark (last_vintage) values (0)`.execute(db);

  await sql`
    alter table vintage
      drop constraint vintage_series_id_fkey,
      drop constraint vintage_sha256_fkey`.execute(db);
  await sql`
    create function refuse_change_of_subject() returns trigger language plpgsql as $$
    begin
      raise restrict_violation using message = 'series and document of a vintage never change';
    end $$`.execute(db);
  await sql`
    create trigger vintage_keeps_subject before update of series_id, sha256 on vintage
    for each row when (old.series_id <> new.series_id or old.sha256 <> new.sha256)
    execute function refuse_change_of_subject()`.execute(db);

  await sql`
    create function refuse_loss_of_vintages() returns trigger language plpgsql as $$
    begin
      -- Waits for whoever writes vintages, and lets no one begin.
      lock table vintage in share mode;
      if tg_table_name = 'series' then
        perform from vintage v where v.series_id = old.id limit 1;
      else
        perform from vintage v where v.sha256 = old.sha256 limit 1;
      end if;
      if found then
        raise foreign_key_violation using message = format('vintages refer to this row of "%s"', tg_table_name);
      end if;
      return case tg_op when 'DELETE' then old else new end;
    end $$`.execute(db);
  await sql`
    create trigger series_has_vintages before delete or update of id on series
    for each row execute function refuse_loss_of_vintages()`.execute(db);
  await sql`
    create trigger document_has_vintages before delete or update of sha256 on document
    for each row execute function refuse_loss_of_vintages()`.execute(db);
}
