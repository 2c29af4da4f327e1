import { type Period, type PeriodSpan, formatPeriod, periodOf, yearsOf } from '../../../config/vocabulary/period.ts';
import type { ComtradeQuery } from './query.ts';

/** The year or month that Comtrade writes `2024` or `202401`. */
export function comtradePeriod(text: string): Period {
  const year = Number(text.slice(0, 4));
  return text.length === 4 ? periodOf(year, 1, 12) : periodOf(year, Number(text.slice(4)), 1);
}

/** The years or months of a span as Comtrade writes them. */
export function comtradePeriods({ frequency }: Pick<ComtradeQuery, 'frequency'>, { from, to }: PeriodSpan): string[] {
  if (frequency === 'year') return yearsOf({ from, to }).map(String);
  const months = (to.year - from.year) * 12 + to.month - from.month + 1;
  return Array.from({ length: months }, (_, index) => from.add({ months: index }).toString().replace('-', ''));
}

/** The periods of a request as pactwatch writes them. */
export function readablePeriods(texts: readonly string[]): string[] {
  return texts
    .filter((text) => /^\d{4}(?:0[1-9]|1[0-2])?$/.test(text))
    .map((text) => formatPeriod(comtradePeriod(text)));
}
