import { expect, test } from 'vitest';
import { assessDue } from '../../../services/commitments/assess.ts';
import { putFigures } from '../../support/tin-ledger.ts';
import { minutes, NOW, pact, tin, tinDatabase } from '../../support/tin-looks.ts';

test('a judgement tells where the commitment stood before, so that a move can be seen', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const floor = async (at: Temporal.Instant, value: string) => {
    await putFigures(db, pact, at, tin('2026-01', '1'), tin('2026-02', value));
    const summaries = await assessDue({ db, deal: pact, now: () => at }, new AbortController().signal);
    const judged = summaries.find(({ commitment }) => commitment === 'tin-floor');
    return judged && `${judged.before} > ${judged.standing}`;
  };
  expect(await floor(NOW, '1')).toBe('null > on_track');
  expect(await floor(minutes(1), '0.85')).toBe('on_track > at_risk');
  expect(await floor(minutes(2), '0.86')).toBe('at_risk > at_risk');
});
