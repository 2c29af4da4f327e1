import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { PERIOD_MONTHS, type Period, lastMonth } from '../../../../config/vocabulary/period.ts';
import type { Step } from '../../rule.ts';
import { type Season, shareOf } from '../pace/season.ts';
import type { Binds } from '../../terms.ts';
import type { QuantityTerms } from './terms.ts';
import { exact } from '../../words.ts';

/** The calendar period of the promise that holds a month. */
export function periodHolding(month: Temporal.PlainYearMonth, every: QuantityTerms['every']): Period {
  const months = PERIOD_MONTHS[every];
  return { start: month.subtract({ months: (month.month - 1) % months }), months };
}

export function periodAfter({ start, months }: Period): Period {
  return { start: start.add({ months }), months };
}

/** The months of a period in which the promise holds; null when it starts later. */
export function dueMonths(period: Period, from: Temporal.PlainYearMonth | undefined): Period | null {
  if (!from || Temporal.PlainYearMonth.compare(from, period.start) <= 0) return period;
  const before = period.start.until(from, { largestUnit: 'months' }).months;
  return before < period.months ? { start: from, months: period.months - before } : null;
}

export interface Due {
  readonly target: Decimal;
  readonly binds: Binds;
  readonly steps: readonly Step[];
}

/**
 * What is due in the months of a period that count. A first, broken period is taken to owe its share, even or by the
 * season; as that is an assumption, it is expected and not owed. A ceiling holds whole for a part of its period.
 */
export function dueIn(
  span: Period,
  terms: QuantityTerms,
  promised: { readonly quantity: Decimal; readonly binds: Binds },
  season: Season | null,
): Due | { readonly undefined: string } {
  const { quantity, binds } = promised;
  const { unit, every } = terms;
  const whole = periodHolding(lastMonth(span), every);
  if (span.months === whole.months || binds === 'ceiling') return { target: quantity, binds, steps: [] };
  const share = season ? shareOf(season, span, whole) : null;
  if (share && 'undefined' in share) return share;
  if (share?.counted.isZero()) {
    return { undefined: `By the season of ${season!.year}, nothing is due from ${span.start} on.` };
  }
  const target = share ? quantity.times(share.counted).div(share.whole) : quantity.times(span.months).div(whole.months);
  const part = share
    ? `${exact(share.counted, share.unit)} ÷ ${exact(share.whole, share.unit)}`
    : `${span.months} ÷ ${whole.months} months`;
  return {
    target,
    binds: 'expectation',
    steps: [
      ...(share?.steps ?? []),
      {
        what: `share of the ${every} from ${span.start}`,
        arithmetic: `${exact(quantity, unit)} × ${part}`,
        result: exact(target, unit),
      },
    ],
  };
}
