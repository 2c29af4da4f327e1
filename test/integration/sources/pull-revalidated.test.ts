import { expect, it } from 'vitest';
import { liveTransport } from '../../../services/sources/transport/live.ts';
import { storedAnswers } from '../../../services/sources/transport/known-answers.ts';
import { publisherFetch } from '../../../services/sources/transport/publisher-fetch.ts';
import { deal, LNG, NOW, pullBench } from '../../support/pulls.ts';
import { instant } from '../../support/vintages.ts';
import { type ReceivedRequest, type ScriptedAnswer, startPublisherServer } from '../../support/publisher-server.ts';

const SOURCE = 'eia-lng';
const KEY = 'made-up-key-0a1b2c';
const CHANGED = 'Wed, 30 Sep 2026 14:00:00 GMT';
const GIVEN = 'Tue, 24 Nov 2026 09:00:00 GMT';

/** Gives one body with its validators, and 304 to whoever has it. */
const giving =
  (body: string, headers: { readonly etag?: string; readonly 'last-modified'?: string }) =>
  ({ headers: asked }: ReceivedRequest): ScriptedAnswer => {
    const isKnown =
      asked['if-none-match'] === undefined
        ? asked['if-modified-since'] !== undefined && asked['if-modified-since'] === headers['last-modified']
        : asked['if-none-match'] === headers.etag;
    const dated = { ...headers, date: GIVEN };
    return isKnown ? { status: 304, headers: dated } : { body, headers: dated };
  };

/** EIA's release of September 2026 at a publisher who can be told what to say, pulled a minute apart. */
async function trial(start = NOW) {
  await using opening = new AsyncDisposableStack();
  let says: (request: ReceivedRequest) => ScriptedAnswer = giving(LNG, { etag: '"september"' });
  const server = opening.use(await startPublisherServer((request) => says(request)));
  const bench = opening.use(await pullBench());
  let at = start;
  const pull = (later: Temporal.DurationLike = { minutes: 1 }) => {
    at = at.add(later);
    const now = () => at;
    const transport = liveTransport({
      fetch: publisherFetch,
      now,
      sleep: async () => {},
      random: () => 0,
      access: () => ({ baseUrl: server.url, key: KEY, keyVariable: 'PACTWATCH_EIA_KEY' }),
      userAgent: 'pactwatch/0.1.0 (+https://example.org/contact)',
      known: storedAnswers(bench.db, deal.id, now),
    });
    return bench.pull(SOURCE, transport, at);
  };
  const answers = () =>
    bench.db
      .selectFrom('answer')
      .select(['httpStatus', 'lastSeenAt', 'wholeAt', 'etag', 'lastModified', 'headers'])
      .where('url', '=', lastAsked())
      .orderBy('id')
      .execute();
  /** As it is stored: without the key. */
  const lastAsked = () => server.url + server.requests.at(-1)!.url.replace(/[?&]api_key=[^&]*/, '');
  const conditions = () =>
    server.requests.map(({ headers }) => headers['if-none-match'] ?? headers['if-modified-since']);
  // The first asks for all of the history; those after it reach back over what may be revised, and ask the same.
  await pull();
  await pull();
  const opened = opening.move();
  return {
    server,
    bench,
    pull,
    answers,
    conditions,
    now: () => at,
    says: (answer: typeof says) => void (says = answer),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

it('what has not changed is not sent again, and is read as if it were', async () => {
  await using given = await trial();
  const { bench, pull, answers, conditions, now } = given;
  const vintages = await bench.vintages();
  const summary = await pull();
  expect(conditions()).toEqual([undefined, undefined, '"september"']);
  expect(summary).toMatchObject({ outcome: 'ok', fault: null, added: 0, revised: 0, withdrawn: 0 });
  expect(summary.observations).toBeGreaterThan(0);
  expect(await bench.vintages()).toBe(vintages);
  expect(await answers()).toEqual([
    {
      httpStatus: 200,
      lastSeenAt: now(),
      wholeAt: now().subtract({ minutes: 1 }),
      etag: '"september"',
      lastModified: null,
      headers: expect.objectContaining({ 'content-type': 'application/json; charset=utf-8', etag: '"september"' }),
    },
  ]);
});

it('a publisher that dates its answers and marks them by nothing else is asked by that date', async () => {
  await using given = await trial();
  given.says(giving(LNG, { 'last-modified': CHANGED }));
  await given.pull();
  await given.pull();
  expect(given.conditions().slice(2)).toEqual(['"september"', CHANGED]);
  expect(await given.answers()).toMatchObject([{ httpStatus: 200, etag: null, lastModified: CHANGED }]);
});

it('a changed answer comes whole, and is the one to ask by from then on', async () => {
  await using given = await trial();
  const revised = LNG.replace(/"value":\s*"(\d+)"/, (field, digits: string) => field.replace(digits, `${digits}1`));
  expect(revised).not.toBe(LNG);
  given.says(giving(revised, { etag: '"october"' }));
  expect(await given.pull()).toMatchObject({ outcome: 'ok', revised: 1 });
  expect(await given.pull()).toMatchObject({ outcome: 'ok', revised: 0 });
  expect(given.conditions().slice(2)).toEqual(['"september"', '"october"']);
});

it.each([
  ['cut off', LNG.slice(0, LNG.length / 2)],
  ['a web page', '<!doctype html><title>Service temporarily down</title>'],
])('an answer that was %s is never asked by, and so never comes back by a 304', async (_, broken) => {
  await using given = await trial();
  given.says(giving(broken, { etag: '"broken"', 'last-modified': CHANGED }));
  expect(await given.pull()).toMatchObject({ outcome: 'failed', fault: 'format' });
  expect(await given.pull()).toMatchObject({ outcome: 'failed', fault: 'format' });
  expect(given.conditions()).not.toContain('"broken"');
  given.says(giving(LNG, { etag: '"september"' }));
  expect(await given.pull()).toMatchObject({ outcome: 'ok', added: 0, revised: 0 });
});

it('a 304 that nobody asked for is no answer', async () => {
  await using given = await trial();
  given.says(giving(LNG, {}));
  await given.pull();
  given.says(() => ({ status: 304 }));
  // The source no longer marks its answers, and the one that was marked has been seen without a mark since.
  const summary = await given.pull();
  expect(given.conditions().at(-1)).toBeUndefined();
  expect(summary).toMatchObject({ outcome: 'failed', fault: 'format' });
  expect(summary.detail).toContain('answered 304, not modified, to a request for the whole');
});

it('a 304 that names another answer is not believed: the whole is asked for', async () => {
  await using given = await trial();
  given.says(({ headers }) =>
    headers['if-none-match'] === undefined
      ? { body: LNG, headers: { etag: '"other"' } }
      : { status: 304, headers: { etag: '"other"' } },
  );
  expect(await given.pull()).toMatchObject({ outcome: 'ok', added: 0 });
  expect(given.conditions().slice(2)).toEqual(['"september"', undefined]);
});

it('once in a week the whole is asked for, so that what was damaged unnoticed does not stay', async () => {
  // Within one month: the next one is asked for in another URL.
  await using given = await trial(instant('2026-11-03T09:00:00Z'));
  await given.pull({ hours: 7 * 24 - 1 });
  await given.pull({ hours: 2 });
  await given.pull();
  expect(given.conditions().slice(2)).toEqual(['"september"', undefined, '"september"']);
});
