import { beforeEach, describe, expect, test } from 'vitest';
import { readDocument } from '../../../db/documents.ts';
import { reportsAsOf } from '../../../db/vintages.ts';
import { figureIn, locate } from '../../../services/sources/wire/locator.ts';
import type { Answer } from '../../../services/sources/transport.ts';
import {
  answer,
  COMTRADE,
  deal,
  FIGURES,
  FIGURES_URL,
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
  sha256Of,
  WEIGHT,
} from '../../support/pulls.ts';
import { folderBytes } from '../../support/us-malaysia-folder.ts';
import { instant } from '../../support/vintages.ts';

const LATEST = LATER.add({ hours: 24 });

let bench: PullBench;
beforeEach(async () => {
  bench = await pullBench();
  return () => bench[Symbol.asyncDispose]();
});

/** The answer of Comtrade without the rows that a test picks out by period and partner. */
function without(isGone: (period: string, partner: string) => boolean): string {
  const lines = FIGURES.split('\n');
  const kept = lines.filter((line) => {
    const [, period, partner] = /"period":"(\d+)".*?"partnerCode":(\d+)/.exec(line) ?? [];
    return period === undefined || !isGone(period, partner!);
  });
  const count = 10 - (lines.length - kept.length);
  return kept
    .join('\n')
    .replace('"count":10', `"count":${count}`)
    .replace(/\},?\n\],"error"/, '}\n],"error"');
}

const rowsOf = (series: string, at: Temporal.Instant, from: string | null = null) =>
  reportsAsOf(bench.db, deal.id, [{ series, from }], 'known', at);

describe('a figure that is no longer in the answer', () => {
  const gone = without((period, partner) => period === '2023' && partner === '458');

  test('becomes missing, not zero, with the document that lacks it and the place where it would stand', async () => {
    await bench.pull('comtrade-china', COMTRADE);
    const summary = await bench.pull('comtrade-china', giving(published, answer(gone)), LATER);
    expect(summary).toMatchObject({ outcome: 'ok', observations: 18, added: 0, revised: 2, withdrawn: 2 });
    expect(await bench.figures(NOW)).toEqual(REPORTED);
    expect(await bench.figures(LATER)).toEqual(REPORTED.with(3, '2023 missing'));

    const row = (await rowsOf(WEIGHT, LATER)).find(({ period }) => period === '2023');
    expect(row).toMatchObject({
      value: null,
      status: 'missing',
      note: "no longer in the publisher's answer",
      document: sha256Of(gone),
      knownFrom: LATER,
    });
    const { bytes } = (await readDocument(bench.db, row!.document))!;
    expect(figureIn(locate(bytes!, row!.locator))).toBeNull();
  });

  test('is told with what it was, and counted in the record of the pull', async () => {
    await bench.pull('comtrade-china', COMTRADE);
    const { revisions } = await bench.pull('comtrade-china', giving(published, answer(gone)), LATER);
    expect(revisions).toMatchObject([
      { series: WEIGHT, period: '2023', before: { value: '19084528.174' }, after: { value: null, status: 'missing' } },
      { series: 'china-imports-2846-from-malaysia-usd', after: { status: 'missing' }, change: null },
    ]);
    const pulls = await bench.db
      .selectFrom('pull')
      .select(['vintages', 'revised', 'withdrawn'])
      .orderBy('id')
      .execute();
    expect(pulls).toEqual([
      { vintages: 20, revised: 0, withdrawn: 0 },
      { vintages: 2, revised: 2, withdrawn: 2 },
    ]);
  });

  test('is withdrawn once; when it comes back it is a new vintage', async () => {
    await bench.pull('comtrade-china', COMTRADE);
    await bench.pull('comtrade-china', giving(published, answer(gone)), LATER);
    expect(await bench.pull('comtrade-china', giving(published, answer(gone)), LATER)).toMatchObject({ revised: 0 });
    expect(await bench.pull('comtrade-china', COMTRADE, LATEST)).toMatchObject({ added: 0, revised: 2, withdrawn: 0 });
    expect(await bench.figures(LATEST)).toEqual(REPORTED);
  });

  test('takes the date of the release that left it out, and none where there was no later release', async () => {
    await bench.pull('comtrade-china', COMTRADE);
    await bench.pull('comtrade-china', giving(published, answer(gone)), LATER);
    const dateOf = async (at: Temporal.Instant) =>
      (await rowsOf(WEIGHT, at)).find(({ period }) => period === '2023')!.publishedAt;
    expect(await dateOf(LATER)).toBeNull();

    await bench.pull('comtrade-china', COMTRADE, LATER.add({ hours: 1 }));
    // Made up: a release of 2023 on 2026-11-25.
    const released = PUBLICATIONS.replace(
      /"publicationDate":"2024-04-07T[^"]*"/,
      '"publicationDate":"2026-11-25T06:00:00"',
    );
    expect(released).not.toBe(PUBLICATIONS);
    await bench.pull('comtrade-china', giving(answer(released, { url: PUBLICATIONS_URL }), answer(gone)), LATEST);
    expect(await dateOf(LATEST)).toEqual(instant('2026-11-25T06:00:00Z'));
  });
});

