import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Connector, KeyPlace } from '../../../services/sources/connector.ts';
import { rejectBadAnswer } from '../../../services/sources/transport/judge.ts';
import type { Answer } from '../../../services/sources/transport.ts';
import { textOf } from '../../support/ask.ts';
import { type LiveTrial, startLiveTrial } from '../../support/live.ts';

// Made up, with everything in it that some encoding writes otherwise.
const KEY = 'Top5ecret+y/4=&"%2B\'<z>';
const ENCODED = encodeURIComponent(KEY);
const IN_QUERY: KeyPlace = { in: 'query', name: 'api_key' };
const IN_HEADER: KeyPlace = { in: 'header', name: 'Ocp-Apim-Subscription-Key' };

const keyed = (place: KeyPlace, key: Connector<unknown>['key'] = 'required'): Partial<Connector<unknown>> => ({
  key,
  requests: (_query, _span, { baseUrl, hasKey }) => [
    { url: `${baseUrl}/figures?data[0]=value`, accepts: ['application/json'], ...(hasKey ? { key: place } : {}) },
  ],
});
const withKey = ({ server }: LiveTrial, key?: string) => ({
  access: () => ({ baseUrl: server.url, key, keyVariable: 'PACTWATCH_MADE_UP_KEY' }),
});

/** Everything that a value shows when it is printed, serialised or decoded. */
function shown(...values: unknown[]): string {
  const texts = values.map((value) => inspect(value, { depth: Infinity, showHidden: true, maxStringLength: Infinity }));
  const bodies = values
    .flat()
    .filter((value): value is Answer => typeof value === 'object' && !!value && 'document' in value);
  return [...texts, JSON.stringify(values), ...bodies.map(textOf)].join('\n').toLowerCase();
}
const MARK = 'top5ecret';

describe('the key is sent', () => {
  it('in the query, after the parameters of the connector, which stay as they are', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{}' });
    await trial.answer(keyed(IN_QUERY), withKey(trial, KEY));
    const { url } = trial.server.requests[0]!;
    expect(url.startsWith('/figures?data[0]=value&api_key=')).toBe(true);
    expect(new URL(url, trial.server.url).searchParams.get('api_key')).toBe(KEY);
  });

  it('in a header where the publisher wants it there, and then in no URL', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{}' });
    await trial.answer(keyed(IN_HEADER), withKey(trial, KEY));
    expect(trial.server.requests[0]).toMatchObject({
      url: '/figures?data[0]=value',
      headers: { 'ocp-apim-subscription-key': KEY },
    });
  });

  it('in place of the asterisks in a next page that the publisher names with it', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer(
      '/figures',
      { body: JSON.stringify({ next: `/figures?api_key=${ENCODED}&page=2` }) },
      { body: '{}' },
    );
    const next: Connector<unknown>['next'] = ({ bytes }, request) => {
      const named = /"next":"([^"]+)"/.exec(new TextDecoder().decode(bytes))?.[1];
      return named === undefined ? undefined : { ...request, url: trial.server.url + named };
    };
    const answers = await trial.ask({ ...keyed(IN_QUERY), next }, withKey(trial, KEY));
    expect(trial.server.requests[1]!.url).toBe(`/figures?page=2&api_key=${ENCODED.replaceAll("'", '%27')}`);
    expect(shown(answers)).not.toContain(MARK);
  });

  it('to no publisher that wants none', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{}' });
    await trial.answer(keyed(IN_QUERY, 'none'), withKey(trial, KEY));
    expect(trial.server.requests[0]!.url).toBe('/figures?data[0]=value');
  });
});

describe('without a key', () => {
  it('a publisher that answers no one without it is not asked, and the variable is named', async () => {
    await using trial = await startLiveTrial();
    const error = await trial.failure(keyed(IN_QUERY), withKey(trial));
    expect(error.fault).toBe('refused');
    expect(error.message).toBe('Made-up Statistics answers no one without a key: set PACTWATCH_MADE_UP_KEY');
    expect(trial.server.requests).toHaveLength(0);
  });

  it('a publisher that can do without is asked', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: '{}' });
    await trial.answer(keyed(IN_QUERY, 'optional'), withKey(trial));
    expect(trial.server.requests[0]!.url).toBe('/figures?data[0]=value');
  });

  it.each(['Top5ecret with a space', 'Top5ecret\nX-Header: 1', 'Top5ecrét', '1234567'])(
    'that can be one nothing is sent (%j)',
    async (key) => {
      await using trial = await startLiveTrial();
      const error = await trial.failure(keyed(IN_HEADER), withKey(trial, key));
      expect(error.message).toContain('correct PACTWATCH_MADE_UP_KEY');
      expect(shown(error)).not.toContain(key.slice(0, 7).toLowerCase());
      expect(trial.server.requests).toHaveLength(0);
    },
  );
});

