import type { SeriesSpec } from '../../../config/deal/schema.ts';
import type { WatchSpec } from '../../../config/deal/watch.ts';
import { PERIOD_MONTHS } from '../../../config/vocabulary/period.ts';

/** The watch of a series, with how often it reports. */
export type SeriesWatch = WatchSpec & { readonly frequency: keyof typeof PERIOD_MONTHS };

/** How a series is watched; undefined when it is not. One that counts from January has no periods in a row to watch. */
export function watchOf({ watch, frequency }: SeriesSpec): SeriesWatch | undefined {
  return watch && frequency !== 'year-to-date' ? { ...watch, frequency } : undefined;
}

/** Periods in a season. */
export function seasonIn({ season, frequency }: SeriesWatch): number {
  return season ?? 12 / PERIOD_MONTHS[frequency];
}
