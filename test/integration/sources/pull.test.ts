import { beforeEach, describe, expect, test } from 'vitest';
import { reportsAsOf } from '../../../db/vintages.ts';
import { SourceError } from '../../../services/sources/errors.ts';
import {
  answer,
  COMTRADE,
  deal,
  EIA,
  FIGURES,
  giving,
  LATER,
  LNG,
  NOW,
  type PullBench,
  pullBench,
  published,
  PUBLICATIONS,
  PUBLICATIONS_URL,
  REPORTED,
  scripted,
  sha256Of,
  WEIGHT,
} from '../../support/pulls.ts';
import { instant } from '../../support/vintages.ts';

let bench: PullBench;
beforeEach(async () => {
  bench = await pullBench();
  return () => bench[Symbol.asyncDispose]();
});

describe('a source that answers', () => {
  test('is stored to the digit, each figure with its document, its place in it and the date of its publication', async () => {
    expect(await bench.pull('comtrade-china', COMTRADE)).toEqual({
      source: 'comtrade-china',
      outcome: 'ok',
      fault: null,
      detail: null,
      mayPass: false,
      observations: 20,
      added: 20,
      revised: 0,
      withdrawn: 0,
      revisions: [],
      measures: null,
    });
    const rows = await reportsAsOf(bench.db, deal.id, [{ series: WEIGHT, from: null }], 'known', NOW);
    expect(rows.map(({ period, value }) => `${period} ${value}`)).toEqual(REPORTED);
    expect(rows.at(-1)).toMatchObject({
      document: sha256Of(FIGURES),
      locator: expect.stringMatching(/^#\/data\/\d+\/netWgt$/),
      reportedBy: 'UN Comtrade',
      publishedAt: instant('2025-07-04T18:20:18.850165Z'),
      knownFrom: NOW,
    });
    expect(await bench.pulls()).toEqual([
      { source: 'comtrade-china', mode: 'live', outcome: 'ok', fault: null, observations: 20, vintages: 20 },
    ]);
  });

  test('a second time with the same writes no vintage, and is recorded all the same', async () => {
    await bench.pull('comtrade-china', COMTRADE);
    const before = await bench.vintages();
    expect(await bench.pull('comtrade-china', COMTRADE, LATER)).toMatchObject({
      outcome: 'ok',
      observations: 20,
      added: 0,
      revised: 0,
    });
    expect(await bench.vintages()).toBe(before);
    expect(await bench.pulls()).toMatchObject([{ vintages: 20 }, { outcome: 'ok', vintages: 0 }]);
    const seen = await bench.db.selectFrom('answer').select(['retrievedAt', 'lastSeenAt']).execute();
    expect(seen).toEqual([
      { retrievedAt: NOW, lastSeenAt: LATER },
      { retrievedAt: NOW, lastSeenAt: LATER },
    ]);
  });

  test('with the same figures in other words writes no vintage either', async () => {
    await bench.pull('comtrade-china', COMTRADE);
    const reworded = FIGURES.replaceAll('"Malaysia"', '"MALAYSIA"').replaceAll('\n', '\r\n');
    expect(reworded).not.toBe(FIGURES);
    expect(await bench.pull('comtrade-china', giving(published, answer(reworded)), LATER)).toMatchObject({
      added: 0,
      revised: 0,
    });
  });

  test('with a revised figure gives a new vintage with the date of its own publication; the old one stays', async () => {
    await bench.pull('comtrade-china', COMTRADE);
    // Made up: a revision of 2024, released on 2026-11-25.
    const revised = FIGURES.replace('"netWgt":16344687.0', '"netWgt":16344700.5');
    const released = PUBLICATIONS.replace(
      /"publicationDate":"2025-07-04T[^"]*"/,
      '"publicationDate":"2026-11-25T06:00:00"',
    );
    const transport = giving(answer(released, { url: PUBLICATIONS_URL }), answer(revised));
    expect(await bench.pull('comtrade-china', transport, LATER)).toMatchObject({ added: 0, revised: 1 });
    expect(await bench.figures(NOW)).toEqual(REPORTED);
    expect(await bench.figures(LATER)).toEqual(REPORTED.with(4, '2024 16344700.5'));
    const rows = await reportsAsOf(bench.db, deal.id, [{ series: WEIGHT, from: '2024-01-01' }], 'known', LATER);
    expect(rows).toMatchObject([{ publishedAt: instant('2026-11-25T06:00:00Z'), knownFrom: LATER }]);
    const then = await reportsAsOf(
      bench.db,
      deal.id,
      [{ series: WEIGHT, from: '2024-01-01' }],
      'published',
      instant('2026-11-25T05:59:59Z'),
    );
    expect(then).toMatchObject([{ value: '16344687' }]);
  });

  test('with a blank where there was a zero is a revision: missing is not zero', async () => {
    await bench.pull('eia-lng', EIA);
    expect(await bench.figures(NOW, 'us-lng-to-malaysia')).toContain('2026-03 0');
    const blank = LNG.replace(/("period":"2026-03","duoarea":"NUS-NMY"[^}]*"value":)"0"/, '$1null');
    expect(await bench.pull('eia-lng', giving(answer(blank)), LATER)).toMatchObject({ revised: 1 });
    expect(await bench.figures(LATER, 'us-lng-to-malaysia')).toContain('2026-03 missing');
  });

  test('is dated by the release of all of it, where that is all that is known', async () => {
    await bench.pull('eia-lng', EIA);
    const rows = await reportsAsOf(bench.db, deal.id, [{ series: 'us-lng-total', from: null }], 'known', NOW);
    expect(new Set(rows.map(({ publishedAt }) => publishedAt?.toString()))).toEqual(new Set(['2026-09-30T00:00:00Z']));
  });

  test('is asked at first for all its history, and then from what is known, back over the revision window', async () => {
    const asked: string[] = [];
    const transport = scripted(({ span }) => {
      asked.push(`${span.from}/${span.to}`);
      return [published, answer(FIGURES)];
    });
    await bench.pull('comtrade-china', transport);
    await bench.pull('comtrade-china', transport, LATER);
    expect(asked).toEqual(['2020-01/2026-11', '2022-01/2026-11']);
  });
});

