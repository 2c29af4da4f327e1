import type { Deal } from '../../config/deal/schema.ts';
import { Decimal, decimalText } from '../../config/vocabulary/decimal.ts';
import { type EvidenceGrade, weakestGrade } from '../../config/vocabulary/evidence.ts';
import { type Period, formatPeriod, isWithin, lastMonth, parsePeriod } from '../../config/vocabulary/period.ts';
import type { SidesSay } from '../../config/vocabulary/sides.ts';
import { gapsIn } from './gaps.ts';
import type { ComparedSides } from './mirrors/sides.ts';
import type { Evidence, Finding, KnownObservation, SeriesWindow } from './rule.ts';

/** How good the figures are that a judgement rests on. Instants and no ages: a judgement does not change with the day. */
export interface Quality {
  /** The newest figure that it rests on, and when that came out; null where it rests on none. */
  readonly newest: {
    readonly period: string;
    /** As far as the publisher says. */
    readonly publishedAt: string | null;
    readonly knownFrom: string;
  } | null;
  /** How many figures it rests on, and how many of them are not their publisher's last word. */
  readonly figures: number;
  readonly provisional: number;
  readonly estimated: number;
  /** The share of these in the sum of all; null where they are of several units, or no sum. */
  readonly notFinal: string | null;
  /** The conversions that the rule took figures through, by id and version, and how well each is known. */
  readonly conversions: readonly { readonly conversion: string; readonly standing: ConversionStanding }[];
  /** It is worth no more than the weakest figure that it rests on; null without figures. */
  readonly weakest: EvidenceGrade | null;
  /** The worst that the two sides of a trade say of each other; null where they are not compared. */
  readonly sides: SidesSay | null;
  /** Periods without a figure from the judged one on, by title of the series. */
  readonly gaps: readonly { readonly series: string; readonly periods: readonly string[] }[];
}

type ConversionStanding = Deal['conversions'][string]['standing'];

/** What a judgement rests on. */
export interface Grounds {
  readonly deal: Deal;
  readonly needs: readonly SeriesWindow[];
  readonly finding: Finding;
  readonly evidence: Evidence;
  /** As `id/version`. */
  readonly conversions: ReadonlySet<string>;
  readonly sides: readonly ComparedSides[];
}

/** How good the figures are. Pure: the same grounds give the same quality, whatever day it is. */
export function qualityOf({ deal, needs, finding, evidence, conversions, sides }: Grounds): Quality {
  const judged = finding.period === null ? null : parsePeriod(finding.period);
  const figures = figuresUsed(finding, evidence, judged);
  const newest = figures.toSorted(newestLast).at(-1);
  return {
    newest: newest
      ? {
          period: formatPeriod(newest.period),
          publishedAt: newest.publishedAt?.toString() ?? null,
          knownFrom: newest.knownFrom.toString(),
        }
      : null,
    figures: figures.length,
    provisional: figures.filter(({ status }) => status === 'provisional').length,
    estimated: figures.filter(({ status }) => status === 'estimated').length,
    notFinal: shareNotFinal(figures),
    conversions: [...conversions].toSorted().map((conversion) => ({
      conversion,
      standing: deal.conversions[conversion.split('/')[0]!]!.standing,
    })),
    weakest: weakestGrade(finding.evidence) ?? null,
    sides: WORST_FIRST.find((says) => sides.some((one) => one.says === says)) ?? null,
    gaps:
      judged === null
        ? []
        : [...new Set(needs.map(({ series }) => series))].flatMap((id) => gapsIn(evidence.series(id), judged)),
  };
}

const WORST_FIRST: readonly SidesSay[] = ['disagree', 'one_sided', 'unknown', 'agree'];

/** The figures of the judged period that were used, each once, however many reporters agree on it. */
function figuresUsed({ figures }: Finding, evidence: Evidence, judged: Period | null): KnownObservation[] {
  const used = new Set(figures.flatMap(({ vintages }) => vintages));
  const reports = [...new Set(figures.map(({ series }) => series))].flatMap((id) =>
    evidence.series(id).reports.filter(({ vintage }) => used.has(vintage)),
  );
  const inside = judged === null ? [] : reports.filter(({ period }) => isWithin(period, judged));
  return [...Map.groupBy(inside, ({ series, period }) => `${series} ${formatPeriod(period)}`).values()].map(leastFirm);
}

/** Of reports that agree the least firm, of those the first by reporter. */
function leastFirm(reports: readonly KnownObservation[]): KnownObservation {
  const statuses = ['estimated', 'provisional', 'reported'] as const;
  const status = statuses.find((one) => reports.some((report) => report.status === one));
  return reports.find((report) => report.status === status) ?? reports[0]!;
}

function shareNotFinal(figures: readonly KnownObservation[]): string | null {
  const [first] = figures;
  const values = figures.map(({ value }) => new Decimal(value!));
  const isSum = figures.length > 1 && figures.every(({ unit }) => unit === first!.unit);
  const total = values.reduce((sum, value) => sum.plus(value), new Decimal(0));
  if (!isSum || values.some((value) => value.lt(0)) || total.isZero()) return null;
  const open = values.filter((_, index) => figures[index]!.status !== 'reported');
  return decimalText(open.reduce((sum, value) => sum.plus(value), new Decimal(0)).div(total));
}

function newestLast(a: KnownObservation, b: KnownObservation): number {
  const released = ({ publishedAt, knownFrom }: KnownObservation) => publishedAt ?? knownFrom;
  return (
    Temporal.PlainYearMonth.compare(lastMonth(a.period), lastMonth(b.period)) ||
    Temporal.Instant.compare(released(a), released(b))
  );
}
