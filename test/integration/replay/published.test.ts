import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLOCKS } from '../../../config/vocabulary/evidence.ts';
import type { Db } from '../../../db/connection.ts';
import { knownEvidence } from '../../../services/commitments/evidence/known-evidence.ts';
import { judge } from '../../../services/commitments/judge.ts';
import { boundRule } from '../../../services/commitments/registry.ts';
import { readExplanation } from '../../../services/explain/read.ts';
import { Explanation } from '../../../services/explain/schema.ts';
import { readHistory } from '../../../services/replay/read.ts';
import { releasesOf } from '../../../services/replay/instants.ts';
import { makeAt } from '../../../services/replay/walk.ts';
import { readScorecard } from '../../../services/scorecard/read.ts';
import { Scorecard } from '../../../services/scorecard/schema.ts';
import type { TestDatabase } from '../../support/database.ts';
import { replayed } from '../../support/replays.ts';
import { type LedgerFigure, putFigures } from '../../support/tin-ledger.ts';
import { look, minutes, NOW, tinDatabase } from '../../support/tin-looks.ts';
import { putMeasures, registeredPact, tinBan } from '../../support/tin-registers.ts';
import { instant } from '../../support/vintages.ts';

// All figures are made up.

const pact = registeredPact();
const day = (text: string) => instant(`${text}T00:00:00Z`);
const out = (period: string, value: string | null, on: string): LedgerFigure => [
  'tin-deliveries',
  period,
  value,
  { publishedAt: day(on) },
];

/** A history that was published from February on, and loaded in November. */
async function loadHistory(db: Db): Promise<void> {
  await putFigures(db, pact, NOW, out('2026-01', '0.5', '2026-02-15'), out('2026-02', '0.5', '2026-03-15'));
  await putFigures(db, pact, minutes(1), out('2026-01', '1.6', '2026-04-15'), out('2026-03', null, '2026-04-15'));
  await putFigures(db, pact, minutes(2), ['raw-tin-exports', '2026-02', '0']);
  await putMeasures(
    db,
    pact,
    'gazette',
    minutes(3),
    tinBan('a', { publishedAt: day('2026-05-01'), inForceFrom: '2026-08-01' }),
    tinBan('b'),
  );
  await look(db, minutes(4), pact);
}

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await tinDatabase();
  db = database.db;
  await loadHistory(db);
});
afterAll(() => database[Symbol.asyncDispose]());

const contextOf = () => ({ db, deal: pact, figuresMode: 'recorded' as const });
const cardAt = async (at: string) => Scorecard.parse(await readScorecard(contextOf(), day(at), 'published'));
const floorAt = async (at: string) => (await cardAt(at)).commitments.find(({ id }) => id === 'tin-floor')!;

test('the history in memory gives a rule what the database gives it, on both clocks at every release', async () => {
  const history = await readHistory(db, pact, NOW);
  for (const clock of CLOCKS) {
    const releases = releasesOf(history, clock);
    expect(releases.length).toBeGreaterThan(3);
    for (const at of releases.flatMap((release) => [release.subtract({ nanoseconds: 1000 }), release])) {
      for (const commitment of Object.keys(pact.commitments)) {
        const evidence = await knownEvidence(db, pact, boundRule(pact.commitments[commitment]!), clock, at);
        const read = judge({ deal: pact, commitment, evidence, at, previous: null });
        const made = makeAt({ deal: pact, history, clock }, commitment, at, undefined).judgement;
        expect(made, `${commitment} at ${at}`).toEqual(JSON.parse(JSON.stringify(read)));
      }
    }
  }
});

test('on the published clock the standings move when the publisher moved them', async () => {
  const { result, compared, moves } = await replayed(db, pact, { clock: 'published', to: day('2026-06-01') });
  expect({ result, compared }).toEqual({ result: 'made', compared: 0 });
  expect(
    moves.filter(({ commitment }) => commitment === 'tin-floor').map(({ at, to }) => [at.slice(0, 10), to.standing]),
  ).toEqual([
    ['2026-02-15', 'off_track'],
    ['2026-04-15', 'on_track'],
  ]);
  const freedom = moves.filter(({ commitment }) => commitment === 'tin-freedom').map(({ at }) => at.slice(0, 10));
  expect(freedom).toEqual(['2026-02-15', '2026-05-01']);
});

