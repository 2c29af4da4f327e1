import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Db } from '../../../db/connection.ts';
import { readDocument } from '../../../db/documents.ts';
import { reportsAsOf } from '../../../db/vintages.ts';
import { openDeal } from '../../../services/deal.ts';
import { SourceError } from '../../../services/sources/errors.ts';
import { type PullContext, pullSource } from '../../../services/sources/pull.ts';
import { connectors } from '../../../services/sources/registry.ts';
import type { Answer, Ask, Transport } from '../../../services/sources/transport.ts';
import { testDatabase } from '../../support/database.ts';
import { storeSeries } from '../../support/tin-ledger.ts';
import { DEAL_FOLDER, folderBytes } from '../../support/us-malaysia-folder.ts';
import { instant } from '../../support/vintages.ts';

const deal = openDeal(DEAL_FOLDER);
const NOW = instant('2026-11-24T09:00:00Z');
const LATER = instant('2026-11-25T09:00:00Z');

// UN Comtrade, China's annual imports of HS 2846 from Malaysia and the world, 2020 to 2024, and when each year was
// published; EIA, US exports of LNG by vessel, release of 2026-09-30. Cited in the index of the recorded answers.
const FIGURES = folderBytes('recorded/comtrade-china/annual-2020-2024.json').toString();
const PUBLICATIONS = folderBytes('recorded/comtrade-china/publications.json').toString();
const LNG = folderBytes('recorded/eia-lng/release-2026-09-30.json').toString();

const FIGURES_URL = 'https://comtradeapi.un.org/public/v1/preview/C/A/HS?reporterCode=156&maxRecords=500';
const PUBLICATIONS_URL = 'https://comtradeapi.un.org/public/v1/getMetadata/C/A/HS?reporterCode=156';

