import { type Period, formatPeriod, lastMonth } from '../../../../config/vocabulary/period.ts';
import { convertSum } from '../pace/convert-sum.ts';
import { stretch } from '../../methods/stretch.ts';
import { type QuantityTerms, bindsOf } from './terms.ts';
import type { Evidence } from '../../rule.ts';
import type { SettledSeries } from '../../settle.ts';
import { say } from '../../words.ts';
import { dueMonths, periodHolding } from './due.ts';

/** A closed period stays closed when the next one begins: what it came to is said, as it is no longer judged. */
export function periodBeforeRemarks(
  terms: QuantityTerms,
  series: SettledSeries,
  { start }: Period,
  evidence: Evidence,
): string[] {
  const binds = bindsOf(terms);
  const promised = terms[binds]!;
  const ceiling = binds === 'ceiling';
  const before = periodHolding(start.subtract({ months: 1 }), terms.every);
  const span = dueMonths(before, terms.from);
  if (span?.months !== before.months || (terms.undated !== undefined && !ceiling)) return [];
  const { counted, months } = stretch(series.observations, {
    from: span.start,
    to: lastMonth(span),
    overGaps: ceiling,
  });
  const isYearly = evidence.convert.isYearly(series.spec, terms);
  if (isYearly && !evidence.convert.can(series.spec, terms, span)) return [];
  const { value } = convertSum(series, counted, terms, evidence.convert);
  const missed = ceiling ? value.gt(promised) : months === span.months && value.lt(promised);
  const side = ceiling ? 'above' : 'short of';
  return missed
    ? [
        `${formatPeriod(span)} closed at ${say(value, terms.unit)}, ${side} the ${binds} of ${say(promised, terms.unit)}.`,
      ]
    : [];
}
