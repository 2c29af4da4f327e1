import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Deal } from '../../../config/deal/schema.ts';
import type { Recipient } from '../../../config/recipients.ts';
import { connect, type Db } from '../../../db/connection.ts';
import { assessDue } from '../../../services/commitments/assess.ts';
import { decideDue, type LifecycleContext } from '../../../services/incidents/lifecycle.ts';
import { NoticeContent } from '../../../services/notices/content.ts';
import { testDatabase } from '../../support/database.ts';
import { type LedgerFigure, openTinPact, putFigures, storeSeries } from '../../support/tin-ledger.ts';
import { instant } from '../../support/vintages.ts';

// Twelve tonnes of tin are due in 2026, so two in two months. All figures are made up.
const pact = openTinPact();
const go = new AbortController().signal;
const NOW = instant('2026-11-24T09:00:00Z');
const minutes = (count: number) => NOW.add({ minutes: count });

const recipient = (address: string, least: Recipient['least_standing']): Recipient => ({
  address,
  name: address.slice(0, address.indexOf('@')),
  follows: [{ commitments: 'all' }],
  least_standing: least,
});
const DESK = recipient('desk@example.org', 'at_risk');
const POLICY = recipient('policy@example.org', 'off_track');

const contextOf = (db: Db, at: Temporal.Instant, more: Partial<LifecycleContext> = {}): LifecycleContext => ({
  db,
  deal: pact,
  figuresMode: 'recorded',
  recipients: [DESK, POLICY],
  mailDomain: 'example.com',
  publisherNames: { 'hand-fed': 'Hand-fed figures' },
  now: () => at,
  ...more,
});

async function decide(db: Db, at: Temporal.Instant, more: Partial<LifecycleContext> = {}): Promise<string[]> {
  const summaries = await decideDue(contextOf(db, at, more), go);
  return summaries.map(
    ({ commitment, kind, from, to, reason, notices }) =>
      `${commitment} ${kind} from ${from} to ${to}, ${reason}, ${notices} notices`,
  );
}

async function tinDatabase() {
  const database = await testDatabase();
  await storeSeries(database.db, pact);
  return database;
}

const judge = (db: Db, at: Temporal.Instant, deal: Deal = pact) => assessDue({ db, deal, now: () => at }, go);
const tin = (period: string, value: string | null): LedgerFigure => ['tin-deliveries', period, value];

/** January was on pace; what February brings decides. */
async function february(db: Db, at: Temporal.Instant, value: string | null): Promise<void> {
  await putFigures(db, pact, at, tin('2026-01', '1'), tin('2026-02', value));
  await judge(db, at);
}

/** All that a decision may write, as it stands. */
async function rows(db: Db) {
  const incidents = await db.selectFrom('incident').selectAll().orderBy('openedAt').execute();
  const transitions = await db.selectFrom('transition').selectAll().orderBy('id').execute();
  const notices = await db.selectFrom('notice').selectAll().orderBy('id').execute();
  return { incidents, transitions, notices };
}
const addressesOf = async (db: Db) => {
  const { transitions, notices } = await rows(db);
  return transitions.map(({ id, kind }) => [
    kind,
    ...notices.filter(({ transitionId }) => transitionId === id).map(({ address }) => address),
  ]);
};
const undecided = async (db: Db) =>
  (await db.selectFrom('assessment').select('commitment').where('decidedAt', 'is', null).execute()).length;

