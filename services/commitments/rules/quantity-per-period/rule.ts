import { type Period, formatPeriod, lastMonth } from '../../../../config/vocabulary/period.ts';
import { carriedInto } from './carry-over.ts';
import { januaryBefore } from '../../clock.ts';
import { convertSum } from '../pace/convert-sum.ts';
import { type FindingParts, firmnessOf, gradesOf, noFigures, spanOf, unknownFinding } from '../../finding.ts';
import { notCountedRemarks, singleFigures, withoutTwins, yearFigures } from '../../flow-figures.ts';
import { stretch } from '../../methods/stretch.ts';
import { paceFinding } from '../pace/finding.ts';
import { seasonalOf, withBaseYear } from '../pace/proration.ts';
import { QuantityTerms, bindsOf } from './terms.ts';
import type { Evidence, Finding, Rule, Step } from '../../rule.ts';
import { type Season, seasonOf, shareOf } from '../pace/season.ts';
import { type SettledSeries, isValued, settle } from '../../settle.ts';
import { exact, quantity, sentence } from '../../words.ts';
import { periodBeforeRemarks } from './period-before.ts';
import { dueIn, dueMonths, periodAfter, periodHolding } from './due.ts';

const WINDOW_YEARS = 5;

/** A quantity that is due in every calendar period: the newest one that has figures is judged by its pace. */
export const quantityPerPeriod: Rule<QuantityTerms> = {
  kind: 'quantity-per-period',
  means: 'a quantity that is due in every calendar month, quarter or year',
  // 3: periods shorter than a year, thresholds by which a drift is over, headroom. Of a year, the standing is that of 2,
  // which brought the season and what is carried over.
  version: 3,
  terms: QuantityTerms,
  holds: 'by-deadline',
  targetIs: bindsOf,
  undecidable: (terms) => terms.undated !== undefined && bindsOf(terms) !== 'ceiling',
  needs({ series, from, carry_over: carries, proration }, at) {
    const recent = januaryBefore(at, WINDOW_YEARS);
    const first = carries && Temporal.PlainYearMonth.compare(from!, recent) < 0 ? from! : recent;
    return withBaseYear([{ series, from: first }], proration);
  },
  units: ({ series, unit, basis }) => [{ series, unit, basis }],

  assess(terms, evidence, at) {
    const series = settle(evidence.series(terms.series), at);
    const valued = series.observations.filter(isValued);
    const promised = terms[bindsOf(terms)]!;
    const parts: FindingParts = {
      target: quantity(promised, terms.unit),
      figures: yearFigures(series),
      remarks: series.remarks,
    };
    const newest = valued.at(-1);
    if (!newest) return unknownFinding(noFigures([series]), parts);

    const span = dueMonths(periodHolding(lastMonth(newest.period), terms.every), terms.from);
    if (!span) {
      const told = `the newest figure is of ${formatPeriod(newest.period)}`;
      return unknownFinding(`The promise starts with ${terms.from}, and ${told}.`, parts);
    }
    return judgePeriod(terms, series, span, evidence, at, parts);
  },
};

function judgePeriod(
  terms: QuantityTerms,
  series: SettledSeries,
  span: Period,
  evidence: Evidence,
  at: Temporal.Instant,
  known: FindingParts,
): Finding {
  const binds = bindsOf(terms);
  const ceiling = binds === 'ceiling';
  const { title } = series.spec;
  const { counted, months, notCounted } = stretch(series.observations, {
    from: span.start,
    to: lastMonth(span),
    // What a gap hides can only take a flow further beyond a ceiling.
    overGaps: ceiling,
  });
  const remarks = [
    ...known.remarks!,
    ...notCountedRemarks(series, notCounted),
    ...firmnessOf(series, counted),
    ...periodBeforeRemarks(terms, series, periodHolding(span.start, terms.every), evidence),
  ];
  if (counted.length === 0) {
    return unknownFinding(`${title} has no final figure that begins with ${span.start}.`, { ...known, remarks });
  }
  const { value, steps } = convertSum(series, counted, terms, evidence.convert);
  const covered = spanOf(counted);
  const parts: FindingParts = {
    ...known,
    value: quantity(value, terms.unit),
    period: formatPeriod(covered),
    evidence: gradesOf([series]),
    steps,
    figures: [...known.figures!, ...singleFigures(series, counted, known.figures!)],
    remarks,
  };
  const season = seasonFor(terms, series, evidence, at);
  const due = dueIn(span, terms, { quantity: terms[binds]!, binds }, season);
  if ('undefined' in due) return unknownFinding(due.undefined, parts);
  const carry = terms.carry_over ? carriedInto(span, terms, series, evidence.convert, season) : null;
  if (carry && 'undefined' in carry) return unknownFinding(sentence(carry.undefined), parts);
  const share = season && shareOf(season, covered, span);
  if (share && 'undefined' in share) return unknownFinding(share.undefined, parts);

  const target = carry ? due.target.plus(carry.carried) : due.target;
  const carried: Step = {
    what: 'due with what is carried over',
    arithmetic: `${exact(due.target, terms.unit)} + ${exact(target.minus(due.target), terms.unit)}`,
    result: exact(target, terms.unit),
  };
  const isAssumed = carry !== null && !carry.carried.eq(carry.certain);
  const owed = isAssumed && due.binds === 'floor' ? due.target.plus(carry.certain) : undefined;
  return paceFinding(
    {
      pace: { actual: value, target, months, of: span.months, season: share ?? undefined, owed },
      binds: isAssumed ? 'expectation' : due.binds,
      bands: terms,
      unit: terms.unit,
      title,
      counted: `${formatPeriod(covered)} (${months} of ${span.months} months)`,
      span: formatPeriod(span),
      base: share ?? undefined,
      undated: terms.undated,
      next: formatPeriod(periodAfter(periodHolding(span.start, terms.every))),
    },
    {
      ...parts,
      steps: [...steps, ...due.steps, ...(carry ? [...carry.steps, carried] : []), ...(share?.steps ?? [])],
      figures: withoutTwins(parts.figures!, share?.figures ?? []),
      remarks: [...remarks, ...(share?.remarks ?? [])],
    },
  );
}

/** The base year by which the pace is seasonal; null where it is even. */
function seasonFor(
  terms: QuantityTerms,
  series: SettledSeries,
  evidence: Evidence,
  at: Temporal.Instant,
): Season | null {
  const seasonal = seasonalOf(terms.proration);
  if (!seasonal) return null;
  const { series: id = series.id, base_year: year } = seasonal;
  const base = id === series.id ? series : settle(evidence.series(id), at);
  // A share has no unit: the base year is weighed in its own.
  return seasonOf([base], year, base.spec, evidence.convert);
}
