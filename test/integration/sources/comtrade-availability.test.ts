import { describe, expect, test } from 'vitest';
import { reportsAsOf } from '../../../db/vintages.ts';
import { type ContractBench, contractBench } from '../../stand-ins/contract/bench.ts';
import { comtrade } from '../../stand-ins/comtrade.ts';
import type { FedSeries, Protocol } from '../../stand-ins/stand-in.ts';
import { instant } from '../../support/vintages.ts';

const query = { ...comtrade.watch.query, products: ['2846', '261220'] };
const weightOf = (product: string): FedSeries => ({
  frequency: 'year',
  unit: 'kg',
  dimensions: { reporter: 'CHN', partner: 'MYS', product: `HS/${product}`, flow: 'import', measure: 'net_weight' },
});
const watching = (products: readonly string[], more: object = {}, history = '2023-01'): Protocol => ({
  ...comtrade,
  watch: {
    query: { ...query, products, ...more },
    history,
    series: Object.fromEntries(products.map((product) => [`kg-${product}`, weightOf(product)])),
  },
});

const LATER = instant('2026-12-31T00:00:00Z');
async function figuresOf({ db, deal }: ContractBench, series: string) {
  const rows = await reportsAsOf(db, deal.id, [{ series, from: null }], 'known', LATER);
  return rows.map(({ period, value, status, note }) => ({ period, value, status, note }));
}

describe('Comtrade, asked for a product that it does not list', () => {
  test('in periods that it holds states it as missing there, with the reason; where it holds none, nothing is stated', async () => {
    await using bench = await contractBench(watching(['2846', '261220']));
    expect(await bench.pull()).toMatchObject({ outcome: 'ok', fault: null });
    const note = expect.stringContaining('the reporter recorded no such trade');
    expect(await figuresOf(bench, 'kg-261220')).toEqual([
      { period: '2023', value: null, status: 'missing', note },
      { period: '2024', value: null, status: 'missing', note },
    ]);
    expect((await figuresOf(bench, 'kg-2846')).map(({ period, value }) => [period, value])).toEqual([
      ['2023', '19084528.174'],
      ['2024', '16344687'],
    ]);
  });

  test('and of nothing else is read, and does not pass for a zero: the empty answer is told', async () => {
    await using bench = await contractBench(watching(['261220']));
    const summary = await bench.pull();
    expect(summary).toMatchObject({ outcome: 'ok', added: 2, observations: 2 });
    expect(summary.detail).toMatch(/^1 of its answers held nothing: no records of 2023, 2024, 2025, 2026: /);
    await bench.assess();
    expect((await bench.known()).filter((row) => row.startsWith('assessment:')).join('\n')).toContain('unknown');
    expect(await bench.pull()).toMatchObject({ outcome: 'ok', added: 0, revised: 0 });
  });

  test('in periods of which it holds none has no content, and names them', async () => {
    await using bench = await contractBench(watching(['261220'], {}, '2025-01'));
    const summary = await bench.pull();
    expect(summary).toMatchObject({ outcome: 'failed', fault: 'no_content', added: 0 });
    expect(summary.detail).toContain('no records of 2025, 2026');
  });
});

describe('a figure of Comtrade that its next answer lists no more', () => {
  test('is missing from then on, where something else of the period is still listed', async () => {
    let isWorldAlone = false;
    const protocol: Protocol = {
      ...watching(['2846']),
      answer(asked, trouble) {
        if (isWorldAlone) asked.parameters.set('partnerCode', '0');
        return comtrade.answer(asked, trouble);
      },
    };
    await using bench = await contractBench(protocol);
    await bench.pull();
    expect(await figuresOf(bench, 'kg-2846')).toMatchObject([{ value: '19084528.174' }, { value: '16344687' }]);
    isWorldAlone = true;
    expect(await bench.pull()).toMatchObject({ outcome: 'ok', revised: 2 });
    expect(await figuresOf(bench, 'kg-2846')).toMatchObject([{ status: 'missing' }, { status: 'missing' }]);
  });

  test('stays, where nothing of the period is listed at all: that is how it answers a wrong parameter too', async () => {
    await using bench = await contractBench(watching(['2846']));
    await bench.pull();
    const before = await bench.known();
    bench.standIn.trouble('empty');
    const summary = await bench.pull();
    expect(summary).toMatchObject({ outcome: 'failed', fault: 'no_content', added: 0, revised: 0 });
    expect(summary.detail).toMatch(/it holds 2023, 2024 and lists nothing of what was asked, where figures were known/);
    expect(await bench.known()).toEqual(before);
  });
});

test('Comtrade is asked for few enough periods, with its breakdowns pinned, and for no more than it gives', async () => {
  await using bench = await contractBench(comtrade);
  await bench.pull();
  const asked = new URL(bench.standIn.requests.at(-1)!.url, bench.standIn.url).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    maxRecords: '100000',
    partner2Code: '0',
    motCode: '0',
    customsCode: 'C00',
  });
  expect(asked.get('period')!.split(',').length).toBeLessThanOrEqual(12);
});
