import { describe, expect, test } from 'vitest';
import { NoticeContent } from '../../../services/notices/content.ts';
import { decide, decidedRows, february, POLICY } from '../../support/tin-incidents.ts';
import { putFigures } from '../../support/tin-ledger.ts';
import { look, minutes, NOW, pact, tin, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up.

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
    const { incidents, transitions, notices } = await decidedRows(db);
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
        address: 'desk@example.org',
        name: 'desk',
        reason: 'first',
        state: 'pending',
        cause: null,
        notBefore: minutes(2),
      },
    ]);
  });

  test('freezes what the mail says, with every figure and the document it stands in', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    const { transitions, incidents } = await decidedRows(db);
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
    expect((await decidedRows(db)).transitions[0]!.content).toEqual(transitions[0]!.content);
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
    await look(db, NOW);
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
    const before = await decidedRows(db);
    for (const later of [0, 1, 60, 60 * 24 * 30]) expect(await decide(db, minutes(later))).toEqual([]);
    await look(db, minutes(60 * 24));
    expect(await decide(db, minutes(60 * 24))).toEqual([]);
    expect(await decidedRows(db)).toEqual(before);
  });

  test('a new figure that leaves the standing as it is sends nothing', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    const before = await decidedRows(db);
    await putFigures(db, pact, minutes(1), tin('2026-03', '0.9'));
    await look(db, minutes(1));
    expect(await decide(db, minutes(1))).toEqual([]);
    expect(await decidedRows(db)).toEqual(before);
  });
});

describe('a revision of a figure that had opened an incident', () => {
  test('is told once to those who were told of it, and says what the figure was before', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    await february(db, minutes(1), '0.84');
    expect(await decide(db, minutes(1))).toEqual([
      'tin-floor corrected from at_risk to at_risk, data_revised, 1 notices',
    ]);
    expect(await decide(db, minutes(2))).toEqual([]);
    const { incidents, transitions, notices } = await decidedRows(db);
    expect(incidents).toMatchObject([{ standing: 'at_risk', seq: 2, closedAt: null }]);
    expect(notices.map(({ reason, dedupKey }) => [reason, dedupKey])).toEqual([
      ['first', `${incidents[0]!.id}:1:opened:desk@example.org`],
      ['corrected', `${incidents[0]!.id}:2:corrected:desk@example.org`],
    ]);
    expect(NoticeContent.parse(transitions[1]!.content).changed).toMatchObject([
      { period: '2026-02', before: { value: '0.85' }, after: { value: '0.84' } },
    ]);
  });
});
