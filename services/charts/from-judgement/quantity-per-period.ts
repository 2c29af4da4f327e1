import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { PERIOD_MONTHS, type Period, lastMonth } from '../../../config/vocabulary/period.ts';
import { dueIn, dueMonths, periodAfter, periodHolding } from '../../commitments/rules/quantity-per-period/due.ts';
import { type QuantityTerms, bindsOf } from '../../commitments/rules/quantity-per-period/terms.ts';
import { seasonalOf } from '../../commitments/rules/pace/proration.ts';
import { type Season, seasonOf } from '../../commitments/rules/pace/season.ts';
import { type SettledSeries, isValued, settle } from '../../commitments/settle.ts';
import type { TargetLine } from '../input.ts';
import { endOf, startOf } from './days.ts';
import { type Course, type Given, course, every, judgedIn, stepOf, undatedNote } from './course.ts';
import { dueThen, pacePath, paceRun } from './pace.ts';
import { runningSum } from './running-sum.ts';

/** As many periods, counted in years, are shown up to the newest. */
const YEARS_SHOWN = 5;

/** Sums within each period, against what is due in it. */
export function quantityCourse(terms: QuantityTerms, given: Given): Course | null {
  const { evidence, judgement, at } = given;
  const series = settle(evidence.series(terms.series), at);
  const newest = series.observations.findLast(isValued);
  if (newest === undefined) return null;
  const binds = bindsOf(terms);
  const until = lastMonth(newest.period);
  const judged = dueMonths(periodHolding(until, terms.every), terms.from);
  const spans = spansOf(terms, series, until);
  const sums = spans.map((span) =>
    runningSum([series], { span, until, to: terms, overGaps: binds === 'ceiling', convert: evidence.convert }),
  );
  // A period that began before the series did is no gap in it.
  const points = sums.slice(sums.findIndex((sum) => sum.some(({ value }) => value !== null))).flat();
  const hasPace = binds !== 'ceiling' && terms.undated === undefined;
  const isWhole = stepOf(series) >= PERIOD_MONTHS[terms.every];
  const season = seasonFor(terms, series, given);
  const required = hasPace && !isWhole ? pacePath(runsOf(terms, spans, judged, season, given), season) : null;
  return course({
    series: [series],
    unit: terms.unit,
    form: isWhole ? 'flow' : 'running_sum',
    counted: `${isWhole ? '' : 'sum in '}${every(PERIOD_MONTHS[terms.every])}`,
    points,
    judged: judgedIn(judgement, hasPace ? dueThen(judgement) : null),
    required,
    target: judged && targetLine(terms, judged, given),
    note: undatedNote(terms.undated),
  });
}

/** The periods that are shown, each from where the promise holds in it. */
function spansOf(terms: QuantityTerms, { observations }: SettledSeries, newest: Temporal.PlainYearMonth): Period[] {
  const { compare } = Temporal.PlainYearMonth;
  const earliest = newest.subtract({ years: YEARS_SHOWN }).add({ months: 1 });
  const first = observations[0]!.period.start;
  const spans: Period[] = [];
  for (
    let period = periodHolding(compare(first, earliest) > 0 ? first : earliest, terms.every);
    compare(period.start, newest) <= 0;
    period = periodAfter(period)
  ) {
    spans.push(dueMonths(period, terms.from) ?? period);
  }
  return spans;
}

function runsOf(
  terms: QuantityTerms,
  spans: readonly Period[],
  judged: Period | null,
  season: Season | null,
  { judgement }: Given,
) {
  return spans
    .filter((span) => dueMonths(span, terms.from) !== null)
    .flatMap((span) => {
      const isJudged = judged !== null && span.start.equals(judged.start);
      // What a shortfall of before adds is known of the period that was judged, and of no other.
      if (!isJudged && terms.carry_over) return [];
      const target =
        isJudged && judgement.target ? new Decimal(judgement.target.value) : dueTarget(terms, span, season);
      const run = target && paceRun(target, span, season);
      return run ? [run] : [];
    });
}

function dueTarget(terms: QuantityTerms, span: Period, season: Season | null): Decimal | null {
  const binds = bindsOf(terms);
  const due = dueIn(span, terms, { quantity: terms[binds]!, binds }, season);
  return 'undefined' in due ? null : due.target;
}

/** Over the whole time where every period has the same, else over the period that was judged. */
function targetLine(terms: QuantityTerms, judged: Period, { judgement }: Given): TargetLine {
  const binds = bindsOf(terms);
  const promised = terms[binds]!;
  const value = judgement.target === null ? promised : new Decimal(judgement.target.value);
  const from = !value.eq(promised) ? startOf(judged) : terms.from ? terms.from.toPlainDate({ day: 1 }) : null;
  return { value: value.toFixed(), is: judgement.targetIs ?? binds, from, to: endOf(judged) };
}

function seasonFor({ proration }: QuantityTerms, series: SettledSeries, { evidence, at }: Given): Season | null {
  const seasonal = seasonalOf(proration);
  if (seasonal === null) return null;
  const base = seasonal.series === undefined ? series : settle(evidence.series(seasonal.series), at);
  return seasonOf([base], seasonal.base_year, base.spec, evidence.convert);
}
