import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { PublisherRequest } from '../../../services/sources/connector.ts';
import { rejectBadAnswer } from '../../../services/sources/transport/judge.ts';
import { textOf } from '../../support/ask.ts';
import { NOW, startLiveTrial } from '../../support/live.ts';
import { startPublisherServer } from '../../support/publisher-server.ts';

describe('an answer', () => {
  it('is the bytes as they came, named by their sha256, with type, status and time', async () => {
    await using trial = await startLiveTrial();
    const headers = { 'content-type': 'Application/JSON; charset=utf-8', etag: '"7"' };
    trial.server.answer('/figures', { body: '{"value":"0"}', headers });
    const answer = await trial.answer();
    expect(textOf(answer)).toBe('{"value":"0"}');
    expect(answer.document).toMatchObject({
      sha256: createHash('sha256').update('{"value":"0"}').digest('hex'),
      mediaType: 'application/json',
      url: `${trial.server.url}/figures`,
    });
    expect(answer).toMatchObject({ httpStatus: 200, retrievedAt: NOW, headers: { etag: '"7"' } });
  });

  it('is kept decompressed, as the publisher meant it', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: gzipSync('{"count":0}'), headers: { 'content-encoding': 'gzip' } });
    expect(textOf(await trial.answer())).toBe('{"count":0}');
  });

  it('keeps no cookies, and of the headers only those that say something of it', async () => {
    await using trial = await startLiveTrial();
    const said = { 'last-modified': 'Wed, 30 Sep 2026 06:00:00 GMT', 'x-ratelimit-remaining': '499' };
    const headers = { ...said, 'set-cookie': ['session=made-up'], 'x-request-id': 'made-up', 'x-tracking': 'made-up' };
    trial.server.answer('/figures', { body: '{}', headers });
    const answer = await trial.answer();
    expect(answer.headers).toMatchObject(said);
    expect(JSON.stringify(answer.headers)).not.toContain('made-up');
  });

  it.each([204, 400, 401, 404])(
    'with status %i is an answer too, judged bad and not asked for again',
    async (status) => {
      await using trial = await startLiveTrial();
      trial.server.answer('/figures', { status, body: status === 204 ? '' : 'error: unknown variable' });
      const answer = await trial.answer();
      expect(answer.httpStatus).toBe(status);
      expect(() => rejectBadAnswer(answer)).toThrow(`answered ${status}`);
      expect(trial.server.requests).toHaveLength(1);
    },
  );

  it('without a content type is octets, which no parser of JSON takes', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{}', headers: { 'content-type': '' } });
    const answer = await trial.answer();
    expect(answer.document.mediaType).toBe('application/octet-stream');
    expect(() => rejectBadAnswer(answer)).toThrow('sent application/octet-stream, not application/json');
  });
});

describe('the request', () => {
  it('names product and contact, and says what can be parsed', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{}' });
    await trial.answer();
    expect(trial.server.requests[0]!.headers).toMatchObject({
      'user-agent': 'pactwatch/0.1.0 (+https://example.org/contact)',
      accept: 'application/json',
    });
  });

  it('goes to no other host than the publisher, even if its answer names one', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{"next":"https://elsewhere.example.org/"}' });
    const next = (): PublisherRequest => ({ url: 'https://elsewhere.example.org/', accepts: ['application/json'] });
    const error = await trial.failure({ next });
    expect(error.fault).toBe('refused');
    expect(error.message).toContain('not at https://elsewhere.example.org: nothing was sent');
  });
});

describe('a redirect', () => {
  it('is an answer with its place, never followed', async () => {
    await using trial = await startLiveTrial();
    // Census answers so when the key is missing.
    const headers = { location: '/data/missing_key.html', 'x-datawebapi-keyerror': '1' };
    trial.server.answer('/figures', { status: 302, headers });
    const answer = await trial.answer();
    expect(answer).toMatchObject({ httpStatus: 302, headers });
    expect(trial.server.requests.map(({ path }) => path)).toEqual(['/figures']);
    expect(() => rejectBadAnswer(answer)).toThrow('leads to a page about the key');
  });
});

