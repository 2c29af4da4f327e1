import { describe, expect, test } from 'vitest';
import { SourceNoticeContent } from '../../../services/notices/source-content.ts';
import { look, storedStandings } from '../../support/tin-looks.ts';
import { addressesOf, decidedRows, recipient } from '../../support/tin-incidents.ts';
import { decideAll, known, pact, pulled, watchedDatabase } from '../../support/tin-source-incidents.ts';
import { AT, days } from '../../support/tin-sources.ts';

// All figures are made up. October is expected by 15 November and overdue from the 26th on.

const OVERDUE = days(2);
const follower = (address: string, ...commitments: string[]) =>
  recipient(address, 'breached', { follows: [{ commitments }] });

describe('a period that does not come', () => {
  test('opens one incident of its source once its grace is over, and tells all who follow what it feeds', async () => {
    await using database = await watchedDatabase('2026-09');
    const { db } = database;
    expect(await decideAll(db, days(1.6))).toEqual([]);
    expect(await decideAll(db, OVERDUE)).toEqual(['ledger opened from null to late, period_overdue, 2 notices']);
    const { incidents, transitions, notices } = await decidedRows(db);
    expect(incidents).toMatchObject([
      { kind: 'source', subject: 'ledger', state: 'late', standing: null, seq: 1, openedAt: OVERDUE, closedAt: null },
    ]);
    expect(transitions).toMatchObject([
      { seq: 1, kind: 'opened', fromState: null, toState: 'late', toStanding: null, assessmentId: null, at: OVERDUE },
    ]);
    expect(notices.map(({ dedupKey, state }) => `${dedupKey} ${state}`)).toEqual([
      `${incidents[0]!.id}:1:opened:desk@example.org pending`,
      `${incidents[0]!.id}:1:opened:policy@example.org pending`,
    ]);
  });

  test('is told once, however often it is looked at and however long it lasts', async () => {
    await using database = await watchedDatabase('2026-09');
    const { db } = database;
    await decideAll(db, OVERDUE);
    const before = await decidedRows(db);
    for (const later of [2, 2.01, 3, 30, 90]) expect(await decideAll(db, days(later))).toEqual([]);
    expect(await decidedRows(db)).toEqual(before);
  });

  test('is over when it comes, and not when an older one does', async () => {
    await using database = await watchedDatabase('2026-08');
    const { db } = database;
    await decideAll(db, AT);
    await known(db, '2026-02', days(1));
    expect(await decideAll(db, days(1))).toEqual([]);
    await known(db, '2026-10', days(3));
    expect(await decideAll(db, days(3))).toEqual(['ledger closed from late to in_order, figures_came, 2 notices']);
    expect((await decidedRows(db)).incidents).toMatchObject([{ state: 'in_order', seq: 2, closedAt: days(3) }]);
    expect(await decideAll(db, days(3))).toEqual([]);
  });

  test('is over too when its publisher states that it has no value', async () => {
    await using database = await watchedDatabase('2026-09');
    const { db } = database;
    await decideAll(db, OVERDUE);
    await known(db, '2026-10', days(3), null);
    expect(await decideAll(db, days(3))).toEqual(['ledger closed from late to in_order, figures_came, 2 notices']);
  });

  test('moves no standing, and is no assessment', async () => {
    await using database = await watchedDatabase('2026-09');
    const { db } = database;
    await look(db, AT, pact);
    const before = await storedStandings(db);
    await decideAll(db, OVERDUE);
    await look(db, AT, pact);
    expect(await storedStandings(db)).toEqual(before);
  });

  test('of recorded figures is nobody’s lateness: nothing opens, and what is open stays', async () => {
    await using database = await watchedDatabase('2026-09');
    const { db } = database;
    expect(await decideAll(db, OVERDUE, { figuresMode: 'recorded' })).toEqual([]);
    await decideAll(db, OVERDUE);
    await known(db, '2026-10', days(3));
    expect(await decideAll(db, days(3), { figuresMode: 'recorded' })).toEqual([]);
    expect((await decidedRows(db)).incidents).toMatchObject([{ state: 'late', closedAt: null }]);
  });
});