it('an address that holds a password is refused, without showing it', async () => {
  await using trial = await startLiveTrial();
  const access = () => ({ baseUrl: 'https://someone:Top5ecret@proxy.example.org', keyVariable: '' });
  const error = await trial.failure({}, { access });
  expect(error.fault).toBe('refused');
  expect(shown(error)).not.toContain(MARK);
});

describe('the key stays out', () => {
  it('of an answer that repeats it in every place and form', async () => {
    await using trial = await startLiveTrial();
    const html = KEY.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const forms = [
      KEY,
      ENCODED,
      ENCODED.toLowerCase(),
      encodeURIComponent(ENCODED),
      html,
      JSON.stringify(KEY).slice(1, -1),
    ];
    trial.server.answer('/figures', {
      body: `{"value":"1167461768","request":"${forms.join(' ')}"}`,
      headers: { 'x-original-url': `/figures?api_key=${ENCODED}`, location: `/data?key=${ENCODED.toLowerCase()}` },
    });
    const answer = await trial.answer(keyed(IN_QUERY), withKey(trial, KEY));
    expect(shown(answer)).not.toContain(MARK);
    expect(answer.headers['x-pactwatch-key-masked']).toBe(String(forms.length));
    expect(answer.headers['location']).toMatch(/^\/data\?key=\*+$/);
  });

  it('by asterisks of its length, so that all else in the document stays where it was', async () => {
    await using trial = await startLiveTrial();
    const body = `{"key":"${ENCODED}","value":"1167461768"}`;
    trial.server.answer('/figures', { body });
    const answer = await trial.answer(keyed(IN_QUERY), withKey(trial, KEY));
    expect(textOf(answer)).toBe(body.replace(ENCODED, '*'.repeat(ENCODED.length)));
    expect(answer.document.sha256).toBe(createHash('sha256').update(textOf(answer)).digest('hex'));
  });

  it('and a document without it is untouched, whatever bytes it has and whatever its publisher says', async () => {
    await using trial = await startLiveTrial();
    const body = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
    trial.server.answer('/figures', { body, headers: { 'x-pactwatch-key-masked': '1' } });
    const answer = await trial.answer(keyed(IN_QUERY), withKey(trial, KEY));
    expect(answer.document.bytes).toEqual(body);
    expect(answer.headers['x-pactwatch-key-masked']).toBeUndefined();
  });

  it('of the error that a bad answer makes', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { status: 403, body: `The api_key ${KEY} is not known` });
    const answer = await trial.answer(keyed(IN_QUERY), withKey(trial, KEY));
    expect(() => rejectBadAnswer(answer)).toThrow(
      `answered 403, check the key: "The api_key ${'*'.repeat(KEY.length)} is`,
    );
  });

  it('of the error and of the notes on repeated tries when the connection breaks off', async () => {
    await using trial = await startLiveTrial();
    trial.server.answer('/figures', { body: `{"key":"${KEY}"}`, breaks: 20 });
    const error = await trial.failure(keyed(IN_QUERY), withKey(trial, KEY));
    expect(trial.retries).toHaveLength(3);
    expect(shown(error, error.stack, error.cause, trial.retries)).not.toContain(MARK);
  });

  it('of the error when fetch itself names the URL and the headers', async () => {
    await using trial = await startLiveTrial();
    const complaining: typeof fetch = async (url, init) => {
      throw new TypeError(`Failed to parse ${String(url)}`, {
        cause: new Error(`${inspect(init)} for ${String(url)}`),
      });
    };
    for (const place of [IN_QUERY, IN_HEADER]) {
      const error = await trial.failure(keyed(place), { ...withKey(trial, KEY), fetch: complaining });
      expect(error.message).toContain('could not be asked: ');
      expect(shown(error, error.stack, error.cause, trial.retries)).not.toContain(MARK);
    }
  });
});