describe('a publisher in trouble', () => {
  it('that says 429 is asked again after the time it names', async () => {
    await using trial = await startLiveTrial();
    const tooFast = { status: 429, headers: { 'retry-after': '2' }, body: 'Rate limit is exceeded.' };
    trial.server.answer('/figures', tooFast, { body: '{"count":0}' });
    expect(textOf(await trial.answer())).toBe('{"count":0}');
    expect(trial.slept).toEqual([2000]);
    const { host } = new URL(trial.server.url);
    expect(trial.retries).toEqual([{ publisher: 'made-up', host, attempt: 1, reason: 'answered 429', waitMs: 2000 }]);
  });

  it('may name that time as a date', async () => {
    await using trial = await startLiveTrial();
    // By its own clock, which is a day behind.
    const headers = { date: 'Wed, 30 Sep 2026 06:00:00 GMT', 'retry-after': 'Wed, 30 Sep 2026 06:00:45 GMT' };
    trial.server.answer('/figures', { status: 503, headers }, { body: '{}' });
    expect((await trial.answer()).httpStatus).toBe(200);
    expect(trial.slept).toEqual([45_000]);
  });

  it('that asks for more than a minute is left alone at once', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { status: 429, headers: { 'retry-after': '61' }, body: 'quota' });
    expect((await trial.answer()).httpStatus).toBe(429);
    expect(trial.server.requests).toHaveLength(1);
    expect(trial.slept).toEqual([]);
  });

  it('that fails once is asked again, and the good answer counts', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { status: 500, body: 'oops' }, { body: '{"count":0}' });
    expect((await trial.answer()).httpStatus).toBe(200);
    expect(trial.slept).toEqual([500]);
  });

  it('is asked four times, the bound of the wait doubled each time, and its last failure is the answer', async () => {
    await using trial = await startLiveTrial();
    const down = { status: 502 };
    trial.server.answer('/figures', down, down, down, { status: 503, body: 'down for the night' });
    const answer = await trial.answer();
    expect(() => rejectBadAnswer(answer)).toThrow('answered 503: "down for the night"');
    expect(trial.server.requests).toHaveLength(4);
    expect(trial.slept).toEqual([500, 1000, 2000]);
  });

  it('that breaks off in the middle of an answer is asked again', async () => {
    await using trial = await startLiveTrial();
    const whole = { body: '{"count":0,"data":[]}' };
    trial.server.answer('/figures', { ...whole, breaks: 9 }, whole);
    expect(textOf(await trial.answer())).toBe('{"count":0,"data":[]}');
  });

  it('that breaks off every time gives no answer, and never half of one', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{"count":0,"data":[]}', breaks: 9 });
    const error = await trial.failure();
    expect(error).toMatchObject({ fault: 'unreachable', mayPass: true });
    expect(error.message).toMatch(
      /^Made-up Statistics \(127\.0\.0\.1:\d+\) broke the connection off \[\w+\] \(4 tries\)$/,
    );
  });

  it('that hangs up without an answer is named', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { breaks: 'before-answer' });
    expect((await trial.failure()).message).toContain('broke the connection off');
  });

  it('that refuses the connection is named', async () => {
    await using trial = await startLiveTrial();
    const gone = await startPublisherServer();
    await gone.close();
    const error = await trial.failure({}, { access: () => ({ baseUrl: gone.url, keyVariable: '' }) });
    expect(error.fault).toBe('unreachable');
    expect(error.message).toContain('refused the connection [ECONNREFUSED] (4 tries)');
  });

  it('whose name does not exist is named', async () => {
    await using trial = await startLiveTrial();
    const access = () => ({ baseUrl: 'http://statistics.invalid', keyVariable: '' });
    const { message } = await trial.failure({}, { access });
    expect(message).toMatch(/statistics\.invalid\) (was not found by that name|could not be looked up by name)/);
  });

  it('that does not speak TLS where it should is named', async () => {
    await using trial = await startLiveTrial();
    const access = () => ({ baseUrl: trial.server.url.replace('http:', 'https:'), keyVariable: '' });
    expect((await trial.failure({}, { access })).message).toContain('could not prove who it is (TLS)');
  });

  it('that sends damaged compression is named', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: 'no gzip at all', headers: { 'content-encoding': 'gzip' } });
    expect((await trial.failure()).message).toContain('sent a damaged compressed answer');
  });
});
