import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DealFile } from '../../config/deal/schema.ts';
import type { z } from 'zod';

type Written = z.input<typeof DealFile>;
type Commitment = Written['commitments'][string];
type Rule = Commitment['rule'];

/** Series of a source, and commitments that read them. */
export const SERIES_A_SOURCE = 100;
export const COMMITMENTS_A_SOURCE = 10;

export const sourceId = (source: number): string => `bureau-${source}`;
export const seriesId = (source: number, index: number): string => `flow-${source}-${index}`;
const commitmentId = (source: number, index: number): string => `promise-${source}-${index}`;

/**
 * Writes a deal of which everything is made up: each source feeds a hundred series, which ten commitments of six kinds
 * read; one of these also reads a series of the next source. A tenth of the series is watched for drift.
 */
export async function writeDeal(folder: string, sources: number): Promise<void> {
  const numbers = Array.from({ length: sources }, (_, number) => number);
  const deal: Written = {
    id: 'bench',
    title: 'A deal to measure by',
    short: 'bench',
    version: 1,
    summary: 'Made up.',
    conversions: {
      'kg-to-t': { from: 'kg', to: 't', divisor: '1000', version: 1, standing: 'exact', source: 'the tonne' },
    },
    instruments: {
      order: {
        title: 'The order',
        short: 'order',
        status: [{ from: '2016-01-01', is: 'in_force', checked: '2026-01-01', source: 'made up' }],
      },
    },
    commitments: Object.fromEntries(
      numbers.flatMap((source) =>
        rulesOf(source, (source + 1) % sources).map((rule, index) => [commitmentId(source, index), commitment(rule)]),
      ),
    ),
    series: Object.fromEntries(
      numbers.flatMap((source) =>
        Array.from({ length: SERIES_A_SOURCE }, (_, index) => [seriesId(source, index), series(source, index)]),
      ),
    ),
    sources: Object.fromEntries(numbers.map((source) => [sourceId(source), sourceSpec(source)])),
  };
  // JSON is YAML too.
  await writeFile(path.join(folder, 'deal.yaml'), JSON.stringify(deal, null, 1));
}

/** The commitments that read a series of a source: its own, and the one before it that reads its first series. */
export function readersOf(source: number, sources: number): string[] {
  const own = Array.from({ length: COMMITMENTS_A_SOURCE }, (_, index) => commitmentId(source, index));
  return [...own, commitmentId((source + sources - 1) % sources, NEIGHBOUR)];
}

/** Which of a source's commitments reads a series of the next source. */
const NEIGHBOUR = 8;

/** Ten rules over the hundred series of a source, each read by one of them. */
function rulesOf(source: number, next: number): Rule[] {
  const some = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => seriesId(source, first + index));
  const cumulative = { kind: 'cumulative-by-date', unit: 't', target: '300000', from: '2016-01', by: '2030-12' };
  const ban = { kind: 'prohibited-flow', de_minimis: { value: '20000', unit: 't' } };
  const yearly = { kind: 'quantity-per-period', unit: 't', every: 'year', from: '2016-01' };
  return [
    { ...yearly, series: seriesId(source, 0), floor: '1200' },
    {
      ...yearly,
      series: seriesId(source, 1),
      expectation: '1100',
      proration: { seasonal: { base_year: 2019 } },
      carry_over: true,
    },
    {
      kind: 'target-by-date',
      series: seriesId(source, 2),
      unit: 't',
      baseline: { period: '2016-01', value: '90', source: 'made up' },
      low: '130',
      by: '2030-12',
    },
    { ...cumulative, series: some(3, 12), binds: 'floor' },
    { ...cumulative, series: some(15, 12), binds: 'expectation' },
    { ...ban, series: some(27, 14) },
    { ...ban, series: some(41, 14) },
    { kind: 'flow-continuity', beneficiary: some(55, 2), control: some(57, 10), fall: '0.5' },
    { kind: 'flow-continuity', beneficiary: some(67, 2), control: [...some(69, 10), seriesId(next, 0)], fall: '0.5' },
    {
      kind: 'cut-from-baseline',
      unit: 't',
      members: some(79, 21).map((series, index) => ({
        name: `Member ${index}`,
        series,
        pledges: [{ from: '2016-01', baseline: '120', cut: '20', source: 'made up' }],
      })),
    },
  ];
}

const commitment = (rule: Rule): Commitment => ({
  ref: 'B-1',
  title: 'A promise to measure by',
  promise: 'Made up.',
  instruments: ['order'],
  class: 'domestic',
  obligor: 'Obligor',
  beneficiary: 'Beneficiary',
  clause: 'Article 1',
  due: { from: '2016-01-01' },
  source: 'made up',
  rule,
});

/** A year after the first figures: changes from the year before are watched too. */
const REFERENCE = { from: '2017-01', to: '2019-12' };
const WATCHES = [
  { detector: 'robust-z' },
  { detector: 'ewma', reference: REFERENCE },
  { detector: 'cusum', reference: REFERENCE },
  { detector: 'individuals', of: 'changes', reference: REFERENCE },
] as const satisfies readonly Written['series'][string]['watch'][];

const series = (source: number, index: number): Written['series'][string] => ({
  title: `Flow ${index} of bureau ${source}`,
  source: sourceId(source),
  frequency: 'month',
  unit: 't',
  evidence: ['official'],
  dimensions: { flow: String(index) },
  ...(index % 10 === 0 && { watch: WATCHES[(index / 10) % WATCHES.length]! }),
});

const sourceSpec = (source: number): Written['sources'][string] => ({
  title: `Bureau ${source}`,
  publisher: 'hand-fed',
  query: { files: [`figures/${source}.csv`] },
  schedule: '0 6 * * *',
  history: '2016-01',
  revision_window: 'P1Y',
  release: { irregular: 'made up' },
  terms: 'none',
});
