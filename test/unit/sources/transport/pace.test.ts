import { expect, it } from 'vitest';
import { SourceError } from '../../../../services/sources/errors.ts';
import { ownTurns } from '../../../../services/sources/transport/own-turns.ts';
import { awaitTurn } from '../../../../services/sources/transport/pace.ts';

const signal = new AbortController().signal;
const HOST = 'api.example.org';
const MADE_UP = { name: 'Made-up Statistics', minIntervalMs: 1000 };
const START = Temporal.Instant.from('2026-10-01T23:59:00Z');

/** A clock that only `pass` moves; sleeps are noted and not kept. */
function trial(longestWaitMs = 60_000) {
  let at = START;
  const slept: number[] = [];
  const turns = ownTurns(() => at);
  const sleep = async (ms: number) => void slept.push(ms);
  const wait = (publisher: typeof MADE_UP & { callsPerDay?: number } = MADE_UP, host = HOST, sleeping = sleep) =>
    awaitTurn(publisher, { host, home: host }, { turns, sleep: sleeping, longestWaitMs }, signal);
  const refusal = async (publisher?: typeof MADE_UP & { callsPerDay?: number }): Promise<SourceError> => {
    const error: unknown = await wait(publisher).catch((thrown: unknown) => thrown);
    if (!(error instanceof SourceError)) throw new Error('the turn was not refused', { cause: error });
    return error;
  };
  return { turns, slept, wait, refusal, pass: (ms: number) => void (at = at.add({ milliseconds: ms })) };
}

it('the first call of a host waits for nothing', async () => {
  const { wait, slept } = trial();
  await wait();
  await wait(MADE_UP, 'other.example.org');
  expect(slept).toEqual([]);
});

it('calls made together are spaced in the order in which they came', async () => {
  const { wait, slept } = trial();
  await Promise.all([wait(), wait(), wait()]);
  expect(slept).toEqual([1000, 2000]);
});

it('time that has passed counts', async () => {
  const { wait, slept, pass } = trial();
  await wait();
  pass(400);
  await wait();
  pass(5000);
  await wait();
  expect(slept).toEqual([600]);
});

it('a turn that is too far away is not waited for, and not taken', async () => {
  const { wait, refusal, slept, pass } = trial(1500);
  await Promise.all([wait(), wait()]);
  const error = await refusal();
  expect(error).toMatchObject({ fault: 'throttled', mayPass: true, retryAfterMs: 2000 });
  expect(error.message).toBe(
    'Made-up Statistics (api.example.org) is waited for by other calls until 2026-10-01T23:59:02Z; it was not asked',
  );
  pass(2000);
  await wait();
  expect(slept).toEqual([1000]);
});

it('a host that asked to be left alone is not asked before, and a shorter wish does not shorten that', async () => {
  const { turns, wait, refusal, slept, pass } = trial();
  await turns.leaveAlone(HOST, 120_000);
  await turns.leaveAlone(HOST, 1000);
  const error = await refusal();
  expect(error.message).toContain('asked to be left alone until 2026-10-02T00:01:00Z');
  expect(error.retryAfterMs).toBe(120_000);
  pass(90_000);
  await wait();
  expect(slept).toEqual([30_000]);
});

it('who waits already hears of the wish too, and waits on', async () => {
  const { turns, wait, slept } = trial();
  await wait();
  await wait(MADE_UP, HOST, async (ms) => {
    if (slept.push(ms) === 1) await turns.leaveAlone(HOST, 30_000);
  });
  expect(slept).toEqual([1000, 30_000]);
});

it('a wait that is broken off gives its turn to the next', async () => {
  const { wait, slept } = trial();
  await wait();
  const stopping = () => Promise.reject(new Error('shutting down'));
  await expect(wait(MADE_UP, HOST, stopping)).rejects.toThrow('shutting down');
  await wait();
  expect(slept).toEqual([1000]);
});

it('a turn behind that of a broken-off wait stays where it is', async () => {
  const { wait, slept } = trial();
  await wait();
  const stopping = async () => {
    await wait();
    throw new Error('shutting down');
  };
  await expect(wait(MADE_UP, HOST, stopping)).rejects.toThrow('shutting down');
  await wait();
  expect(slept).toEqual([2000, 3000]);
});

it('the calls that a publisher allows in a day are not overrun, and midnight in UTC brings new ones', async () => {
  const { wait, refusal, pass } = trial();
  const counted = { ...MADE_UP, callsPerDay: 3 };
  for (const _ of [1, 2, 3]) await wait(counted);
  const error = await refusal(counted);
  expect(error.message).toContain(
    'allows 3 calls a day, and so many were made: the next is due at 2026-10-02T00:00:00Z',
  );
  expect(error).toMatchObject({ fault: 'throttled', retryAfterMs: 60_000 });
  pass(60_000);
  await wait(counted);
});

it('a call that was not made is not counted', async () => {
  const { wait, refusal } = trial();
  const counted = { ...MADE_UP, callsPerDay: 2 };
  await wait(counted);
  const stopping = () => Promise.reject(new Error('shutting down'));
  await expect(wait(counted, HOST, stopping)).rejects.toThrow('shutting down');
  await wait(counted);
  expect((await refusal(counted)).message).toContain('allows 2 calls a day');
});
