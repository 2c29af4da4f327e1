import { describe, expect, it } from 'vitest';
import { connect } from '../../../db/connection.ts';
import type { Connector } from '../../../services/sources/connector.ts';
import { sharedTurns } from '../../../services/sources/transport/turns.ts';
import { testDatabase } from '../../support/database.ts';
import { startLiveTrial } from '../../support/live.ts';

const MINUTE = 60_000;
const calls = (count: number): Connector<unknown>['requests'] => {
  const parts = Array.from({ length: count }, (_, part) => part);
  return (_query, _span, { baseUrl }) =>
    parts.map((part) => ({ url: `${baseUrl}/figures?part=${part}`, accepts: ['application/json'] }));
};

/** Two replicas with clocks of their own, which ask one publisher, and one database. */
async function twoReplicas() {
  await using opening = new AsyncDisposableStack();
  const database = opening.use(await testDatabase());
  const trial = opening.use(await startLiveTrial());
  const other = opening.adopt(connect(database.url, { name: 'other', onError: () => {} }), (db) => db.destroy());
  const replicas = [database.db, other].map((db, index) => {
    const slept: number[] = [];
    const options = {
      turns: sharedTurns(db),
      // One of them is ten years behind.
      now: () => Temporal.Instant.from(index === 0 ? '2026-10-01T06:00:00Z' : '2016-10-01T06:00:00Z'),
      sleep: async (ms: number) => void slept.push(ms),
      limits: { longestWaitMs: 60 * MINUTE },
    };
    return { slept, options };
  });
  const [one, two] = replicas as [(typeof replicas)[0], (typeof replicas)[0]];
  const opened = opening.move();
  return { trial, one, two, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

describe('replicas on one database', () => {
  it('share the turns of a publisher: none is taken twice, whatever their clocks say', async () => {
    await using given = await twoReplicas();
    const { trial, one, two } = given;
    trial.server.answer('/figures', ...[0, 1, 2, 3, 4, 5].map((count) => ({ body: `{"count":${count}}` })));
    const connector = { minIntervalMs: MINUTE, requests: calls(3) };
    await Promise.all([trial.ask(connector, one.options), trial.ask(connector, two.options)]);
    expect(trial.server.requests).toHaveLength(6);
    const waits = [...one.slept, ...two.slept].map((ms) => Math.round(ms / MINUTE)).toSorted((a, b) => a - b);
    expect(waits).toEqual([1, 2, 3, 4, 5]);
  });

  it('leave a publisher alone for as long as it asked one of them to', async () => {
    await using given = await twoReplicas();
    const { trial, one, two } = given;
    trial.server.answer('/figures', { status: 429, headers: { 'retry-after': '7200' }, body: 'slow down' });
    expect((await trial.answer({}, one.options)).httpStatus).toBe(429);
    const error = await trial.failure({}, two.options);
    expect(error).toMatchObject({ fault: 'throttled', mayPass: true });
    expect(error.message).toMatch(
      /^Made-up Statistics \(127\.0\.0\.1:\d+\) asked to be left alone until \S+Z; it was not asked$/,
    );
    expect(error.retryAfterMs).toBeGreaterThan(7_100_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(7_200_000);
    expect(trial.server.requests).toHaveLength(1);
  });

  it.each([
    [403, 'Out of call volume quota.'],
    [503, 'down'],
  ])('do so after a %i that says when to come back, and wait for it when it is near', async (status, body) => {
    await using given = await twoReplicas();
    const { trial, one, two } = given;
    trial.server.answer('/figures', { status, headers: { 'retry-after': '600' }, body }, { body: '{}' });
    await trial.answer({}, { ...one.options, limits: { tries: 1 } });
    await trial.answer({}, two.options);
    expect(two.slept.map((ms) => Math.round(ms / MINUTE))).toEqual([10]);
  });

  it('are not held up by a server error that says nothing of when to come back', async () => {
    await using given = await twoReplicas();
    const { trial, one, two } = given;
    trial.server.answer('/figures', { status: 503, body: 'down' }, { body: '{}' });
    await trial.answer({}, { ...one.options, limits: { tries: 1 } });
    await trial.answer({}, two.options);
    expect(two.slept).toEqual([]);
  });

  it('stop together at the calls that a key may make in a day, before the publisher has to say so', async () => {
    await using given = await twoReplicas();
    const { trial, one, two } = given;
    trial.server.answer('/figures', ...[0, 1, 2].map((count) => ({ body: `{"count":${count}}` })));
    const connector = { key: 'optional', callsPerDay: 3 } as const;
    const access = () => ({ baseUrl: trial.server.url, key: 'made-up-key-0a1b2c', keyVariable: '' });
    await trial.ask({ ...connector, requests: calls(2) }, { ...one.options, access });
    const error = await trial.failure({ ...connector, requests: calls(2) }, { ...two.options, access });
    expect(error.message).toContain('allows 3 calls a day, and so many were made: the next is due at');
    expect(trial.server.requests).toHaveLength(3);
    // Without the key the limit is none of it.
    expect((await trial.answer(connector, two.options)).httpStatus).toBe(200);
  });
});
