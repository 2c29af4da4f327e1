import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDocument } from '../../../db/documents.ts';
import { SourceError } from '../../../services/sources/errors.ts';
import type { Answer } from '../../../services/sources/transport.ts';
import {
  answer,
  COMTRADE,
  EIA,
  FIGURES,
  FIGURES_URL,
  giving,
  LATER,
  type PullBench,
  pullBench,
  published,
  PUBLICATIONS,
  PUBLICATIONS_URL,
  REPORTED,
  scripted,
  sha256Of,
} from '../../support/pulls.ts';

const HTML = '<!doctype html><html><body><h1>Service temporarily down</h1></body></html>';

describe('a source whose figures are known', () => {
  // One for all: none of them may leave a trace that another one could stumble over.
  let bench: PullBench;
  beforeAll(async () => {
    bench = await pullBench();
    await bench.pull('comtrade-china', COMTRADE);
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const bad: readonly (readonly [string, Answer, string])[] = [
    ['a web page', answer(HTML, { mediaType: 'text/html' }), 'format'],
    ['a web page that says it is JSON', answer(HTML), 'format'],
    ['JSON cut off in the middle', answer(FIGURES.slice(0, FIGURES.length / 2)), 'format'],
    ['JSON cut off at its very end', answer(FIGURES.trimEnd().slice(0, -1)), 'format'],
    ['fewer rows than it counts', answer(FIGURES.replace('"count":10', '"count":11')), 'format'],
    ['JSON of another shape', answer('{"rows":[]}'), 'format'],
    ['bytes that are no text', answer(Buffer.from([0xff, 0xfe, 0x00])), 'format'],
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
    'that answers with %s fails alone; the document is kept, and no figure changes',
    async (_what, answered, fault) => {
      const before = await bench.vintages();
      const summary = await bench.pull('comtrade-china', giving(answered), LATER);
      expect(summary).toMatchObject({ outcome: 'failed', fault, observations: 0, added: 0, revised: 0 });
      expect(summary.detail).toMatch(/^UN Comtrade, China's annual imports of HS 2846: \S/);
      expect(summary.mayPass).toBe(fault === 'throttled' || fault === 'unavailable');

      const { sha256, bytes } = answered.document;
      expect(Buffer.compare((await readDocument(bench.db, sha256))!.bytes, bytes)).toBe(0);
      expect(await bench.vintages()).toBe(before);
      expect(await bench.figures(LATER)).toEqual(REPORTED);
      expect((await bench.pulls()).at(-1)).toMatchObject({ outcome: 'failed', fault, vintages: 0 });
    },
  );

  test('that does not answer at all fails alone, and that may pass', async () => {
    const down = scripted(() => {
      throw new SourceError('unreachable', 'comtradeapi.un.org does not answer (ECONNREFUSED)');
    });
    expect(await bench.pull('comtrade-china', down, LATER)).toMatchObject({
      outcome: 'failed',
      fault: 'unreachable',
      mayPass: true,
    });
    expect(await bench.figures(LATER)).toEqual(REPORTED);
  });

  test('and fails again and again is read as ever when it comes back, as are the others meanwhile', async () => {
    await bench.pull('comtrade-china', giving(answer(HTML)), LATER);
    expect(await bench.pull('eia-lng', EIA, LATER)).toMatchObject({ outcome: 'ok', added: 12 });
    expect(await bench.pull('comtrade-china', COMTRADE, LATER)).toMatchObject({ outcome: 'ok', added: 0, revised: 0 });
  });
});

describe('a bad answer', () => {
  test('behind a good one takes that one with it: half a report is none', async () => {
    await using bench = await pullBench();
    const half = giving(
      published,
      answer(FIGURES),
      answer(HTML, { mediaType: 'text/html', url: `${FIGURES_URL}&page=2` }),
    );
    expect(await bench.pull('comtrade-china', half)).toMatchObject({ outcome: 'failed', fault: 'format' });
    expect(await bench.vintages()).toBe(0);
    expect(await readDocument(bench.db, sha256Of(FIGURES))).toBeDefined();
  });

  test('that states a figure of another answer again is refused: which one counts?', async () => {
    await using bench = await pullBench();
    const twice = giving(published, answer(FIGURES), answer(`${FIGURES} `, { url: `${FIGURES_URL}&page=2` }));
    expect(await bench.pull('comtrade-china', twice)).toMatchObject({ outcome: 'failed', fault: 'format' });
    expect(await bench.vintages()).toBe(0);
  });

  test('that holds what no database can keep fails as any other does', async () => {
    await using bench = await pullBench();
    const poisoned = PUBLICATIONS.replace(/"publicationNote":"/, '"publicationNote":"\\u0000');
    const summary = await bench.pull(
      'comtrade-china',
      giving(answer(poisoned, { url: PUBLICATIONS_URL }), answer(FIGURES)),
    );
    expect(summary).toMatchObject({ outcome: 'failed', fault: 'format' });
    const refused = answer('{"statusCode":403,"message":"Access \\u0000denied\\u001b[31m"}');
    expect((await bench.pull('comtrade-china', giving(refused))).detail).toMatch(/Access +denied \[31m$/);
    expect(await bench.pulls()).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed', fault: 'refused' }]);
  });
});
