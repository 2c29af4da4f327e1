import { sql } from 'kysely';
import type { Db } from './connection.ts';

export interface TurnTerms {
  /** Least time between two turns, milliseconds. */
  readonly intervalMs: number;
  /** No turn is taken that is further away. */
  readonly longestWaitMs: number;
  /** No more turns in a UTC day. */
  readonly callsPerDay?: number | undefined;
}

export interface TakenTurn {
  readonly at: Temporal.Instant;
  /** Until then; 0 when it is now. */
  readonly waitMs: number;
}

/** Why there is no turn: the publisher asked for quiet, others wait for theirs, or the calls of the day are made. */
export interface NoTurn {
  readonly because: 'quiet' | 'busy' | 'quota';
  readonly until: Temporal.Instant;
  readonly waitMs: number;
}

const CLOCK = sql`clock_timestamp()`;
const TODAY = sql`(clock_timestamp() at time zone 'UTC')::date`;
const span = (ms: number) => sql`${ms}::float8 * interval '1 millisecond'`;

/** Takes the next turn of a host. The clock is the database's, so that replicas agree whatever theirs say. */
export async function takeTurn(db: Db, host: string, terms: TurnTerms): Promise<TakenTurn | NoTurn> {
  for (;;) {
    const { intervalMs, longestWaitMs, callsPerDay = null } = terms;
    const { rows } = await sql<{ at: Temporal.Instant; waitMs: number }>`
      insert into publisher_turn as known (host, next_at, calls, day)
      values (${host}, ${CLOCK} + ${span(intervalMs)}, 1, ${TODAY})
      on conflict (host) do update set
        next_at = greatest(${CLOCK}, known.next_at, known.quiet_until) + ${span(intervalMs)},
        calls = case when known.day = ${TODAY} then known.calls + 1 else 1 end,
        day = ${TODAY}
      where greatest(known.next_at, known.quiet_until) <= ${CLOCK} + ${span(longestWaitMs)}
        and (known.day <> ${TODAY} or ${callsPerDay}::integer is null or known.calls < ${callsPerDay}::integer)
      returning
        next_at - ${span(intervalMs)} as at,
        greatest(0, extract(epoch from next_at - ${span(intervalMs)} - ${CLOCK}))::float8 * 1000 as wait_ms`.execute(
      db,
    );
    const refused = rows[0] ?? (await whyNoTurn(db, host, terms));
    // Neither: what stood in the way is gone in the meantime.
    if (refused) return refused;
  }
}

async function whyNoTurn(db: Db, host: string, terms: TurnTerms): Promise<NoTurn | undefined> {
  const { rows } = await sql<NoTurn>`
    select because, until, extract(epoch from until - ${CLOCK})::float8 * 1000 as wait_ms
    from publisher_turn, lateral (values
      ('quota', case when day = ${TODAY} and calls >= ${terms.callsPerDay ?? null}::integer
        then (${TODAY} + 1)::timestamp at time zone 'UTC' end, ${CLOCK}),
      ('quiet', quiet_until, ${CLOCK} + ${span(terms.longestWaitMs)}),
      ('busy', next_at, ${CLOCK} + ${span(terms.longestWaitMs)})
    ) as reason (because, until, bearable)
    where host = ${host} and until > bearable
    order by until desc
    limit 1`.execute(db);
  return rows[0];
}

/** Gives back a turn that was not used: it is the next one again, unless a later one is taken already. */
export async function giveBackTurn(
  db: Db,
  host: string,
  { at }: Pick<TakenTurn, 'at'>,
  { intervalMs }: Pick<TurnTerms, 'intervalMs'>,
): Promise<void> {
  await sql`
    update publisher_turn set
      next_at = case when next_at = ${at}::timestamptz + ${span(intervalMs)} then ${at}::timestamptz else next_at end,
      calls = case when day = ${TODAY} then greatest(calls - 1, 0) else calls end
    where host = ${host}`.execute(db);
}

/** Leaves a host alone for so long from now. A shorter time does not take back a longer one. */
export async function leaveAlone(db: Db, host: string, ms: number): Promise<void> {
  await sql`
    insert into publisher_turn as known (host, next_at, quiet_until, calls, day)
    values (${host}, ${CLOCK}, ${CLOCK} + ${span(ms)}, 0, ${TODAY})
    on conflict (host) do update set quiet_until = greatest(known.quiet_until, excluded.quiet_until)`.execute(db);
}

/** Whether a host has asked, since a turn was taken, to be left alone beyond it. */
export async function isLeftAloneBeyond(db: Db, host: string, { at }: Pick<TakenTurn, 'at'>): Promise<boolean> {
  const row = await db
    .selectFrom('publisherTurn')
    .select('host')
    .where('host', '=', host)
    .where('quietUntil', '>', at)
    .executeTakeFirst();
  return row !== undefined;
}
