import { describe, expect, test } from 'vitest';
import type { Db } from '../../../db/connection.ts';
import { latestAssessments } from '../../../db/assessments.ts';
import { judge } from '../../../services/commitments/judge.ts';
import { knownEvidence } from '../../../services/commitments/evidence/known-evidence.ts';
import { boundRule } from '../../../services/commitments/registry.ts';
import { look, minutes, NOW, storedStandings, tinDatabase } from '../../support/tin-looks.ts';
import { putMeasures, registeredPact, tinBan } from '../../support/tin-registers.ts';
import { instant } from '../../support/vintages.ts';

// All measures are made up.

const pact = registeredPact();
const lookAt = (db: Db, at: Temporal.Instant) => look(db, at, pact);
const freedomAt = async (db: Db, at: Temporal.Instant) =>
  (await latestAssessments(db, pact.id, at)).find(({ commitment }) => commitment === 'tin-freedom')!;
const OTHERS = ['tin-floor unknown', 'tin-ban unknown', 'tin-talks unknown'];

describe('a commitment that reads a register is due', () => {
  test('when the register lists something new, and no other commitment is', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    expect(await lookAt(db, NOW)).toEqual([...OTHERS, 'tin-freedom unknown']);
    await putMeasures(db, pact, 'gazette', minutes(1), tinBan('a'));
    expect(await lookAt(db, minutes(2))).toEqual(['tin-freedom breached']);
    expect(await lookAt(db, minutes(3))).toEqual([]);
    await putMeasures(db, pact, 'gazette', minutes(4), tinBan('a', { isOfficial: false }));
    expect(await lookAt(db, minutes(5))).toEqual(['tin-freedom at_risk']);
    await putMeasures(db, pact, 'gazette', minutes(6), tinBan('a', { removed: '2026-11-01' }));
    expect(await lookAt(db, minutes(7))).toEqual(['tin-freedom on_track']);
  });

  test('when the register answers for the first time, even if it lists nothing', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await lookAt(db, NOW);
    expect((await freedomAt(db, NOW)).reason).toContain('No register was read');
    await putMeasures(db, pact, 'gazette', minutes(1));
    expect(await lookAt(db, minutes(2))).toEqual(['tin-freedom unknown']);
    expect((await freedomAt(db, minutes(2))).reason).toBe(
      'No such measure is listed by The gazette (last read in November 2026). That none is listed does not say that there is none.',
    );
    await putMeasures(db, pact, 'gazette', minutes(3));
    expect(await lookAt(db, minutes(4))).toEqual([]);
  });

  test('when the day comes on which a measure begins', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putMeasures(db, pact, 'gazette', NOW, tinBan('a', { inForceFrom: '2026-12-01' }));
    expect(await lookAt(db, minutes(1))).toContain('tin-freedom at_risk');
    expect(await lookAt(db, instant('2026-11-30T23:00:00Z'))).toContain('tin-freedom at_risk, unchanged');
    expect(await lookAt(db, instant('2026-12-01T00:00:00Z'))).toContain('tin-freedom breached');
  });

  test('not for what a register lists that it does not name', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await lookAt(db, NOW);
    await putMeasures(db, pact, 'bulletin', minutes(1), tinBan('a'));
    expect(await lookAt(db, minutes(2))).toEqual([]);
    expect((await freedomAt(db, minutes(2))).measureInputs).toEqual([]);
  });
});

test('an unchanged register on another day is judged again and stored no second time', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await putMeasures(db, pact, 'gazette', NOW);
  await lookAt(db, NOW);
  const before = await storedStandings(db);
  await putMeasures(db, pact, 'gazette', NOW.add({ hours: 24 }));
  expect(await lookAt(db, NOW.add({ hours: 25 }))).toContain('tin-freedom unknown, unchanged');
  expect(await storedStandings(db)).toEqual(before);
});

test('what a later answer lists changes no judgement of before, which can be made again byte for byte', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await putMeasures(db, pact, 'gazette', NOW, tinBan('a', { isOfficial: null }), tinBan('b', { implementer: 'THA' }));
  await lookAt(db, minutes(1));
  await putMeasures(db, pact, 'gazette', minutes(2), tinBan('a'));
  const row = await freedomAt(db, minutes(1));
  const evidence = await knownEvidence(db, pact, boundRule(pact.commitments['tin-freedom']!), row.clock, row.at);
  const again = judge({ deal: pact, commitment: 'tin-freedom', evidence, at: row.at, previous: null });
  expect(JSON.parse(JSON.stringify(again))).toEqual(row.judgement);
  const vintages = await db
    .selectFrom('measureVintage')
    .select('id')
    .where('knownFrom', '=', NOW)
    .orderBy('id')
    .execute();
  expect(row.measureInputs).toEqual(vintages.map(({ id }) => id));
  expect(again.inputs).toEqual(vintages.map(({ id }) => `measure/${id}`));
  expect(row.inputs).toEqual([]);
});

test('on the published clock a register is read by what it had published', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const day = (text: string) => instant(`${text}T00:00:00Z`);
  await putMeasures(db, pact, 'gazette', NOW, tinBan('a', { publishedAt: day('2026-03-01') }));
  const rule = boundRule(pact.commitments['tin-freedom']!);
  const keysAt = async (clock: 'known' | 'published', at: string) =>
    (await knownEvidence(db, pact, rule, clock, day(at))).register('gazette').measures.map(({ now }) => now.key);
  expect(await keysAt('known', '2026-03-02')).toEqual([]);
  expect(await keysAt('published', '2026-03-02')).toEqual(['a']);
  expect(await keysAt('published', '2026-02-28')).toEqual([]);
});
