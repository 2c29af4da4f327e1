import { z } from 'zod';
import { type Period, formatPeriod, lastMonth } from '../../config/vocabulary/period.ts';
import { januaryBefore } from './clock.ts';
import { convertSum } from './convert-sum.ts';
import { type FindingParts, firmnessOf, gradesOf, noFigures, spanOf, unknownFinding } from './finding.ts';
import { notCountedRemarks, singleFigures, yearFigures } from './flow-figures.ts';
import { stretch } from './methods/stretch.ts';
import { paceFinding } from './pace-finding.ts';
import type { Evidence, Finding, Rule } from './rule.ts';
import { type SettledSeries, isValued, settle } from './settle.ts';
import { BINDS, BasisTerm, type Binds, MonthTerm, PACE_TERMS, PositiveTerm, Text, paceTermsInOrder } from './terms.ts';
import { quantity, say } from './words.ts';
import { dueInYear, dueMonths } from './year-due.ts';

const Terms = z
  .strictObject({
    series: Text,
    unit: Text,
    basis: BasisTerm,
    every: z.literal('year'),
    floor: PositiveTerm.optional(),
    expectation: PositiveTerm.optional(),
    ceiling: PositiveTerm.optional(),
    from: MonthTerm.optional(),
    /** Why no start is stated. */
    undated: Text.optional(),
    ...PACE_TERMS,
  })
  .refine(
    (terms) => BINDS.filter((binds) => terms[binds] !== undefined).length === 1,
    'give one of floor, expectation, ceiling',
  )
  .refine(
    ({ from, undated }) => (from === undefined) !== (undated === undefined),
    'give from, or undated with the reason',
  )
  .refine(paceTermsInOrder, { message: 'is above on_track', path: ['at_risk'] });
type Terms = z.output<typeof Terms>;

const WINDOW_YEARS = 5;

/** A quantity that is due in every calendar year: the newest year that has figures is judged by its pace. */
export const quantityPerPeriod: Rule<Terms> = {
  kind: 'quantity-per-period',
  version: 1,
  terms: Terms,
  holds: 'by-deadline',
  targetIs: bindsOf,
  undecidable: (terms) => terms.undated !== undefined && bindsOf(terms) !== 'ceiling',
  needs: ({ series }, at) => [{ series, from: januaryBefore(at, WINDOW_YEARS) }],
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

    const { year } = lastMonth(newest.period);
    const span = dueMonths(year, terms.from);
    if (!span) {
      const told = `the newest figure is of ${formatPeriod(newest.period)}`;
      return unknownFinding(`The promise starts with ${terms.from}, and ${told}.`, parts);
    }
    return judgeYear(terms, series, span, evidence, parts);
  },
};

function judgeYear(
  terms: Terms,
  series: SettledSeries,
  span: Period,
  evidence: Evidence,
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
    ...yearBeforeRemarks(terms, series, span.start.year - 1, evidence),
  ];
  if (counted.length === 0) {
    return unknownFinding(`${title} has no final figure that begins with ${span.start}.`, { ...known, remarks });
  }
  const { value, steps } = convertSum(series, counted, terms, evidence.convert);
  const covered = formatPeriod(spanOf(counted));
  const due = dueInYear(terms[binds]!, binds, span, terms.unit);
  return paceFinding(
    {
      pace: { actual: value, target: due.target, months, of: span.months },
      binds: due.binds,
      bands: terms,
      unit: terms.unit,
      title,
      counted: `${covered} (${months} of ${span.months} months)`,
      span: formatPeriod(span),
      undated: terms.undated,
    },
    {
      ...known,
      period: covered,
      evidence: gradesOf([series]),
      steps: [...steps, ...due.steps],
      figures: [...known.figures!, ...singleFigures(series, counted, known.figures!)],
      remarks,
    },
  );
}

/** A closed year stays closed when the next one begins: what it came to is said, as it is no longer judged. */
function yearBeforeRemarks(terms: Terms, series: SettledSeries, year: number, evidence: Evidence): string[] {
  const binds = bindsOf(terms);
  const promised = terms[binds]!;
  const ceiling = binds === 'ceiling';
  const span = dueMonths(year, terms.from);
  if (span?.months !== 12 || (terms.undated !== undefined && !ceiling)) return [];
  const { counted, months } = stretch(series.observations, {
    from: span.start,
    to: lastMonth(span),
    overGaps: ceiling,
  });
  const isYearly = evidence.convert.isYearly(series.spec, terms);
  if (isYearly && !evidence.convert.can(series.spec, terms, span)) return [];
  const { value } = convertSum(series, counted, terms, evidence.convert);
  const missed = ceiling ? value.gt(promised) : months === 12 && value.lt(promised);
  const side = ceiling ? 'above' : 'short of';
  return missed
    ? [`${year} closed at ${say(value, terms.unit)}, ${side} the ${binds} of ${say(promised, terms.unit)}.`]
    : [];
}

function bindsOf(terms: Pick<Terms, Binds>): Binds {
  return BINDS.find((binds) => terms[binds] !== undefined)!;
}
