import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../db/connection.ts';
import { decideSources } from '../../../services/incidents/sources.ts';
import { addressesOf, decidedRows } from '../../support/tin-incidents.ts';
import { decideAll, known, sourceContext, pulled, watchedDatabase } from '../../support/tin-source-incidents.ts';
import { AT, days } from '../../support/tin-sources.ts';

// All figures are made up. September has been overdue since 26 October.

const OPENED = 'ledger opened from null to late, period_overdue, 2 notices';
const NEVER = new AbortController().signal;

describe('side by side', () => {
  test('replicas that decide at once make one transition and one notice a reader, at each step', async () => {
    await using database = await watchedDatabase('2026-08');
    const { db, url } = database;
    const others = [1, 2, 3].map(() => connect(url, { name: 'tests', onError: () => {} }));
    const all = async (at: Temporal.Instant) =>
      (await Promise.all([db, ...others, db, ...others].map((pool) => decideAll(pool, at)))).flat();
    expect(await all(AT)).toEqual([OPENED]);
    for (const day of [1, 1.1]) await pulled(db, 'ledger', days(day), 'refused');
    expect(await all(days(1.1))).toEqual(['ledger worsened from late to late_and_failing, pulls_failing, 2 notices']);
    await known(db, '2026-10', days(2));
    await pulled(db, 'ledger', days(2));
    expect(await all(days(2))).toEqual(['ledger closed from late_and_failing to in_order, figures_came, 2 notices']);
    expect((await addressesOf(db)).map(([kind]) => kind)).toEqual(['opened', 'worsened', 'closed']);
    await Promise.all(others.map((pool) => pool.destroy()));
  });

  test('a replica whose clock is behind neither closes what another opened, nor opens it again', async () => {
    await using database = await watchedDatabase('2026-09');
    const { db } = database;
    expect(await decideAll(db, days(2))).toEqual(['ledger opened from null to late, period_overdue, 2 notices']);
    // By its clock the grace of October still runs.
    expect(await decideAll(db, AT)).toEqual([]);
    expect((await decidedRows(db)).incidents).toMatchObject([{ state: 'late', closedAt: null }]);
  });
});

describe('killed in the middle', () => {
  test('nothing is left behind, and the next run completes it', async () => {
    await using database = await watchedDatabase('2026-08');
    const { db } = database;
    let calls = 0;
    const now = () => {
      calls += 1;
      // By the third, incident and transition are written, and only the notices are missing.
      if (calls === 3) throw new Error('made up: the process dies here');
      return AT;
    };
    await expect(decideSources(sourceContext(db, AT, { now }), NEVER)).rejects.toThrow('the process dies here');
    expect(await decidedRows(db)).toEqual({ incidents: [], transitions: [], notices: [] });
    expect(await decideAll(db, days(0.1))).toEqual([OPENED]);
  });

  test('a backend that is ended by force with the transition written takes it back', async () => {
    await using database = await watchedDatabase('2026-08');
    const { db, url } = database;
    const victim = connect(url, { name: 'victim', max: 1, onError: () => {} });
    // The first notice waits for a lock that this test holds: the incident is written, and the backend is then killed.
    const held = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const holding = db.transaction().execute(async (trx) => {
      await sql`lock table notice in access exclusive mode`.execute(trx);
      held.resolve();
      await release.promise;
    });
    await held.promise;
    const decided = decideAll(victim, AT).then(
      () => 'done',
      () => 'killed',
    );
    const waiting = async () => {
      const { rows } = await sql<{ pid: number }>`
        select pid from pg_stat_activity
        where application_name = 'victim' and wait_event_type = 'Lock' and datname = current_database()`.execute(db);
      return rows[0]?.pid;
    };
    await expect.poll(waiting, { timeout: 10_000 }).toBeTypeOf('number');
    await sql`select pg_terminate_backend(${(await waiting())!})`.execute(db);
    expect(await decided).toBe('killed');
    release.resolve();
    await holding;
    expect(await decidedRows(db)).toEqual({ incidents: [], transitions: [], notices: [] });
    expect(await decideAll(victim, AT)).toEqual([OPENED]);
    await victim.destroy();
  });

  test('a notice that cannot be written takes its transition back', async () => {
    await using database = await watchedDatabase('2026-08');
    const { db } = database;
    await decideAll(db, AT);
    const before = await decidedRows(db);
    await known(db, '2026-10', days(1));
    await sql`create function refuse() returns trigger language plpgsql as
      $$ begin if new.address like 'policy%' then raise 'no room'; end if; return new; end $$`.execute(db);
    await sql`create trigger refuse before insert on notice for each row execute function refuse()`.execute(db);
    await expect(decideAll(db, days(1))).rejects.toThrow('no room');
    expect(await decidedRows(db)).toEqual(before);
    await sql`drop trigger refuse on notice`.execute(db);
    expect(await decideAll(db, days(2))).toEqual(['ledger closed from late to in_order, figures_came, 2 notices']);
  });

  test('one source that fails does not hold up the alarm of another', async () => {
    await using database = await watchedDatabase('2026-08');
    const { db } = database;
    for (const day of [-2, -1, 0]) await pulled(db, 'gas', days(day), 'unreachable');
    await sql`create function refuse() returns trigger language plpgsql as
      $$ begin if new.subject = 'ledger' then raise 'no room'; end if; return new; end $$`.execute(db);
    await sql`create trigger refuse before insert on incident for each row execute function refuse()`.execute(db);
    await expect(decideAll(db, AT)).rejects.toThrow('no room');
    expect((await decidedRows(db)).incidents.map(({ subject }) => subject)).toEqual(['gas']);
  });
});

describe('the rows hold together', () => {
  test('an incident or a transition of the one kind cannot have what belongs to the other', async () => {
    await using database = await watchedDatabase('2026-08');
    const { db } = database;
    await decideAll(db, AT);
    for (const change of [{ standing: 'at_risk' }, { state: null }, { kind: 'commitment' }] as const) {
      await expect(db.updateTable('incident').set(change).execute()).rejects.toThrow('incident_by_kind');
    }
    for (const change of [{ toState: null }, { toStanding: 'at_risk' }, { fromStanding: 'at_risk' }] as const) {
      await expect(db.updateTable('transition').set(change).execute()).rejects.toThrow('transition_by_kind');
    }
  });
});
