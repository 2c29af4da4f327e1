import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { type Period, periodOf } from '../../../../config/vocabulary/period.ts';
import type { Step } from '../../rule.ts';
import { type Season, shareOf } from '../pace/season.ts';
import type { Binds } from '../../terms.ts';
import { exact } from '../../words.ts';

export interface DueInYear {
  readonly target: Decimal;
  readonly binds: Binds;
  readonly steps: readonly Step[];
}

/**
 * What is due in the months of a year that count. A first, broken year is taken to owe its share, even or by the
 * season; as that is an assumption, it is expected and not owed. A ceiling holds whole for a part of its year.
 */
export function dueInYear(
  promised: Decimal,
  binds: Binds,
  span: Period,
  unit: string,
  season: Season | null = null,
): DueInYear | { readonly undefined: string } {
  const { start, months } = span;
  if (months === 12 || binds === 'ceiling') return { target: promised, binds, steps: [] };
  const share = season ? shareOf(season, span, periodOf(start.year, 1, 12)) : null;
  if (share && 'undefined' in share) return share;
  if (share?.counted.isZero())
    return { undefined: `By the season of ${season!.year}, nothing is due from ${start} on.` };
  const target = share ? promised.times(share.counted).div(share.whole) : promised.times(months).div(12);
  const part = share
    ? `${exact(share.counted, share.unit)} ÷ ${exact(share.whole, share.unit)}`
    : `${months} ÷ 12 months`;
  const arithmetic = `${exact(promised, unit)} × ${part}`;
  return {
    target,
    binds: 'expectation',
    steps: [
      ...(share?.steps ?? []),
      { what: `share of the year from ${start}`, arithmetic, result: exact(target, unit) },
    ],
  };
}

/** The months of a year in which the promise holds; null when it starts later. */
export function dueMonths(year: number, from: Temporal.PlainYearMonth | undefined): Period | null {
  if (!from || from.year < year) return periodOf(year, 1, 12);
  return from.year === year ? periodOf(year, from.month, 13 - from.month) : null;
}
