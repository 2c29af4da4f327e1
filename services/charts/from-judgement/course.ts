import type { CommitmentSpec } from '../../../config/deal/schema.ts';
import type { Decimal } from '../../../config/vocabulary/decimal.ts';
import { decimalText } from '../../../config/vocabulary/decimal.ts';
import { PERIOD_MONTHS, type Period, comparePeriods, parsePeriod } from '../../../config/vocabulary/period.ts';
import type { Judgement } from '../../commitments/judge.ts';
import type { Evidence } from '../../commitments/rule.ts';
import { type Settled, type SettledSeries, type Valued, isValued } from '../../commitments/settle.ts';
import { sentence } from '../../commitments/words.ts';
import type { ChartPoint, CommitmentChart } from '../input.ts';

/** Of a judgement, stored or new, what is drawn. */
export type Drawn = Pick<
  Judgement,
  'commitment' | 'method' | 'value' | 'target' | 'targetIs' | 'margin' | 'period' | 'figures'
>;

/** What a rule's chart is made from. */
export interface Given {
  readonly judgement: Drawn;
  readonly commitment: CommitmentSpec;
  /** What the judgement was made from. */
  readonly evidence: Pick<Evidence, 'series' | 'convert'>;
  readonly at: Temporal.Instant;
}

type Kept = 'unit' | 'form' | 'counted' | 'points' | 'judged' | 'required' | 'target' | 'band' | 'projection';

/** The part of a chart that depends on the kind of rule. */
export interface Course extends Pick<CommitmentChart, Kept> {
  readonly series: readonly SettledSeries[];
  /** What has to be said of it; null for nothing. */
  readonly note: string | null;
}

/** A course of which only the given parts are drawn. */
export function course(
  parts: Pick<Course, 'series' | 'unit' | 'form' | 'counted' | 'points'> & Partial<Course>,
): Course {
  return { judged: null, required: null, target: null, band: null, projection: null, note: null, ...parts };
}

/** What was judged, with what was required then. */
export function judgedIn({ value, period }: Drawn, required: Decimal | null): Course['judged'] {
  if (value === null || period === null) return null;
  return { period: parsePeriod(period), value: value.value, required: required && decimalText(required) };
}

/** That nothing is due on a known date, where the terms say why. */
export function undatedNote(undated: string | undefined): string | null {
  return undated === undefined ? null : sentence(`Nothing is due on a known date: ${undated}`);
}

/** Words for how often a value comes. */
export function every(months: number): string {
  const name = Object.entries(PERIOD_MONTHS).find(([, length]) => length === months)?.[0];
  return `each ${name ?? `span of ${months} months`}`;
}

/** A settled observation as a point, its value as told. */
export function pointOf(
  observation: Settled,
  valueOf: (observation: Settled & { value: Decimal }) => Decimal | null,
): ChartPoint {
  if (!isValued(observation)) return { period: observation.period, value: null, status: observation.status };
  const value = valueOf(observation);
  return value === null
    ? { period: observation.period, value: null, status: 'missing' }
    : { period: observation.period, value: decimalText(value), status: observation.status };
}

/**
 * The points that are of periods of one length, in order, with a gap for each period between them that is none of
 * them: what nobody reported is no zero.
 * @param step Months from one period to the next.
 */
export function inARow(points: readonly ChartPoint[], months: number, step = months): ChartPoint[] {
  const own = points
    .filter(({ period }) => period.months === months)
    .toSorted((a, b) => comparePeriods(a.period, b.period));
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return [];
  const byStart = new Map(own.map((point) => [point.period.start.toString(), point]));
  const row: ChartPoint[] = [];
  for (let { start } = first.period; Temporal.PlainYearMonth.compare(start, last.period.start) <= 0;) {
    const period: Period = { start, months };
    row.push(byStart.get(start.toString()) ?? { period, value: null, status: 'missing' });
    start = start.add({ months: step });
  }
  return row;
}

const LEAST_FIRM_FIRST = ['estimated', 'provisional', 'reported'] as const;

/** How firm a sum is: as its least firm part. */
export function leastFirm(parts: readonly Pick<Valued, 'status'>[]): Valued['status'] {
  return LEAST_FIRM_FIRST.find((status) => parts.some((part) => part.status === status)) ?? 'reported';
}

/** Months from one report of a series to the next. */
export function stepOf({ spec: { frequency } }: SettledSeries): number {
  return frequency === 'year-to-date' ? PERIOD_MONTHS.month : PERIOD_MONTHS[frequency];
}
