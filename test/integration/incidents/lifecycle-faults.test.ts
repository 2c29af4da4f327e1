import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { connect } from '../../../db/connection.ts';
import { decideDue } from '../../../services/incidents/lifecycle.ts';
import { NoticeContent } from '../../../services/notices/content.ts';
import { addressesOf, contextOf, decide, decidedRows, february, undecided } from '../../support/tin-incidents.ts';
import { putFigures } from '../../support/tin-ledger.ts';
import { look, minutes, NOW, pact, tin, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up.

describe('a deal file that changed between judging and deciding', () => {
  test('a commitment that it has no longer is decided on without a word, and holds up nobody', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'), ['raw-tin-exports', '2026-01', '5']);
    await look(db, NOW);
    const { 'tin-ban': _gone, ...commitments } = pact.commitments;
    expect(await decide(db, NOW, { deal: { ...pact, commitments } })).toEqual([
      'tin-floor opened from null to off_track, first_assessment, 2 notices',
    ]);
    expect(await undecided(db)).toBe(0);
  });

  test('a series that it has no longer: the alarm is raised all the same, under the id of the series', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.5');
    const { 'tin-deliveries': _gone, ...series } = pact.series;
    expect(await decide(db, NOW, { deal: { ...pact, series } })).toEqual([
      'tin-floor opened from null to off_track, first_assessment, 2 notices',
    ]);
    const content = NoticeContent.parse((await decidedRows(db)).transitions[0]!.content);
    expect(content.figures).toMatchObject([
      { series: 'tin-deliveries', value: '0.5', publisher: 'Ledger' },
      { series: 'tin-deliveries', value: '1', publisher: 'Ledger' },
    ]);
  });
});

describe('side by side', () => {
  test('many that decide at once make one transition and one notice a reader', async () => {
    await using database = await tinDatabase();
    const { db, url } = database;
    await february(db, NOW, '0.5');
    const others = [1, 2, 3].map(() => connect(url, { name: 'tests', onError: () => {} }));
    const decided = await Promise.all([db, ...others, db, ...others].map((pool) => decide(pool, NOW)));
    expect(decided.flat()).toEqual(['tin-floor opened from null to off_track, first_assessment, 2 notices']);
    expect(await addressesOf(db)).toEqual([['opened', 'desk@example.org', 'policy@example.org']]);
    await Promise.all(others.map((pool) => pool.destroy()));
  });

  test('judging, deciding and new figures all at once end where they would have ended one by one', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const values = ['0.85', '0.5', '0.85', '1', '0.85', '0.5', '1', '0.5'];
    await february(db, NOW, '1');
    const feed = async () => {
      for (const [index, value] of values.entries()) await february(db, minutes(index + 1), value);
    };
    const decideOn = async () => {
      for (let round = 0; round < 12; round += 1) await decide(db, minutes(round));
    };
    await Promise.all([feed(), decideOn(), decideOn()]);
    await decide(db, minutes(60));
    const { incidents, transitions, notices } = await decidedRows(db);
    expect(transitions.map(({ toStanding }) => toStanding)).toEqual([
      'at_risk',
      'off_track',
      'at_risk',
      'on_track',
      'at_risk',
      'off_track',
      'on_track',
      'off_track',
    ]);
    expect(incidents.map(({ seq, closedAt }) => `${seq} ${closedAt === null ? 'open' : 'closed'}`)).toEqual([
      '4 closed',
      '3 closed',
      '1 open',
    ]);
    expect(new Set(notices.map(({ dedupKey }) => dedupKey)).size).toBe(notices.length);
    expect(await undecided(db)).toBe(0);
  });
});

describe('what goes wrong in the middle', () => {
  test('leaves nothing behind, and the next run completes it', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.5');
    const waiting = await undecided(db);
    let calls = 0;
    const now = () => {
      calls += 1;
      // The first is for the assessments that are taken; by the second, incident and transition are written.
      if (calls === 2) throw new Error('made up: the process dies here');
      return NOW;
    };
    const onlyFloor = { deal: { ...pact, commitments: { 'tin-floor': pact.commitments['tin-floor']! } } };
    await db.updateTable('assessment').set({ decidedAt: NOW }).where('commitment', '<>', 'tin-floor').execute();
    await expect(decideDue(contextOf(db, NOW, { now, ...onlyFloor }), new AbortController().signal)).rejects.toThrow(
      'the process dies here',
    );
    expect(await decidedRows(db)).toEqual({ incidents: [], transitions: [], notices: [] });
    expect(await undecided(db)).toBe(waiting - 2);
    expect(await decide(db, minutes(1))).toEqual([
      'tin-floor opened from null to off_track, first_assessment, 2 notices',
    ]);
  });

  test('a notice that cannot be written takes its transition back: no transition without its notices', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    const before = await decidedRows(db);
    await february(db, minutes(1), '0.5');
    await sql`create function refuse() returns trigger language plpgsql as
      $$ begin if new.address like 'policy%' then raise 'no room'; end if; return new; end $$`.execute(db);
    await sql`create trigger refuse before insert on notice for each row execute function refuse()`.execute(db);
    await expect(decide(db, minutes(2))).rejects.toThrow('no room');
    expect(await decidedRows(db)).toEqual(before);
    await sql`drop trigger refuse on notice`.execute(db);
    expect(await decide(db, minutes(3))).toEqual([
      'tin-floor worsened from at_risk to off_track, data_revised, 2 notices',
    ]);
  });

  test('one commitment that fails does not hold up the alarm of another', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'), ['raw-tin-exports', '2026-01', '5']);
    await look(db, NOW);
    await sql`create function refuse() returns trigger language plpgsql as
      $$ begin if new.subject = 'tin-ban' then raise 'no room'; end if; return new; end $$`.execute(db);
    await sql`create trigger refuse before insert on incident for each row execute function refuse()`.execute(db);
    await expect(decide(db, NOW)).rejects.toThrow('no room');
    expect((await decidedRows(db)).incidents.map(({ subject }) => subject)).toEqual(['tin-floor']);
    expect(await undecided(db)).toBe(1);
  });

  test('whoever is told to stop decides no further', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.5');
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(decideDue(contextOf(db, NOW), stop.signal)).rejects.toThrow('stopped');
    expect((await decidedRows(db)).incidents).toEqual([]);
  });
});
