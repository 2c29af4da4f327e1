import { periodOf } from '../../../config/vocabulary/period.ts';
import type { Coverage } from '../connector.ts';
import { cellLocator } from '../wire/csv.ts';
import { spanOfPeriod } from '../wire/span.ts';
import type { UsgsCell } from './cells.ts';
import type { UsgsQuery } from './query.ts';

/**
 * What an edition speaks for: of each statistic the years that it gives of any country. The years of earlier editions
 * are none of its business.
 * @param cells Those of whole years.
 */
export function usgsCovers(cells: readonly UsgsCell[], { commodity, countries, statistics }: UsgsQuery): Coverage[] {
  return statistics.flatMap((statistic) => {
    const given = cells.filter((cell) => cell.statistic === statistic);
    return [...Map.groupBy(given, ({ year }) => year)].flatMap(([year, [first]]) =>
      countries.map((country) => ({
        of: { commodity, country, statistic },
        spans: [spanOfPeriod(periodOf(Number(year), 1, 12))],
        locator: cellLocator(1, first!.column),
      })),
    );
  });
}
