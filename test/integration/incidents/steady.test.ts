import { describe, expect, test } from 'vitest';
import type { Deal } from '../../../config/deal/schema.ts';
import type { Db } from '../../../db/connection.ts';
import { NoticeContent } from '../../../services/notices/content.ts';
import { readScorecard } from '../../../services/scorecard/read.ts';
import { mailOf } from '../../support/notice-mail.ts';
import { addressesOf, decide, decidedRows, february } from '../../support/tin-incidents.ts';
import { replayed } from '../../support/replays.ts';
import { openTinPact, putFigures } from '../../support/tin-ledger.ts';
import { floorAt, look, minutes, NOW, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up. A tonne of tin in a month is the pace of the floor: 0.85 is at risk, 0.5 off track.

const FLOOR = 'floor: "12", from: "2026-01" }';
const steadily = (terms: string, ...more: readonly (readonly [string, string])[]): Deal =>
  openTinPact([FLOOR, `${FLOOR}\n    steady: ${terms}`], ...more);

/** What a series of publications of February does, a line a transition, each judged and decided on as it comes. */
async function published(db: Db, deal: Deal, ...values: readonly string[]): Promise<string[]> {
  const said: string[] = [];
  for (const [index, value] of values.entries()) {
    await february(db, minutes(index), value, deal);
    said.push(...(await decide(db, minutes(index), { deal })));
  }
  return said;
}

describe('a standing that two publications have to confirm', () => {
  const deal = steadily('{ confirm: 2, recover: 2 }');

  test('opens nothing by the first, however often it is looked at, and opens by the second', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    expect(await published(db, deal, '1', '0.5')).toEqual([]);
    await look(db, NOW.add({ hours: 24 }), deal);
    await look(db, NOW.add({ hours: 48 }), deal);
    expect(await decide(db, minutes(2), { deal })).toEqual([]);
    await february(db, NOW.add({ hours: 72 }), '0.6', deal);
    expect(await decide(db, NOW.add({ hours: 72 }), { deal })).toEqual([
      'tin-floor opened from on_track to off_track, data_revised, 2 notices',
    ]);
    expect(await replayed(db, deal)).toMatchObject({ result: 'identical', unjudged: [] });
  });

  test('says on the scorecard what it waits for', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await published(db, deal, '1', '0.5');
    const card = await readScorecard({ db, deal, figuresMode: 'recorded' }, minutes(2));
    const floor = card.commitments.find(({ id }) => id === 'tin-floor')!;
    expect(floor).toMatchObject({ standing: 'on_track', found: 'off_track', unstable: false, wayBack: null });
    expect(floor.reason).toContain('for 1 of 2 publications in a row: not taken yet');
  });

  test('closes by the second that is good; that the first revises what was told is a correction', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    expect(await published(db, deal, '1', '0.5', '0.6', '1', '1.1')).toEqual([
      'tin-floor opened from on_track to off_track, data_revised, 2 notices',
      'tin-floor corrected from off_track to off_track, data_revised, 2 notices',
      'tin-floor closed from off_track to on_track, data_revised, 2 notices',
    ]);
    expect(await replayed(db, deal)).toMatchObject({ result: 'identical', compared: 7 });
  });

  test('figures that go missing in between are no publication, and break no row', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await published(db, deal, '1', '0.5');
    await putFigures(db, deal, minutes(2), ['tin-deliveries', '2026-01', null], ['tin-deliveries', '2026-02', null]);
    await look(db, minutes(2), deal);
    expect((await floorAt(db, minutes(2)))!.standing).toBe('on_track');
    await february(db, minutes(3), '0.5', deal);
    expect(await decide(db, minutes(3), { deal })).toEqual([
      'tin-floor opened from on_track to off_track, new_figure, 2 notices',
    ]);
    expect(await replayed(db, deal)).toMatchObject({ result: 'identical', unjudged: [] });
  });
});

