import { expect, it } from 'vitest';
import { paceOf } from '../../../../services/sources/transport/pace.ts';

const signal = new AbortController().signal;

const EIA = { publisher: 'eia', minIntervalMs: 1000 };

function trial() {
  let at = Temporal.Instant.from('2026-10-01T06:00:00Z');
  const slept: number[] = [];
  const pace = paceOf({ now: () => at, sleep: async (ms) => void slept.push(ms) });
  return { pace, slept, pass: (ms: number) => void (at = at.add({ milliseconds: ms })) };
}

it('the first call of a publisher waits for nothing', async () => {
  const { pace, slept } = trial();
  await pace(EIA, signal);
  await pace({ ...EIA, publisher: 'census' }, signal);
  expect(slept).toEqual([]);
});

it('calls made together are spaced in the order in which they came', async () => {
  const { pace, slept } = trial();
  await Promise.all([pace(EIA, signal), pace(EIA, signal), pace(EIA, signal)]);
  expect(slept).toEqual([1000, 2000]);
});

it('time that has passed counts', async () => {
  const { pace, slept, pass } = trial();
  await pace(EIA, signal);
  pass(400);
  await pace(EIA, signal);
  pass(5000);
  await pace(EIA, signal);
  expect(slept).toEqual([600]);
});
