import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Connector } from '../../../services/sources/connector.ts';
import { startLiveTrial } from '../../support/live.ts';

describe('limits', () => {
  it('a publisher that never answers is given up', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { silent: true });
    const { message } = await trial.failure({}, { limits: { headersMs: 30, tries: 2 } });
    expect(message).toContain('sent no answer within 0.03 s (2 tries)');
  });

  it('a slow drip does not hold the call open', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: 'x'.repeat(10_000), dripMs: 5 });
    const error = await trial.failure({}, { limits: { bodyMs: 60, tries: 1 } });
    expect(error.fault).toBe('unreachable');
    expect(error.message).toContain('did not finish its answer within 0.06 s');
  });

  it('an answer of 50 MB without a stated length is cut at the cap, and not asked for again', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: ' '.repeat(1024 * 1024), repeat: 50 });
    const error = await trial.failure({}, { limits: { bytes: 8 * 1024 * 1024 } });
    expect(error.fault).toBe('unreachable');
    expect(error.message).toContain('sent an answer larger than 8388608 bytes');
    expect(trial.server.requests).toHaveLength(1);
  });

  it('an answer that announces too much is not read at all', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: 'x'.repeat(1001), dripMs: 1000, headers: { 'content-length': '1001' } });
    expect((await trial.failure({}, { limits: { bytes: 1000 } })).message).toContain('larger than 1000 bytes');
  });

  it('compression does not hide the size', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', {
      body: gzipSync(Buffer.alloc(4_000_000)),
      headers: { 'content-encoding': 'gzip' },
    });
    expect((await trial.failure({}, { limits: { bytes: 1_000_000 } })).message).toContain('larger than 1000000 bytes');
  });

  it('an answer of exactly the cap is whole', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: 'x'.repeat(1000) });
    expect((await trial.answer({}, { limits: { bytes: 1000 } })).document.bytes).toHaveLength(1000);
  });
});

describe('a caller that gives up', () => {
  it('in the middle of an answer gets its own reason back', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: 'x'.repeat(10_000), dripMs: 5 });
    const caller = new AbortController();
    const abortingOnHeaders: typeof fetch = async (...call) => {
      const response = await fetch(...call);
      setImmediate(() => caller.abort(new Error('shutting down')));
      return response;
    };
    await expect(trial.ask({}, { fetch: abortingOnHeaders }, caller.signal)).rejects.toThrow('shutting down');
    expect(trial.server.requests).toHaveLength(1);
  });

  it('while it waits for the next try asks no more', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { status: 500 });
    const caller = new AbortController();
    const sleep = async () => caller.abort(new Error('shutting down'));
    await expect(trial.ask({}, { sleep }, caller.signal)).rejects.toThrow('shutting down');
    expect(trial.server.requests).toHaveLength(1);
  });

  it('before anything was asked asks nothing', async () => {
    await using trial = await startLiveTrial();
    await expect(trial.ask({}, {}, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    expect(trial.server.requests).toHaveLength(0);
  });
});

describe('calls of one publisher', () => {
  it('keep their distance, repeated tries included', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{"part":1}' }, { status: 500 }, { body: '{"part":2}' });
    const requests: Connector<unknown>['requests'] = (_query, _span, { baseUrl }) =>
      [1, 2].map((part) => ({ url: `${baseUrl}/figures?part=${part}`, accepts: ['application/json'] }));
    await trial.ask({ requests, minIntervalMs: 6000 }, { random: () => 0 });
    // The second call waits 6 s, then there is no wait for the try but for its turn.
    expect(trial.slept).toEqual([6000, 0, 6000]);
  });
});