interface Body {
  readonly url?: string;
  readonly status?: number;
  readonly mediaType?: string;
  readonly headers?: Record<string, string>;
  readonly publishedAt?: Temporal.Instant;
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function answer(
  text: string,
  { url = FIGURES_URL, status = 200, mediaType = 'application/json', headers = {}, ...more }: Body = {},
): Answer {
  const bytes = Buffer.from(text);
  return {
    request: { url, accepts: ['application/json'] },
    httpStatus: status,
    document: { url, sha256: sha256Of(bytes), mediaType, bytes },
    headers,
    retrievedAt: NOW,
    ...more,
  };
}

/** A transport that gives what the script says, source by source. */
function scripted(script: (ask: Ask, signal: AbortSignal) => Iterable<Answer>, idle?: string): Transport {
  return {
    mode: 'live',
    idle: () => idle,
    async *answers(ask, signal) {
      yield* script(ask, signal);
    },
  };
}
const giving = (...answers: readonly Answer[]) => scripted(() => answers);

const published = answer(PUBLICATIONS, { url: PUBLICATIONS_URL });
const COMTRADE = giving(published, answer(FIGURES));
const EIA = giving(answer(LNG, { url: 'https://api.eia.gov/v2/x', publishedAt: instant('2026-09-30T00:00:00Z') }));

let db: Db;
let context: Omit<PullContext, 'transport' | 'now'>;
beforeEach(async () => {
  const database = await testDatabase();
  db = database.db;
  context = { db, deal, connectors, seriesIds: await storeSeries(db, deal) };
  return () => database[Symbol.asyncDispose]();
});

const pull = (source: string, transport: Transport, at = NOW, signal = new AbortController().signal) =>
  pullSource({ ...context, transport, now: () => at }, source, signal);

const WEIGHT = 'china-imports-2846-from-malaysia-kg';
async function figures(at: Temporal.Instant, series = WEIGHT) {
  const rows = await reportsAsOf(db, deal.id, [{ series, from: null }], 'known', at);
  return rows.map(({ period, value, status }) => `${period} ${value ?? status}`);
}
const vintages = async () =>
  (
    await db
      .selectFrom('vintage')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow()
  ).count;
const pulls = () =>
  db
    .selectFrom('pull')
    .select(['source', 'mode', 'outcome', 'fault', 'observations', 'vintages'])
    .orderBy('id')
    .execute();

// China's imports of HS 2846 from Malaysia, net weight in kg; 2023 is estimated by Comtrade.
const REPORTED = ['2020 8146160', '2021 5114498', '2022 7212683', '2023 19084528.174', '2024 16344687'];

describe('a source that answers', () => {
  test('is stored to the digit, each figure with its document, its place in it and the date of its publication', async () => {
    expect(await pull('comtrade-china', COMTRADE)).toEqual({
      source: 'comtrade-china',
      outcome: 'ok',
      fault: null,
      detail: null,
      mayPass: false,
      observations: 20,
      added: 20,
      revised: 0,
    });
    const rows = await reportsAsOf(db, deal.id, [{ series: WEIGHT, from: null }], 'known', NOW);
    expect(rows.map(({ period, value }) => `${period} ${value}`)).toEqual(REPORTED);
    expect(rows.at(-1)).toMatchObject({
      document: sha256Of(Buffer.from(FIGURES)),
      locator: expect.stringMatching(/^#\/data\/\d+\/netWgt$/),
      reportedBy: 'UN Comtrade',
      publishedAt: instant('2025-07-04T18:20:18.850165Z'),
      knownFrom: NOW,
    });
    expect(await pulls()).toEqual([
      { source: 'comtrade-china', mode: 'live', outcome: 'ok', fault: null, observations: 20, vintages: 20 },
    ]);
  });

  test('a second time with the same writes no vintage, and is recorded all the same', async () => {
    await pull('comtrade-china', COMTRADE);
    const before = await vintages();
    expect(await pull('comtrade-china', COMTRADE, LATER)).toMatchObject({
      outcome: 'ok',
      observations: 20,
      added: 0,
      revised: 0,
    });
    expect(await vintages()).toBe(before);
    expect(await pulls()).toMatchObject([{ vintages: 20 }, { outcome: 'ok', vintages: 0 }]);
    const seen = await db.selectFrom('answer').select(['retrievedAt', 'lastSeenAt']).execute();
    expect(seen).toEqual([
      { retrievedAt: NOW, lastSeenAt: LATER },
      { retrievedAt: NOW, lastSeenAt: LATER },
    ]);
  });

  test('with the same figures in other words writes no vintage either', async () => {
    await pull('comtrade-china', COMTRADE);
    const reworded = FIGURES.replaceAll('"Malaysia"', '"MALAYSIA"').replaceAll('\n', '\r\n');
    expect(reworded).not.toBe(FIGURES);
    expect(await pull('comtrade-china', giving(published, answer(reworded)), LATER)).toMatchObject({
      added: 0,
      revised: 0,
    });
  });

  test('with a revised figure gives a new vintage with the date of its own publication; the old one stays', async () => {
    await pull('comtrade-china', COMTRADE);
    // Made up: a revision of 2024, released on 2026-11-25.
    const revised = FIGURES.replace('"netWgt":16344687.0', '"netWgt":16344700.5');
    const released = PUBLICATIONS.replace(
      /"publicationDate":"2025-07-04T[^"]*"/,
      '"publicationDate":"2026-11-25T06:00:00"',
    );
    const transport = giving(answer(released, { url: PUBLICATIONS_URL }), answer(revised));
    expect(await pull('comtrade-china', transport, LATER)).toMatchObject({ added: 0, revised: 1 });
    expect(await figures(NOW)).toEqual(REPORTED);
    expect(await figures(LATER)).toEqual(REPORTED.with(4, '2024 16344700.5'));
    const rows = await reportsAsOf(db, deal.id, [{ series: WEIGHT, from: '2024-01-01' }], 'known', LATER);
    expect(rows).toMatchObject([{ publishedAt: instant('2026-11-25T06:00:00Z'), knownFrom: LATER }]);
    const then = await reportsAsOf(
      db,
      deal.id,
      [{ series: WEIGHT, from: '2024-01-01' }],
      'published',
      instant('2026-11-25T05:59:59Z'),
    );
    expect(then).toMatchObject([{ value: '16344687' }]);
  });

  test('with a blank where there was a zero is a revision: missing is not zero', async () => {
    await pull('eia-lng', EIA);
    expect(await figures(NOW, 'us-lng-to-malaysia')).toContain('2026-03 0');
    const blank = LNG.replace(/("period":"2026-03","duoarea":"NUS-NMY"[^}]*"value":)"0"/, '$1null');
    expect(await pull('eia-lng', giving(answer(blank)), LATER)).toMatchObject({ revised: 1 });
    expect(await figures(LATER, 'us-lng-to-malaysia')).toContain('2026-03 missing');
  });

  test('is dated by the release of all of it, where that is all that is known', async () => {
    await pull('eia-lng', EIA);
    const rows = await reportsAsOf(db, deal.id, [{ series: 'us-lng-total', from: null }], 'known', NOW);
    expect(new Set(rows.map(({ publishedAt }) => publishedAt?.toString()))).toEqual(new Set(['2026-09-30T00:00:00Z']));
  });

  test('is asked at first for all its history, and then from what is known, back over the revision window', async () => {
    const asked: string[] = [];
    const transport = scripted(({ span }) => {
      asked.push(`${span.from}/${span.to}`);
      return [published, answer(FIGURES)];
    });
    await pull('comtrade-china', transport);
    await pull('comtrade-china', transport, LATER);
    expect(asked).toEqual(['2020-01/2026-11', '2022-01/2026-11']);
  });
});

