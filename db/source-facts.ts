import { sql } from 'kysely';
import type { Db } from './connection.ts';

/** How far a series has got. */
export interface SeriesReach {
  readonly key: string;
  readonly source: string;
  /** The newest period that has begun and of which anything is known, a value or that there is none; null without. */
  readonly newestPeriod: string | null;
  /** When anything of it last became known, whichever period it was of. */
  readonly lastKnown: Temporal.Instant | null;
  /** Since when the series is in the database. */
  readonly addedAt: Temporal.Instant;
}

/** How far each series of a deal had got at an instant. Reads one row a series. */
export async function seriesReach(db: Db, deal: string, at: Temporal.Instant): Promise<SeriesReach[]> {
  const { rows } = await sql<SeriesReach>`
    select s.key, s.source, newest.period as newest_period,
      -- A write of very many series leaves no mark on each; the newest period has its own instant then.
      greatest(case when s.last_known <= ${at} then s.last_known end, newest.known_from) as last_known, s.added_at
    from series s
    left join lateral (
      select v.period, v.known_from from vintage v
      where v.series_id = s.id and v.known_from <= ${at} and ${at} < v.known_to
        -- A projection for a year to come makes nothing fresh.
        and v.period_start <= (${at}::timestamptz at time zone 'UTC')::date
      order by v.period_start desc, v.period_months desc
      limit 1
    ) newest on true
    where s.deal = ${deal}
    order by s.key`.execute(db);
  return rows;
}

/** What the pulls of a source came to. */
export interface PullRun {
  readonly source: string;
  readonly firstAt: Temporal.Instant;
  readonly latestOutcome: 'ok' | 'failed' | 'idle';
  readonly lastOkAt: Temporal.Instant | null;
  /** Of the failures since the source last answered: how many, from when to when, and the latest one's words. */
  readonly failures: number;
  readonly failingSince: Temporal.Instant | null;
  readonly lastFailureAt: Temporal.Instant | null;
  readonly fault: string | null;
  readonly detail: string | null;
  /** The first answer after the last failure ever; null while it fails, or when it never failed. */
  readonly goodSince: Temporal.Instant | null;
}

/**
 * What the pulls of the sources came to by an instant, in one mode; a source that was never pulled is left out.
 * @param answers faults that are an answer all the same, and so no failure to reach the publisher.
 */
export async function pullRuns(
  db: Db,
  deal: string,
  sources: readonly string[],
  { mode, answers, at }: { mode: 'live' | 'recorded'; answers: readonly string[]; at: Temporal.Instant },
): Promise<PullRun[]> {
  const own = sql`p.deal = ${deal} and p.source = s.source and p.mode = ${mode} and p.finished_at <= ${at}`;
  const failed = sql`p.outcome = 'failed' and p.fault <> all (${answers}::text[])`;
  const answered = sql`(p.outcome = 'ok' or p.fault = any (${answers}::text[]))`;
  const newest = sql`order by p.finished_at desc, p.id desc limit 1`;
  const { rows } = await sql<PullRun>`
    select s.source, latest.outcome as latest_outcome, ok.finished_at as last_ok_at, run.failures,
      (select min(p.finished_at) from pull p where ${own}) as first_at,
      run.since as failing_since, run.until as last_failure_at,
      case when run.failures > 0 then bad.fault end as fault, case when run.failures > 0 then bad.detail end as detail,
      (select min(p.finished_at) from pull p
        where ${own} and ${answered} and (p.finished_at, p.id) > (bad.finished_at, bad.id)) as good_since
    from unnest(${sources}::text[]) as s (source)
    cross join lateral (select p.outcome from pull p where ${own} ${newest}) latest
    left join lateral (select p.finished_at from pull p where ${own} and p.outcome = 'ok' ${newest}) ok on true
    left join lateral (
      select p.finished_at, p.id from pull p where ${own} and ${answered} ${newest}) good on true
    left join lateral (
      select p.finished_at, p.id, p.fault, p.detail from pull p where ${own} and ${failed} ${newest}) bad on true
    cross join lateral (
      select count(*)::integer as failures, min(p.finished_at) as since, max(p.finished_at) as until
      from pull p
      where ${own} and ${failed} and (good.id is null or (p.finished_at, p.id) > (good.finished_at, good.id))) run`.execute(
    db,
  );
  return rows;
}