describe('a source that cannot answer in this mode', () => {
  test('is idle with its reason, and is asked nothing', async () => {
    const never = scripted(() => {
      throw new Error('it was asked');
    }, 'no answer of it is at hand');
    expect(await bench.pull('comtrade-china-other', never)).toMatchObject({
      outcome: 'idle',
      fault: null,
      detail: 'no answer of it is at hand',
      observations: 0,
    });
    expect(await bench.pulls()).toMatchObject([
      { source: 'comtrade-china-other', outcome: 'idle', fault: null, vintages: 0 },
    ]);
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
    await expect(bench.pull('comtrade-china', interrupted, NOW, stop.signal)).rejects.toThrow('stopped');
    const timedOut = scripted(() => {
      throw new SourceError('unreachable', 'aborted');
    });
    await expect(bench.pull('comtrade-china', timedOut, NOW, stop.signal)).rejects.toThrow('stopped');
    expect(await bench.pulls()).toEqual([]);
    expect(await bench.vintages()).toBe(0);
  });

  test('a fault of the program rejects, and does not pass for one of the publisher', async () => {
    const broken = scripted(() => {
      throw new TypeError('made up: a bug');
    });
    await expect(bench.pull('comtrade-china', broken)).rejects.toThrow(TypeError);
    expect(await bench.pulls()).toEqual([]);
  });

  test('a source that the deal does not have', async () => {
    await expect(bench.pull('no-such-source', COMTRADE)).rejects.toThrow('the deal has no source "no-such-source"');
  });
});

test('two pulls of one source at once write each figure once', async () => {
  const summaries = await Promise.all([1, 2, 3, 4].map(() => bench.pull('comtrade-china', COMTRADE)));
  expect(summaries.map(({ added }) => added).toSorted()).toEqual([0, 0, 0, 20]);
  expect(await bench.vintages()).toBe(20);
});