describe('a revision that the publisher did not republish', () => {
  test('does not take the date of the earlier release', async () => {
    await bench.pull('comtrade-china', COMTRADE);
    // Made up: another weight of 2024, with the release dates as they were.
    const revised = FIGURES.replace('"netWgt":16344687.0', '"netWgt":16344700.5');
    const { revisions } = await bench.pull('comtrade-china', giving(published, answer(revised)), LATER);
    expect(revisions).toMatchObject([
      {
        before: { value: '16344687', publishedAt: '2025-07-04T18:20:18.850165Z' },
        after: { value: '16344700.5', publishedAt: null },
        change: { absolute: '+13.5' },
      },
    ]);
    expect((await rowsOf(WEIGHT, LATER)).at(-1)!.publishedAt).toBeNull();
  });
});

describe('a value on another basis than its series', () => {
  test('is stored as missing with what was stated, and takes no other figure with it', async () => {
    // Made up: China values its imports of 2024 FOB.
    const fob = FIGURES.replace('"primaryValue":206356238.0', '"fobvalue":206356238.0,"primaryValue":206356238.0');
    expect(fob).not.toBe(FIGURES);
    expect(await bench.pull('comtrade-china', giving(published, answer(fob)))).toMatchObject({
      outcome: 'ok',
      added: 20,
    });
    const row = (await rowsOf('china-imports-2846-from-malaysia-usd', NOW)).at(-1);
    expect(row).toMatchObject({ period: '2024', value: null, status: 'missing' });
    expect(row!.note).toMatch(/^valued FOB, not CIF: stated is \d+ USD by FOB, and the series is by CIF$/);
    expect(await bench.figures(NOW)).toEqual(REPORTED);
  });
});

describe('nothing is withdrawn', () => {
  const keeps = async (source: string, first: readonly Answer[], second: readonly Answer[]) => {
    expect(await bench.pull(source, giving(...first))).toMatchObject({ outcome: 'ok' });
    const before = await bench.vintages();
    const summary = await bench.pull(source, giving(...second), LATER);
    expect(await bench.vintages()).toBe(before);
    return summary;
  };
  const comtrade = [published, answer(FIGURES)];

  test('of a year of which the answer holds nothing: that year is not available', async () => {
    const rest = without((period) => period === '2020');
    expect(await keeps('comtrade-china', comtrade, [published, answer(rest)])).toMatchObject({ withdrawn: 0 });
  });

  test('of a year that was not asked for', async () => {
    const recent = without((period, partner) => period < '2023' && !(period === '2022' && partner === '0'));
    const url = `${FIGURES_URL}&period=2023,2024`;
    expect(await keeps('comtrade-china', comtrade, [published, answer(recent, { url })])).toMatchObject({
      withdrawn: 0,
    });
  });

  test('of a partner that was not asked for', async () => {
    const world = without((_period, partner) => partner === '458');
    const url = `${FIGURES_URL}&partnerCode=0`;
    expect(await keeps('comtrade-china', comtrade, [published, answer(world, { url })])).toMatchObject({
      withdrawn: 0,
    });
  });

  test('by an answer that holds nothing at all, whatever it is of', async () => {
    expect(await keeps('comtrade-china', comtrade, [published, answer('{"count":0,"data":[]}')])).toMatchObject({
      outcome: 'failed',
      fault: 'no_content',
    });
  });

  test('by an answer that holds statuses alone: that may be a fault, and is no withdrawal', async () => {
    const url = `https://api.eia.gov/v2/x?facets[series][]=NGM_EPG0_EVE_NUS-NMY_MMCF&start=2016-01&end=2026-07`;
    const [head, ...rest] = LNG.split('\n');
    const blank = `${head!.replace('"12"', '"1"')}\n${rest[0]!.replace(/,$/, '')}\n]}}`;
    expect(await keeps('eia-lng', [answer(LNG, { url })], [answer(blank, { url })])).toMatchObject({
      outcome: 'ok',
      observations: 1,
      withdrawn: 0,
    });
  });

  test('of what another reporter says of the series', async () => {
    await bench.pull('comtrade-china', COMTRADE);
    await bench.db.updateTable('vintage').set({ reportedBy: 'China Customs' }).where('period', '=', '2023').execute();
    const gone = without((period, partner) => period === '2023' && partner === '458');
    await bench.pull('comtrade-china', giving(published, answer(gone)), LATER);
    expect(await bench.figures(LATER)).toEqual(REPORTED);
  });
});

