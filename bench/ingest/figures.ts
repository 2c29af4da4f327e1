import { count, type Measured, medianOf, rate, seconds } from '../report.ts';
import type { Outcome } from './child.ts';
import { recordsIn, type Shape } from './shape.ts';

/** What was measured one after the other. */
export interface Round {
  /** One answer of the bulk form, and the same again. */
  readonly first: Outcome;
  readonly again: Outcome;
  /** Milliseconds of a bare COPY of the rows that `first` stored. */
  readonly bare: number;
  /** `first` beside many observations of other series. */
  readonly beside: Outcome;
  /** A quarter of it. */
  readonly smaller: Outcome;
  readonly api: Outcome;
  readonly bareApi: number;
}

export interface Sizes {
  readonly large: Shape;
  readonly small: Shape;
  readonly json: Shape;
  readonly stored: number;
}

const MEGABYTE = 1_000_000;

/**
 * The figures of the rounds, medians, beside what they are held against. A ratio is the median of those of the rounds,
 * in which its two sides were measured one after the other.
 */
export function ingestFigures(rounds: readonly Round[], sizes: Sizes): Measured[] {
  const median = (pick: (round: Round) => number) => medianOf(rounds.map(pick));
  const most = (...picks: readonly ((round: Round) => Outcome)[]) =>
    Math.max(...rounds.flatMap((round) => picks.map((pick) => pick(round).maxRss))) / MEGABYTE;
  const megabytes = (pick: (round: Round) => Outcome) => median((round) => pick(round).maxRss / MEGABYTE);
  const [bulk, api] = [count(recordsIn(sizes.large)), count(recordsIn(sizes.json))];
  const [first, again, beside] = [median((r) => r.first.ms), median((r) => r.again.ms), median((r) => r.beside.ms)];
  const [bare, bareApi, apiMs] = [median((r) => r.bare), median((r) => r.bareApi), median((r) => r.api.ms)];
  const rows = rounds[0]!.first.added;
  const rowsApi = rounds[0]!.api.added;
  const [rss, rssApi] = [
    most(
      (r) => r.first,
      (r) => r.again,
      (r) => r.beside,
    ),
    most((r) => r.api),
  ];
  return [
    {
      figure: `bulk form, ${bulk} records, ${count(rows)} vintages`,
      value: rate(rows, first),
      beside: `bare COPY ${rate(rows, bare)}`,
      ratio: median((r) => r.bare / r.first.ms),
      budget: { atLeast: 0.5 },
    },
    {
      figure: `JSON form, ${api} records, ${count(rowsApi)} vintages`,
      value: rate(rowsApi, apiMs),
      beside: `bare COPY ${rate(rowsApi, bareApi)}`,
      ratio: median((r) => r.bareApi / r.api.ms),
      budget: { atLeast: 0.5 },
    },
    {
      figure: 'unchanged re-pull, bulk form',
      value: seconds(again),
      beside: `the first pull ${seconds(first)}`,
      ratio: median((r) => r.again.ms / r.first.ms),
      budget: { atMost: 0.5 },
    },
    {
      figure: 'vintages that the re-pull wrote',
      value: count(Math.max(...rounds.map((round) => round.again.added + round.again.revised))),
      beside: `${count(rows)} figures read`,
      ratio: Math.max(...rounds.map((round) => round.again.added + round.again.revised)),
      budget: { atMost: 0 },
    },
    {
      figure: `bulk form with ${count(sizes.stored)} observations stored`,
      value: seconds(beside),
      beside: `with none ${seconds(first)}`,
      ratio: median((r) => r.beside.ms / r.first.ms),
      budget: { atMost: 1.2 },
    },
    {
      figure: 'memory at most, bulk form',
      value: `${rss.toFixed(0)} MB`,
      beside: 'the budget itself',
      ratio: rss,
      budget: { atMost: 300 },
      unit: ' MB',
    },
    {
      figure: 'memory at most, JSON form',
      value: `${rssApi.toFixed(0)} MB`,
      beside: 'the budget itself',
      ratio: rssApi,
      budget: { atMost: 300 },
      unit: ' MB',
    },
    {
      figure: 'memory as the answer grows fourfold',
      value: `${megabytes((r) => r.first).toFixed(0)} MB`,
      beside: `${count(recordsIn(sizes.small))} records ${megabytes((r) => r.smaller).toFixed(0)} MB`,
      ratio: megabytes((r) => r.first) / megabytes((r) => r.smaller),
      budget: { atMost: 1.15 },
    },
  ];
}