describe('figures that flap', () => {
  const deal = steadily('{ confirm: 2, recover: 2, flapping: { moves: 3, publications: 6 } }');
  const flap = ['1', '0.5', '1', '0.5', '1'];

  test('are told once, in a mail that says so, and held at the worst', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    expect(await published(db, deal, ...flap, '0.5', '1.2', '0.4')).toEqual([
      'tin-floor unstable from on_track to off_track, data_revised, 2 notices',
    ]);
    const { incidents, transitions } = await decidedRows(db);
    expect(incidents).toMatchObject([{ standing: 'off_track', seq: 1, closedAt: null }]);
    const content = NoticeContent.parse(transitions[0]!.content);
    const { text } = mailOf(content);
    expect(text).toContain('The figures are flapping, and a drift has opened');
    expect(text).toContain('Until they settle, no further move is told unless it is for the worse.');
    expect(text).toContain('The figures are unstable: 4 moves in the last 5 publications.');
    const card = await readScorecard({ db, deal, figuresMode: 'recorded' }, minutes(9));
    expect(card.commitments[0]).toMatchObject({ id: 'tin-floor', standing: 'off_track', unstable: true });
  });

  test('are followed again once they have settled', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    expect(await published(db, deal, ...flap, '1.1', '1.2', '1.3', '1.4', '1.5')).toEqual([
      'tin-floor unstable from on_track to off_track, data_revised, 2 notices',
      'tin-floor closed from off_track to on_track, data_revised, 2 notices',
    ]);
    expect(await replayed(db, deal)).toMatchObject({ result: 'identical', differences: [], unjudged: [] });
  });

  test('in an incident that is open are one more transition of it', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const atOnce = steadily('{ flapping: { moves: 3, publications: 6 } }');
    await published(db, atOnce, ...flap, '0.5');
    expect((await addressesOf(db)).map(([kind]) => kind)).toEqual(['opened', 'closed', 'opened', 'unstable']);
    const { incidents } = await decidedRows(db);
    expect(incidents.map(({ seq, standing }) => `${seq} ${standing}`)).toEqual(['2 on_track', '2 off_track']);
    expect(await replayed(db, atOnce)).toMatchObject({ result: 'identical' });
  });
});

describe('a changed deal file', () => {
  const HALF = ['floor: "12"', 'floor: "6"'] as const;

  test('restates: the standing is taken as found, and nobody gets mail of it', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const lenient = steadily('{ confirm: 3 }', HALF);
    expect(await published(db, lenient, '0.5')).toEqual([]);
    const strict = steadily('{ confirm: 3 }');
    await look(db, minutes(1), strict);
    expect(await decide(db, minutes(1), { deal: strict })).toEqual([
      'tin-floor opened from on_track to off_track, rule_changed, 0 notices',
    ]);
    const { transitions, notices } = await decidedRows(db);
    expect(transitions).toMatchObject([{ kind: 'opened', reason: 'rule_changed' }]);
    expect(notices.map(({ address, state, cause }) => [address, state, cause])).toEqual([
      ['desk@example.org', 'suppressed', 'restated'],
      ['policy@example.org', 'suppressed', 'restated'],
    ]);
    expect(await replayed(db, strict)).toMatchObject({ result: 'identical', restatements: [{ by: 'deal' }] });
  });

  test('ends an incident by mail to those who were told of it, and to nobody who was not', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const [strict, lenient] = [steadily('{ confirm: 1 }'), steadily('{ confirm: 1 }', HALF)];
    await published(db, strict, '0.85');
    await look(db, minutes(1), lenient);
    expect(await decide(db, minutes(1), { deal: lenient })).toEqual([
      'tin-floor closed from at_risk to on_track, rule_changed, 1 notices',
    ]);
    await look(db, minutes(2), strict);
    await look(db, minutes(3), lenient);
    expect(await decide(db, minutes(3), { deal: lenient })).toEqual([
      'tin-floor opened from on_track to at_risk, rule_changed, 0 notices',
      'tin-floor closed from at_risk to on_track, rule_changed, 0 notices',
    ]);
  });

  test('that only words something else leaves a count as it was', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const deal = steadily('{ confirm: 2 }');
    await published(db, deal, '1', '0.5');
    const reworded = steadily('{ confirm: 2 }', ['Twelve tonnes of tin a year', 'Tin']);
    await look(db, minutes(2), reworded);
    expect((await floorAt(db, minutes(2)))!.standing).toBe('on_track');
    await february(db, minutes(3), '0.6', reworded);
    expect(await decide(db, minutes(3), { deal: reworded })).toEqual([
      'tin-floor opened from on_track to off_track, data_revised, 2 notices',
    ]);
  });

  test('that reads figures of long ago for the first time restates too: these are no news', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const short = openTinPact(['is: in_force', 'is: signed_not_in_force']);
    await putFigures(db, short, NOW, ['raw-tin-exports', '2026-01', '0'], ['tin-deliveries', '2026-01', '1']);
    await look(db, NOW, short);
    await decide(db, NOW, { deal: short });
    const long = openTinPact(
      ['series: [raw-tin-exports]', 'series: [raw-tin-exports, tin-deliveries]'],
      ['is: in_force', 'is: signed_not_in_force'],
    );
    await look(db, minutes(1), long);
    expect(await decide(db, minutes(1), { deal: long })).toEqual([
      'tin-ban opened from compliant to off_track, rule_changed, 0 notices',
    ]);
  });

  test('that states another status of a text is told: it is a fact, and no other rule', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const pending = openTinPact(['is: in_force', 'is: signed_not_in_force']);
    await putFigures(db, pending, NOW, ['raw-tin-exports', '2026-01', '5']);
    await look(db, NOW, pending);
    await decide(db, NOW, { deal: pending });
    const binding = openTinPact();
    await look(db, minutes(1), binding);
    expect(await decide(db, minutes(1), { deal: binding })).toEqual([
      'tin-ban worsened from off_track to breached, deal_updated, 2 notices',
    ]);
  });
});