describe('of several answers each speaks for its own part', () => {
  // Made up; the form of the answer is that of the US Census API.
  const HEADER =
    '["CTY_CODE","CTY_NAME","I_COMMODITY","GEN_VAL_MO","CON_VAL_MO","GEN_QY1_MO","GEN_QY1_MO_FLAG","UNIT_QY1","COMM_LVL","time"]';
  const row = (product: string, time: string) =>
    `["5570","MALAYSIA","${product}","10","10","5",null,"KG","HS6","${time}"]`;
  const census = (product: string, ...months: readonly string[]) =>
    answer(months.length === 0 ? '' : `[${[HEADER, ...months.map((month) => row(product, month))].join(',\n')}]`, {
      url: `https://api.census.gov/data/timeseries/intltrade/imports/hs?I_COMMODITY=${product}&time=from+2026-01+to+2026-11`,
      ...(months.length === 0 && { status: 204 }),
    });
  const [ORE, MAGNETS] = ['284690', '850511'];
  const known = (series: string, at: Temporal.Instant) => bench.figures(at, series);

  test('a month that one of them leaves out is withdrawn there, and what came empty is left as it was', async () => {
    await bench.pull('census-imports', giving(census(ORE, '2026-01', '2026-02'), census(MAGNETS, '2026-01')));
    const summary = await bench.pull('census-imports', giving(census(ORE, '2026-01'), census(MAGNETS)), LATER);
    expect(summary).toMatchObject({ outcome: 'ok', detail: expect.stringMatching(/^1 of its answers held nothing/) });
    expect(await known('us-imports-284690-from-malaysia-kg', LATER)).toEqual(['2026-01 5', '2026-02 missing']);
    expect(await known('us-imports-850511-from-malaysia-usd', LATER)).toEqual(['2026-01 10']);
    const [gone] = await rowsOf('us-imports-284690-from-malaysia-kg', LATER, '2026-02-01');
    const { bytes } = (await readDocument(bench.db, gone!.document))!;
    expect(figureIn(locate(bytes!, gone!.locator))).toBeNull();
  });
});

describe('a row that a person took out of a file', () => {
  const URL = 'file:figures/lynas-quarterly.csv';
  const LEDGER = folderBytes('figures/lynas-quarterly.csv').toString();
  const LINES = LEDGER.trimEnd().split('\n').length;
  const file = (text: string, url = URL): Answer => ({
    ...answer(text, { url, mediaType: 'text/csv' }),
    request: { url, accepts: ['text/csv'] },
  });
  const withoutRow = (pattern: RegExp) => {
    const left = LEDGER.split('\n').filter((line) => !pattern.test(line));
    expect(left.join('\n')).not.toBe(LEDGER);
    return left.join('\n');
  };
  const OUTPUT = 'lynas-reo-output';
  const given = async (...answers: readonly Answer[]) => {
    expect(await bench.pull('lynas', giving(file(LEDGER)))).toMatchObject({ outcome: 'ok', added: LINES - 1 });
    return bench.pull('lynas', giving(...answers), LATER);
  };

  test('is withdrawn, and walks back to the head of its column in the file as it is now', async () => {
    const left = withoutRow(/^lynas-reo-output,2024-Q2,/);
    expect(await given(file(left))).toMatchObject({ revised: 1, withdrawn: 1 });
    const row = (await rowsOf(OUTPUT, LATER)).find(({ period }) => period === '2024-Q2');
    expect(row).toMatchObject({ status: 'missing', document: sha256Of(left), reportedBy: 'stocksavvy.ai' });
    expect(locate(Buffer.from(left), row!.locator)).toBe('value');
  });

  test('is not withdrawn when it steps back before another: it counts for nothing, and stays', async () => {
    expect(await given(file(withoutRow(/^lynas-reo-output,2025-Q3,3933,/)))).toMatchObject({ withdrawn: 0 });
    expect(await bench.figures(LATER, OUTPUT)).toContain('2025-Q3 3933');
  });

  test('is not withdrawn when it stands in another file of the source now', async () => {
    const [header] = LEDGER.split('\n');
    const moved = LEDGER.split('\n').find((line) => line.startsWith('lynas-reo-output,2024-Q2,'));
    const answers = [
      file(withoutRow(/^lynas-reo-output,2024-Q2,/)),
      file(`${header}\n${moved}\n`, 'file:figures/b.csv'),
    ];
    expect(await given(...answers)).toMatchObject({ revised: 0, withdrawn: 0 });
  });

  test('is not withdrawn by another file: none speaks for the rows of a file that did not come', async () => {
    const [header, first] = LEDGER.split('\n');
    expect(await given(file(`${header}\n${first}\n`, 'file:figures/b.csv'))).toMatchObject({ withdrawn: 0 });
  });

  test('a file that is emptied whole withdraws nothing', async () => {
    const [header] = LEDGER.split('\n');
    expect(await given(file(`${header}\n`))).toMatchObject({ outcome: 'ok', observations: 0, withdrawn: 0 });
  });
});