describe('pulls that fail', () => {
  test('open an incident when they have failed for long enough, and one good pull closes it', async () => {
    await using database = await watchedDatabase();
    const { db } = database;
    for (const [index, day] of [-1, -0.5, 0].entries()) {
      expect(await decideAll(db, days(day)), `before failure ${index + 1}`).toEqual([]);
      await pulled(db, 'gas', days(day), 'unreachable');
    }
    expect(await decideAll(db, AT)).toEqual(['gas opened from null to failing, pulls_failing, 2 notices']);
    await pulled(db, 'gas', days(0.1), 'unavailable');
    expect(await decideAll(db, days(0.1))).toEqual([]);
    await pulled(db, 'gas', days(0.2));
    expect(await decideAll(db, days(0.2))).toEqual(['gas closed from failing to in_order, pulls_succeed, 2 notices']);
  });

  test('of a source that is late too make that incident worse; each is told once', async () => {
    await using database = await watchedDatabase('2026-08');
    const { db } = database;
    await decideAll(db, AT);
    const failFrom = async (day: number) => {
      for (const offset of [0, 0.1]) await pulled(db, 'ledger', days(day + offset), 'refused');
      return decideAll(db, days(day + 0.1));
    };
    const recoverOn = async (day: number) => {
      await pulled(db, 'ledger', days(day));
      return decideAll(db, days(day));
    };
    expect(await failFrom(1)).toEqual(['ledger worsened from late to late_and_failing, pulls_failing, 2 notices']);
    expect(await recoverOn(2)).toEqual(['ledger improved from late_and_failing to late, pulls_succeed, 0 notices']);
    expect(await failFrom(3)).toEqual(['ledger worsened from late to late_and_failing, pulls_failing, 0 notices']);
    await known(db, '2026-10', days(4));
    expect(await recoverOn(4)).toEqual(['ledger closed from late_and_failing to in_order, figures_came, 2 notices']);
    expect((await decidedRows(db)).incidents).toHaveLength(1);
  });

  test('that come and go send four mails in a fortnight, not one a day', async () => {
    await using database = await watchedDatabase();
    const { db } = database;
    const told: string[] = [];
    for (let day = 0; day < 14; day += 1) {
      for (const offset of [0, 0.1]) await pulled(db, 'gas', days(day + offset), 'refused');
      told.push(...(await decideAll(db, days(day + 0.1))));
      await pulled(db, 'gas', days(day + 0.5));
      told.push(...(await decideAll(db, days(day + 0.5))));
    }
    expect(told).toEqual([
      'gas opened from null to failing, pulls_failing, 2 notices',
      'gas closed from failing to in_order, pulls_succeed, 2 notices',
      'gas opened from null to failing, pulls_failing, 2 notices',
    ]);
    expect(await decideAll(db, days(13.5 + 7))).toEqual([
      'gas closed from failing to in_order, pulls_succeed, 2 notices',
    ]);
  });
});

describe('who is told', () => {
  const recipients = [
    follower('floor@example.org', 'tin-floor'),
    follower('ban@example.org', 'tin-ban'),
    follower('talks@example.org', 'tin-talks'),
  ];

  test('those who follow a commitment that reads the source, by its rule or as context, and no one else', async () => {
    await using database = await watchedDatabase('2026-09');
    const { db } = database;
    for (const day of [-2, -1, 0]) await pulled(db, 'gas', days(day), 'unreachable');
    expect(await decideAll(db, OVERDUE, { recipients })).toEqual([
      'ledger opened from null to late, period_overdue, 2 notices',
      'gas opened from null to failing, pulls_failing, 1 notices',
    ]);
    expect(await addressesOf(db)).toEqual([
      ['opened', 'floor@example.org', 'ban@example.org'],
      ['opened', 'floor@example.org'],
    ]);
  });

  test('of the end, those who were told of the beginning, whatever the file of recipients says by then', async () => {
    await using database = await watchedDatabase('2026-09');
    const { db } = database;
    await decideAll(db, OVERDUE, { recipients });
    await known(db, '2026-10', days(3));
    await decideAll(db, days(3), { recipients: [follower('new@example.org', 'tin-floor')] });
    expect((await addressesOf(db))[1]).toEqual(['closed', 'floor@example.org', 'ban@example.org']);
  });
});

describe('what the mail says is frozen with the transition', () => {
  test('the period, the series, the commitments as they stand, and what can be done', async () => {
    await using database = await watchedDatabase('2026-09');
    const { db } = database;
    await look(db, AT, pact);
    await decideAll(db, OVERDUE);
    const { transitions } = await decidedRows(db);
    expect(SourceNoticeContent.parse(transitions[0]!.content)).toMatchObject({
      source: { id: 'ledger', title: 'The tin ledger', publisher: 'Hand-fed figures' },
      transition: { kind: 'opened', from: null, to: 'late', reason: 'period_overdue', at: OVERDUE.toString() },
      calendar: { words: 'each month by the 15th of the 1st month after it, with 10 days of grace', source: 'made up' },
      lacking: [
        { series: 'Tin deliveries', period: '2026-10', by: '2026-11-15', newest: '2026-09' },
        { series: 'Raw tin exports', period: '2026-10', by: '2026-11-15', newest: '2026-09' },
      ],
      next: { period: '2026-11', by: '2026-12-15' },
      newest: '2026-09',
      failing: null,
      commitments: [
        { ref: 'TIN-01', title: 'Twelve tonnes of tin a year', standing: 'unknown' },
        { ref: 'TIN-02', standing: 'compliant' },
      ],
      fixes: ['See whether 2026-10 is out, and enter it in figures/ledger.csv of the deal folder.'],
    });
  });
});

describe('a source that is watched no longer', () => {
  test('closes its incident, and those who were told hear of it, from what was last said', async () => {
    await using database = await watchedDatabase('2026-09');
    const { db } = database;
    await decideAll(db, OVERDUE);
    const { ledger: _gone, ...sources } = pact.sources;
    const without = { deal: { ...pact, sources } };
    expect(await decideAll(db, days(3), without)).toEqual([
      'ledger closed from late to in_order, no_longer_watched, 2 notices',
    ]);
    expect(SourceNoticeContent.parse((await decidedRows(db)).transitions[1]!.content)).toMatchObject({
      source: { title: 'The tin ledger' },
      transition: { seq: 2, kind: 'closed', to: 'in_order' },
      lacking: [],
      fixes: [],
    });
    expect(await decideAll(db, days(4), without)).toEqual([]);
  });
});