describe('a drift that begins', () => {
  test('opens an incident, and writes its transition and a notice to each who wants to hear of it', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '1');
    expect(await decide(db, NOW)).toEqual([]);
    await february(db, minutes(1), '0.85');
    expect(await decide(db, minutes(2))).toEqual([
      'tin-floor opened from on_track to at_risk, data_revised, 1 notices',
    ]);
    const { incidents, transitions, notices } = await rows(db);
    const [incident, transition] = [incidents[0]!, transitions[0]!];
    expect(incidents).toMatchObject([
      {
        deal: 'tin-pact',
        kind: 'commitment',
        subject: 'tin-floor',
        standing: 'at_risk',
        seq: 1,
        openedAt: minutes(1),
        closedAt: null,
      },
    ]);
    expect(transitions).toMatchObject([
      {
        incidentId: incident.id,
        seq: 1,
        kind: 'opened',
        fromStanding: 'on_track',
        toStanding: 'at_risk',
        at: minutes(1),
      },
    ]);
    expect(notices).toMatchObject([
      {
        transitionId: transition.id,
        dedupKey: `${incident.id}:1:opened:desk@example.org`,
        messageId: expect.stringMatching(/^<[0-9a-f]{32}@example\.com>$/),
        address: 'desk@example.org',
        name: 'desk',
        state: 'pending',
        attempts: 0,
        notBefore: minutes(2),
      },
    ]);
  });

  test('freezes what the mail says, with every figure and the document it stands in', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    const { transitions, incidents } = await rows(db);
    const content = NoticeContent.parse(transitions[0]!.content);
    expect(content).toMatchObject({
      incident: incidents[0]!.id,
      transition: { seq: 1, kind: 'opened', from: null, to: 'at_risk', reason: 'first_assessment', at: NOW.toString() },
      value: { value: '1.85', unit: 't' },
      target: { value: '12', unit: 't' },
      period: '2026-01/2026-02',
    });
    const { sha256 } = await db.selectFrom('document').select('sha256').executeTakeFirstOrThrow();
    expect(content.figures).toMatchObject([
      { period: '2026-02', value: '0.85', unit: 't', document: sha256, locator: '#cell=2,3' },
      { period: '2026-01', value: '1', unit: 't', document: sha256, url: 'file:figures/ledger.csv' },
    ]);
    await february(db, minutes(1), '0.5');
    await decide(db, minutes(1));
    expect((await rows(db)).transitions[0]!.content).toEqual(transitions[0]!.content);
  });

  test('of which nobody wants to hear still opens: the scorecard shows it', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    expect(await decide(db, NOW, { recipients: [POLICY] })).toEqual([
      'tin-floor opened from null to at_risk, first_assessment, 0 notices',
    ]);
  });

  test('of two commitments opens two incidents', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'), ['raw-tin-exports', '2026-01', '5']);
    await judge(db, NOW);
    expect(await decide(db, NOW)).toEqual([
      'tin-ban opened from null to breached, first_assessment, 2 notices',
      'tin-floor opened from null to off_track, first_assessment, 2 notices',
    ]);
  });
});

describe('repeating', () => {
  test('changes nothing, however often and at whatever time', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    const before = await rows(db);
    for (const later of [0, 1, 60, 60 * 24 * 30]) expect(await decide(db, minutes(later))).toEqual([]);
    await judge(db, minutes(60 * 24));
    expect(await decide(db, minutes(60 * 24))).toEqual([]);
    expect(await rows(db)).toEqual(before);
  });

  test('a figure that moves and leaves the standing as it is sends nothing', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    const before = await rows(db);
    await february(db, minutes(1), '0.84');
    expect(await decide(db, minutes(1))).toEqual([]);
    expect(await rows(db)).toEqual(before);
  });
});

