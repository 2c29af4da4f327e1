import type { SeriesSpec } from '../../config/deal/schema.ts';
import { canonicalDecimal, Decimal } from '../../config/vocabulary/decimal.ts';
import type { ObservationStatus } from '../../config/vocabulary/evidence.ts';
import { type Period, comparePeriods, formatPeriod } from '../../config/vocabulary/period.ts';
import { hasBegun, hasEnded } from './clock.ts';
import type { KnownObservation, KnownSeries } from './rule.ts';
import { sayList } from './words.ts';

/** A period with one value that nobody contests. */
export interface Valued {
  readonly period: Period;
  readonly value: Decimal;
  /** The least firm status of the reports that agree on the value. */
  readonly status: Exclude<ObservationStatus, 'missing' | 'suppressed'>;
  readonly vintages: readonly string[];
}

/** A period that was reported and yields no value: it is neither zero nor absent. */
interface Valueless {
  readonly period: Period;
  readonly value: null;
  readonly status: 'missing' | 'suppressed' | 'contested';
}

export type Settled = Valued | Valueless;

export interface SettledSeries {
  readonly id: string;
  readonly spec: SeriesSpec;
  /** One a period, in the series' unit, by period. */
  readonly observations: readonly Settled[];
  readonly remarks: readonly string[];
}

const LEAST_FIRM_FIRST = ['estimated', 'provisional', 'reported'] as const;

export function isValued(observation: Settled | undefined): observation is Valued {
  return observation !== undefined && observation.value !== null;
}

/** What is settled of exactly this period; undefined when nothing was reported of it. */
export function observationAt({ observations }: SettledSeries, period: Period): Settled | undefined {
  // They stand by period: a rule asks for every one of every series.
  let [first, end] = [0, observations.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    const order = comparePeriods(observations[middle]!.period, period);
    if (order === 0) return observations[middle];
    if (order < 0) first = middle + 1;
    else end = middle;
  }
  return undefined;
}

/**
 * One observation a period from all that was reported of it. Reports marked superseded step back. If those that
 * remain disagree, the period is contested and no value is used; every conflict is remarked with values and reporters.
 * A flow counts when its period has `ended`; a level, when it has `begun`.
 */
export function settle(series: KnownSeries, at: Temporal.Instant, counts: 'ended' | 'begun' = 'ended'): SettledSeries {
  const counted = counts === 'ended' ? hasEnded : hasBegun;
  const settled = Map.groupBy(series.reports, (report) => formatPeriod(report.period))
    .values()
    .map((reports) => ({ period: reports[0]!.period, reports: reports.toSorted(byReporter) }))
    .toArray()
    .toSorted((a, b) => comparePeriods(a.period, b.period))
    .map(({ period, reports }) =>
      counted(period, at)
        ? settlePeriod(series.spec, period, reports)
        : { observation: undefined, remarks: [`${place(series.spec, period)} had not ${counts}, and is not counted.`] },
    );
  return {
    id: series.id,
    spec: series.spec,
    observations: settled.flatMap(({ observation }) => observation ?? []),
    remarks: settled.flatMap(({ remarks }) => remarks),
  };
}

function settlePeriod(spec: SeriesSpec, period: Period, reports: readonly KnownObservation[]) {
  const [inUnit, foreign] = split(reports, (report) => report.unit === spec.unit);
  const [standing, superseded] = split(inUnit, (report) => report.superseded === null);
  const [reported, silent] = split(standing, hasValue);
  const { valued, others, why } = preferred(spec, reported);
  const values = new Set(valued.map(figureOf));
  const used = values.size === 1 ? figureOf(valued[0]!) : null;
  const contested = values.size > 1;

  const at = place(spec, period);
  const before = used === null ? '' : ` before ${sayList(valued.map(said))}`;
  return {
    observation: used === null ? valueless(period, standing, contested) : agreed(period, used, valued),
    remarks: [
      ...(contested ? [`${at} is contested: ${sayList(valued.map(said))}; no value is used.`] : []),
      ...superseded
        .filter((report) => figureOf(report) !== used)
        .map((report) => `${at}: ${said(report)} steps back${before} (${report.superseded}).`),
      ...others.map((report) => `${at}: ${said(report)} steps back${before} (${why}).`),
      ...(valued.length === 0
        ? []
        : silent.map((report) => `${at}: ${said(report)}, while ${sayList(valued.map(said))}.`)),
      ...foreign.map((report) => `${at}: ${said(report)} is not used, as the series is in ${spec.unit}.`),
    ],
  };
}

/** Where reports disagree, that of the first reporter whom the series prefers; the others are shown. */
function preferred({ prefer = [] }: SeriesSpec, reports: readonly KnownObservation[]) {
  const reportOf = (reporter: string) => reports.find(({ reportedBy }) => reportedBy === reporter);
  const choice = prefer.find(({ reporter }) => reportOf(reporter) !== undefined);
  if (choice === undefined) return { valued: reports, others: [], why: '' };
  const taken = figureOf(reportOf(choice.reporter)!);
  const [valued, others] = split(reports, (report) => figureOf(report) === taken);
  return { valued, others, why: `${choice.reporter} is preferred: ${choice.why}` };
}

function agreed(period: Period, value: string, reports: readonly KnownObservation[]): Valued {
  return {
    period,
    value: new Decimal(value),
    status: LEAST_FIRM_FIRST.find((status) => reports.some((report) => report.status === status)) ?? 'reported',
    vintages: reports.map(({ vintage }) => vintage).toSorted(),
  };
}

function valueless(period: Period, reports: readonly KnownObservation[], contested: boolean): Valueless {
  const suppressed = reports.some(({ status }) => status === 'suppressed');
  return { period, value: null, status: contested ? 'contested' : suppressed ? 'suppressed' : 'missing' };
}

const place = (spec: SeriesSpec, period: Period): string => `${spec.title}, ${formatPeriod(period)}`;

const said = (report: KnownObservation): string =>
  hasValue(report)
    ? `${canonicalDecimal(report.value)} ${report.unit} by ${report.reportedBy}`
    : `no value (${report.status}) by ${report.reportedBy}`;

const figureOf = (report: KnownObservation): string | null =>
  hasValue(report) ? canonicalDecimal(report.value) : null;

/** Whether a report states a figure; zero is one. */
export const hasValue = (report: KnownObservation): report is KnownObservation & { readonly value: string } =>
  report.value !== null && report.status !== 'missing' && report.status !== 'suppressed';

/** Those for which the test holds, and the others. */
function split<Item>(items: readonly Item[], test: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function byReporter(a: KnownObservation, b: KnownObservation): number {
  const [left, right] = a.reportedBy === b.reportedBy ? [a.vintage, b.vintage] : [a.reportedBy, b.reportedBy];
  return left < right ? -1 : left > right ? 1 : 0;
}