test('day by day it moves also on days on which nothing came out', async () => {
  const span = { clock: 'published', from: day('2026-02-01'), to: day('2026-12-31') } as const;
  const released = await replayed(db, pact, span);
  const daily = await replayed(db, pact, { ...span, step: 'day' });
  expect(daily.instants - released.instants).toBeGreaterThan(320);
  const movesOf = ({ moves }: typeof daily, id: string) =>
    moves.filter(({ commitment }) => commitment === id).map(({ at, to }) => `${at.slice(0, 10)} ${to.standing}`);
  expect(movesOf(daily, 'tin-floor')).toEqual(['2026-02-01 unknown', '2026-02-15 off_track', '2026-04-15 on_track']);
  expect(movesOf(released, 'tin-floor')).toEqual(['2026-02-15 off_track', '2026-04-15 on_track']);
  // The ban that was announced for August begins in August; by releases alone it is seen in November.
  expect(movesOf(daily, 'tin-freedom')).toContain('2026-08-01 breached');
  expect(movesOf(released, 'tin-freedom')).toContain('2026-11-24 breached');
});

test('a span that begins later tells no move of before, and what stood before it is no news', async () => {
  const later = await replayed(db, pact, { clock: 'published', from: day('2026-03-01'), to: day('2026-06-01') });
  expect(later.moves.filter(({ commitment }) => commitment === 'tin-floor')).toMatchObject([
    { at: '2026-04-15T00:00:00Z', from: { standing: 'off_track' }, to: { standing: 'on_track' } },
  ]);
});

describe('asked for on the published clock', () => {
  test.each([
    ['2026-02-14', 'unknown', null],
    ['2026-02-15', 'off_track', '2026-02-15T00:00:00Z'],
    ['2026-03-20', 'off_track', '2026-02-15T00:00:00Z'],
    ['2026-04-15', 'on_track', '2026-04-15T00:00:00Z'],
  ] as const)('the scorecard of %s has the floor %s', async (at, standing, since) => {
    expect(await floorAt(at)).toMatchObject({ standing, ...(since && { since }) });
    expect(await cardAt(at)).toMatchObject({ clock: 'published', notices: [], incidents: [] });
  });

  test('the scorecard says what had been released, and lists the measures that had', async () => {
    expect(await cardAt('2026-02-01')).toMatchObject({ dataKnownTo: null, measures: { list: [] } });
    const card = await cardAt('2026-05-01');
    expect(card.dataKnownTo).toBe('2026-04-15T00:00:00Z');
    expect(card.measures.list.map(({ key }) => key)).toEqual(['a']);
  });

  test('the same day on the known clock knows nothing, and says which clock it is', async () => {
    const card = Scorecard.parse(await readScorecard(contextOf(), day('2026-04-15')));
    expect(card).toMatchObject({ clock: 'known', dataKnownTo: null });
    expect(new Set(card.commitments.map(({ standing }) => standing))).toEqual(new Set(['unknown']));
  });

  test('an explanation is of a judgement that is stored nowhere, with the figures of the day', async () => {
    const explained = Explanation.parse(
      await readExplanation(contextOf(), 'tin-floor', day('2026-03-20'), { clock: 'published' }),
    );
    expect(explained).toMatchObject({
      assessment: null,
      clock: 'published',
      at: '2026-03-20T00:00:00Z',
      standing: 'off_track',
      since: '2026-02-15T00:00:00Z',
    });
    expect(explained.inputs.map(({ period, value }) => `${period} ${value}`)).toEqual(['2026-02 0.5', '2026-01 0.5']);
    expect(await readExplanation(contextOf(), 'tin-floor', day('2026-03-20'))).toBeUndefined();
  });

  test.each([
    ['as-of', 'on_track', ['2026-03 null', '2026-02 0.5', '2026-01 1.6']],
    ['first', 'off_track', ['2026-03 null', '2026-02 0.5', '2026-01 0.5']],
    ['latest', 'on_track', ['2026-03 null', '2026-02 0.5', '2026-01 1.6']],
  ] as const)('by its figures %s the floor of 15 April is %s', async (vintage, standing, inputs) => {
    const by = { clock: 'published', vintage } as const;
    const explained = Explanation.parse(await readExplanation(contextOf(), 'tin-floor', day('2026-04-15'), by));
    expect(explained).toMatchObject({ assessment: null, vintage, standing });
    expect(explained.inputs.map(({ period, value }) => `${period} ${value}`)).toEqual(inputs);
  });

  test('the latest figures of an earlier day are those that had been released by it, as they are now', async () => {
    const by = { clock: 'published', vintage: 'latest' } as const;
    const explained = await readExplanation(contextOf(), 'tin-floor', day('2026-02-15'), by);
    expect(explained!.inputs.map(({ period, value }) => `${period} ${value}`)).toEqual(['2026-01 1.6']);
    expect(explained!.standing).toBe('on_track');
  });

  test('nothing is written', async () => {
    const rows = () => db.selectFrom('assessment').select('id').execute();
    const before = await rows();
    await cardAt('2026-05-01');
    expect(await rows()).toEqual(before);
  });
});