describe('a source that cannot answer in this mode', () => {
  test('is idle with its reason, and is asked nothing', async () => {
    const never = scripted(() => {
      throw new Error('it was asked');
    }, 'no answer of it is at hand');
    expect(await pull('comtrade-china-other', never)).toMatchObject({
      outcome: 'idle',
      fault: null,
      detail: 'no answer of it is at hand',
      observations: 0,
    });
    expect(await pulls()).toMatchObject([
      { source: 'comtrade-china-other', outcome: 'idle', fault: null, vintages: 0 },
    ]);
  });
});

describe('a bad answer', () => {
  const HTML = '<!doctype html><html><body><h1>Service temporarily down</h1></body></html>';
  const bad: readonly (readonly [string, Answer, string])[] = [
    ['a web page', answer(HTML, { mediaType: 'text/html' }), 'format'],
    ['a web page that says it is JSON', answer(HTML), 'format'],
    ['JSON cut off in the middle', answer(FIGURES.slice(0, FIGURES.length / 2)), 'format'],
    ['JSON cut off at its very end', answer(FIGURES.trimEnd().slice(0, -1)), 'format'],
    ['fewer rows than it counts', answer(FIGURES.replace('"count":10', '"count":11')), 'format'],
    ['JSON of another shape', answer('{"rows":[]}'), 'format'],
    [
      'bytes that are no text',
      {
        ...answer(''),
        document: {
          ...answer('').document,
          bytes: Buffer.from([0xff, 0xfe, 0x00]),
          sha256: sha256Of(Buffer.from([0xff, 0xfe, 0x00])),
        },
      },
      'format',
    ],
    ['nothing', answer(''), 'no_content'],
    ['nothing but white space', answer(' \n'), 'no_content'],
    ['204', answer('', { status: 204 }), 'no_content'],
    ['no rows', answer('{"count":0,"data":[]}'), 'no_content'],
    [
      'a redirect to a page about the key',
      answer('', { status: 302, headers: { location: '/missing-key.html' } }),
      'refused',
    ],
    [
      'a redirect elsewhere',
      answer('', { status: 302, headers: { location: 'https://portal.example.org/' } }),
      'format',
    ],
    [
      '429',
      answer('{"statusCode":429,"message":"Rate limit is exceeded. Try again in 1 seconds."}', { status: 429 }),
      'throttled',
    ],
    ['a refusal in a body that says 200', answer('{"statusCode":403,"message":"Quota is exceeded"}'), 'throttled'],
    ['401', answer('{"message":"Access denied due to missing subscription key"}', { status: 401 }), 'refused'],
    ['404', answer('not here', { status: 404, mediaType: 'text/plain' }), 'refused'],
    ['500', answer('oops', { status: 500 }), 'unavailable'],
    ['another partner', answer(FIGURES.replaceAll('"partnerCode":458', '"partnerCode":764')), 'wrong_subject'],
    ['another reporter', answer(FIGURES.replaceAll('"reporterCode":156', '"reporterCode":392')), 'wrong_subject'],
    ['another product', answer(FIGURES.replaceAll('"cmdCode":"2846"', '"cmdCode":"2805"')), 'wrong_subject'],
    ['exports', answer(FIGURES.replaceAll('"flowCode":"M"', '"flowCode":"X"')), 'wrong_subject'],
    ['a figure that is no number', answer(FIGURES.replace('"netWgt":16344687.0', '"netWgt":"n/a"')), 'format'],
    [
      'a row twice',
      answer(FIGURES.replace('"period":"2021"', '"period":"2020"').replace('"refYear":2021', '"refYear":2020')),
      'format',
    ],
  ];

  test.each(bad)(
    '%s fails its source alone, keeps the document and changes no figure',
    async (_what, answered, fault) => {
      await pull('comtrade-china', COMTRADE);
      const before = await vintages();
      const summary = await pull('comtrade-china', giving(answered), LATER);
      expect(summary).toMatchObject({ outcome: 'failed', fault, observations: 0, added: 0, revised: 0 });
      expect(summary.detail).toMatch(/^UN Comtrade, China's annual imports of HS 2846: \S/);
      expect(summary.mayPass).toBe(fault === 'throttled' || fault === 'unavailable');

      const { sha256, bytes } = answered.document;
      expect(Buffer.compare((await readDocument(db, sha256))!.bytes, bytes)).toBe(0);
      expect(await vintages()).toBe(before);
      expect(await figures(LATER)).toEqual(REPORTED);
      expect((await pulls()).at(-1)).toMatchObject({ outcome: 'failed', fault, vintages: 0 });
      expect(await pull('eia-lng', EIA, LATER)).toMatchObject({ outcome: 'ok', added: 12 });
      expect(await pull('comtrade-china', COMTRADE, LATER)).toMatchObject({ outcome: 'ok', revised: 0 });
    },
  );

  test('behind a good one takes that one with it: half a report is none', async () => {
    const half = giving(
      published,
      answer(FIGURES),
      answer(HTML, { mediaType: 'text/html', url: `${FIGURES_URL}&page=2` }),
    );
    expect(await pull('comtrade-china', half)).toMatchObject({ outcome: 'failed', fault: 'format' });
    expect(await vintages()).toBe('0');
    expect(await readDocument(db, sha256Of(Buffer.from(FIGURES)))).toBeDefined();
  });

  test('that states a figure of another answer again is refused: which one counts?', async () => {
    const twice = giving(published, answer(FIGURES), answer(`${FIGURES} `, { url: `${FIGURES_URL}&page=2` }));
    expect(await pull('comtrade-china', twice)).toMatchObject({ outcome: 'failed', fault: 'format' });
    expect(await vintages()).toBe('0');
  });

  test('that holds what no database can keep fails as any other does', async () => {
    const poisoned = PUBLICATIONS.replace(/"publicationNote":"/, '"publicationNote":"\\u0000');
    const summary = await pull('comtrade-china', giving(answer(poisoned, { url: PUBLICATIONS_URL }), answer(FIGURES)));
    expect(summary).toMatchObject({ outcome: 'failed', fault: 'format' });
    const refused = answer('{"statusCode":403,"message":"Access \\u0000denied\\u001b[31m"}');
    expect((await pull('comtrade-china', giving(refused))).detail).toMatch(/Access +denied \[31m$/);
    expect(await pulls()).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed', fault: 'refused' }]);
  });
});

describe('no answer at all', () => {
  test('fails the source alone and may pass', async () => {
    await pull('comtrade-china', COMTRADE);
    const down = scripted(() => {
      throw new SourceError('unreachable', 'comtradeapi.un.org does not answer (ECONNREFUSED)');
    });
    expect(await pull('comtrade-china', down, LATER)).toMatchObject({
      outcome: 'failed',
      fault: 'unreachable',
      mayPass: true,
    });
    expect(await figures(LATER)).toEqual(REPORTED);
  });
});

describe('what is no fault of a source', () => {
  test('to be told to stop rejects with the reason, and is not held against it', async () => {
    const stop = new AbortController();
    const interrupted = scripted(function* (_ask, signal) {
      yield published;
      stop.abort(new Error('stopped'));
      signal.throwIfAborted();
    });
    await expect(pull('comtrade-china', interrupted, NOW, stop.signal)).rejects.toThrow('stopped');
    const timedOut = scripted(() => {
      throw new SourceError('unreachable', 'aborted');
    });
    await expect(pull('comtrade-china', timedOut, NOW, stop.signal)).rejects.toThrow('stopped');
    expect(await pulls()).toEqual([]);
    expect(await vintages()).toBe('0');
  });

  test('a fault of the program rejects, and does not pass for one of the publisher', async () => {
    const broken = scripted(() => {
      throw new TypeError('made up: a bug');
    });
    await expect(pull('comtrade-china', broken)).rejects.toThrow(TypeError);
    expect(await pulls()).toEqual([]);
  });

  test('a source that the deal does not have', async () => {
    await expect(pull('no-such-source', COMTRADE)).rejects.toThrow('the deal has no source "no-such-source"');
  });
});

test('two pulls of one source at once write each figure once', async () => {
  const summaries = await Promise.all([1, 2, 3, 4].map(() => pull('comtrade-china', COMTRADE)));
  expect(summaries.map(({ added }) => added).toSorted()).toEqual([0, 0, 0, 20]);
  expect(await vintages()).toBe('20');
});
