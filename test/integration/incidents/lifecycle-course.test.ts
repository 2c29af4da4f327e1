import { describe, expect, test } from 'vitest';
import { addressesOf, decide, decidedRows, february, POLICY, recipient } from '../../support/tin-incidents.ts';
import { openTinPact, putFigures } from '../../support/tin-ledger.ts';
import { look, minutes, NOW, pact, tin, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up.

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
    const { incidents, transitions } = await decidedRows(db);
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
    const { incidents, notices } = await decidedRows(db);
    expect(incidents).toMatchObject([
      { seq: 2, closedAt: minutes(1) },
      { seq: 1, openedAt: minutes(2), closedAt: null },
    ]);
    expect(new Set(notices.map(({ dedupKey }) => dedupKey)).size).toBe(3);
  });

  test('assessments that nobody decided on for a while are decided on in their order, none left out', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    for (const [index, [value]] of course.entries()) await february(db, minutes(index), value);
    expect(await decide(db, minutes(9))).toEqual(course.map(([, said]) => said));
    expect((await decidedRows(db)).transitions.map(({ at }) => at)).toEqual([0, 1, 2, 3].map(minutes));
  });

  test('figures that go missing neither close nor worsen it; their return is judged against it', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'));
    await look(db, NOW);
    await decide(db, NOW);
    await putFigures(db, pact, minutes(1), tin('2026-01', null));
    await look(db, minutes(1));
    expect(await decide(db, minutes(1))).toEqual([]);
    await putFigures(db, pact, minutes(2), tin('2026-01', '0.4'));
    await look(db, minutes(2));
    expect(await decide(db, minutes(2))).toEqual([]);
    await putFigures(db, pact, minutes(3), tin('2026-01', '1'));
    await look(db, minutes(3));
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
    await look(db, minutes(1), mended);
    expect(await decide(db, minutes(1), { deal: mended })).toEqual([
      'tin-floor closed from at_risk to on_track, rule_changed, 1 notices',
    ]);
  });
});
