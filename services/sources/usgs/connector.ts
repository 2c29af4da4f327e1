import { periodOf } from '../../../config/vocabulary/period.ts';
import type { Connector, ReportedObservation } from '../connector.ts';
import { cellLocator, parseCsv } from '../wire/csv.ts';
import { SourceError } from '../errors.ts';
import { eachOnce } from '../wire/once.ts';
import { requestUrl } from '../wire/request.ts';
import { encodingOf } from '../wire/text.ts';
import { type UsgsCell, usgsCells } from './cells.ts';
import { usgsCovers } from './covers.ts';
import { usgsFigure } from './figure.ts';
import { USGS_UNITS, UsgsQuery, massOf } from './query.ts';

/** USGS Mineral Commodity Summaries: yearly mine production and reserves by country. */
export const usgs: Connector<UsgsQuery> = {
  publisher: 'usgs',
  name: 'U.S. Geological Survey',
  baseUrl: 'https://www.sciencebase.gov',
  key: 'none',
  minIntervalMs: 1000,
  query: UsgsQuery,

  yields: ({ commodity, countries, statistics, unit }) =>
    countries.flatMap((country) =>
      statistics.map((statistic) => ({
        dimensions: { commodity, country, statistic },
        unit,
        // What stands behind the unit of mass is the chapter's basis.
        ...(unit.endsWith(' REO') ? { basis: 'reo-content' as const } : {}),
        frequency: 'year' as const,
      })),
    ),

  requests: ({ item, file }, _span, { baseUrl }) => [
    { url: requestUrl(baseUrl, `/catalog/file/get/${item}`, [['name', file]]), accepts: ['*'] },
  ],

  parse({ bytes }, query) {
    const cells = usgsCells(parseCsv(bytes, encodingOf(bytes)), query).filter(
      ({ country, statistic, year }) =>
        query.countries.includes(country) &&
        query.statistics.some((asked) => asked === statistic) &&
        /^\d{4}$/.test(year),
    );
    refuseAbsent(cells, query);
    return {
      observations: eachOnce(cells.map((cell) => observationIn(cell, query))),
      publications: [],
      covers: usgsCovers(cells, query),
    };
  },
};

/** One edition is one unchanging file: what it does not hold now, it never will. */
function refuseAbsent(cells: readonly UsgsCell[], { countries, statistics, chapter, commodity }: UsgsQuery): void {
  for (const country of countries) {
    for (const statistic of statistics) {
      if (cells.some((cell) => cell.country === country && cell.statistic === statistic)) continue;
      throw new SourceError(
        'wrong_subject',
        `the file has no ${statistic} of ${country} under ${chapter}, ${commodity}`,
      );
    }
  }
}

function observationIn(cell: UsgsCell, { commodity, unit }: UsgsQuery): ReportedObservation {
  const locator = cellLocator(cell.row, cell.column);
  const due = USGS_UNITS[massOf(unit)]!;
  if (cell.unit !== due)
    throw new SourceError('format', `row ${cell.row} is in ${cell.unit}, due was ${due} (${unit})`);
  const { notes, ...figure } = usgsFigure(cell, locator);
  const note = [...notes, cell.note].filter((text) => text !== '').join('. ');
  return {
    of: { dimensions: { commodity, country: cell.country, statistic: cell.statistic } },
    period: periodOf(Number(cell.year), 1, 12),
    unit,
    ...figure,
    locator,
    ...(note === '' ? {} : { note }),
  };
}