describe('from opening to end', () => {
  const course = [
    ['0.85', 'tin-floor opened from null to at_risk, first_assessment, 1 notices'],
    ['0.5', 'tin-floor worsened from at_risk to off_track, data_revised, 2 notices'],
    ['0.85', 'tin-floor improved from off_track to at_risk, data_revised, 2 notices'],
    ['1', 'tin-floor closed from at_risk to on_track, data_revised, 2 notices'],
  ] as const;

  test('it worsens, improves and closes, each with its number, reason and readers', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    for (const [index, [value, said]] of course.entries()) {
      await february(db, minutes(index), value);
      expect(await decide(db, minutes(index))).toEqual([said]);
    }
    const { incidents, transitions } = await rows(db);
    expect(incidents).toMatchObject([{ standing: 'on_track', seq: 4, openedAt: NOW, closedAt: minutes(3) }]);
    expect(transitions.map(({ seq, kind }) => `${seq} ${kind}`)).toEqual([
      '1 opened',
      '2 worsened',
      '3 improved',
      '4 closed',
    ]);
    expect(await addressesOf(db)).toEqual([
      ['opened', 'desk@example.org'],
      ['worsened', 'desk@example.org', 'policy@example.org'],
      ['improved', 'desk@example.org', 'policy@example.org'],
      ['closed', 'desk@example.org', 'policy@example.org'],
    ]);
  });

  test('the end is told to those who were told of the beginning, whatever the file of recipients says by now', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    await february(db, minutes(1), '1');
    const newcomers = [recipient('new@example.org', 'at_risk'), POLICY];
    await decide(db, minutes(1), { recipients: newcomers });
    expect(await addressesOf(db)).toEqual([
      ['opened', 'desk@example.org'],
      ['closed', 'desk@example.org'],
    ]);
  });

  test('a drift that comes back is another incident, which begins at 1', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    for (const [index, value] of ['0.85', '1', '0.85'].entries()) {
      await february(db, minutes(index), value);
      await decide(db, minutes(index));
    }
    const { incidents, notices } = await rows(db);
    expect(incidents).toMatchObject([
      { seq: 2, closedAt: minutes(1) },
      { seq: 1, openedAt: minutes(2), closedAt: null },
    ]);
    expect(new Set(notices.map(({ messageId }) => messageId)).size).toBe(3);
  });

  test('assessments that nobody decided on for a while are decided on in their order, none left out', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    for (const [index, [value]] of course.entries()) await february(db, minutes(index), value);
    expect(await decide(db, minutes(9))).toEqual(course.map(([, said]) => said));
    expect((await rows(db)).transitions.map(({ at }) => at)).toEqual([0, 1, 2, 3].map(minutes));
  });

  test('figures that go missing neither close nor worsen it; their return is judged against it', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'));
    await judge(db, NOW);
    await decide(db, NOW);
    await putFigures(db, pact, minutes(1), tin('2026-01', null));
    await judge(db, minutes(1));
    expect(await decide(db, minutes(1))).toEqual([]);
    await putFigures(db, pact, minutes(2), tin('2026-01', '0.4'));
    await judge(db, minutes(2));
    expect(await decide(db, minutes(2))).toEqual([]);
    await putFigures(db, pact, minutes(3), tin('2026-01', '1'));
    await judge(db, minutes(3));
    expect(await decide(db, minutes(3))).toEqual([
      'tin-floor closed from off_track to on_track, data_revised, 2 notices',
    ]);
  });

  test('a rule that was mended closes it as a matter of the rule, not of the figures', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    const mended = openTinPact(['floor: "12"', 'floor: "6"']);
    await judge(db, minutes(1), mended);
    expect(await decide(db, minutes(1), { deal: mended })).toEqual([
      'tin-floor closed from at_risk to on_track, rule_changed, 1 notices',
    ]);
  });
});

describe('a deal file that changed between judging and deciding', () => {
  test('a commitment that it has no longer is decided on without a word, and holds up nobody', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'), ['raw-tin-exports', '2026-01', '5']);
    await judge(db, NOW);
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
    const content = NoticeContent.parse((await rows(db)).transitions[0]!.content);
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
    const { incidents, transitions, notices } = await rows(db);
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
    await expect(decideDue(contextOf(db, NOW, { now, ...onlyFloor }), go)).rejects.toThrow('the process dies here');
    expect(await rows(db)).toEqual({ incidents: [], transitions: [], notices: [] });
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
    const before = await rows(db);
    await february(db, minutes(1), '0.5');
    await sql`create function refuse() returns trigger language plpgsql as
      $$ begin if new.address like 'policy%' then raise 'no room'; end if; return new; end $$`.execute(db);
    await sql`create trigger refuse before insert on notice for each row execute function refuse()`.execute(db);
    await expect(decide(db, minutes(2))).rejects.toThrow('no room');
    expect(await rows(db)).toEqual(before);
    await sql`drop trigger refuse on notice`.execute(db);
    expect(await decide(db, minutes(3))).toEqual([
      'tin-floor worsened from at_risk to off_track, data_revised, 2 notices',
    ]);
  });

  test('one commitment that fails does not hold up the alarm of another', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'), ['raw-tin-exports', '2026-01', '5']);
    await judge(db, NOW);
    await sql`create function refuse() returns trigger language plpgsql as
      $$ begin if new.subject = 'tin-ban' then raise 'no room'; end if; return new; end $$`.execute(db);
    await sql`create trigger refuse before insert on incident for each row execute function refuse()`.execute(db);
    await expect(decide(db, NOW)).rejects.toThrow('no room');
    expect((await rows(db)).incidents.map(({ subject }) => subject)).toEqual(['tin-floor']);
    expect(await undecided(db)).toBe(1);
  });

  test('whoever is told to stop decides no further', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.5');
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(decideDue(contextOf(db, NOW), stop.signal)).rejects.toThrow('stopped');
    expect((await rows(db)).incidents).toEqual([]);
  });
});
