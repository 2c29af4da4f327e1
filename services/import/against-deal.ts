import type { Deal } from '../../config/deal/schema.ts';
import { fitsFrequency, parsePeriod } from '../../config/vocabulary/period.ts';
import { oneLine } from '../notices/one-line.ts';
import type { FigureColumn } from '../sources/hand-fed/figures.ts';
import type { HandFedRow } from '../sources/hand-fed/rows.ts';

/** Every row that no series of the source can take, with its place and the mending. The rows have been checked. */
export function problemsAgainst(deal: Deal, sourceId: string, rows: readonly HandFedRow<FigureColumn>[]): string[] {
  const own = Object.entries(deal.series).filter(([, { source }]) => source === sourceId);
  const ids = own.map(([id]) => id).join(', ');
  return rows.flatMap(({ cells, place }) => {
    const { series, unit, period } = cells;
    const spec = own.find(([id]) => id === series)?.[1];
    if (spec === undefined) {
      const elsewhere = Object.hasOwn(deal.series, series)
        ? `it belongs to the source ${deal.series[series]!.source}`
        : undefined;
      return [
        `${place('series')} "${series}": ${elsewhere ?? 'the deal has no such series'}; ${sourceId} feeds ${ids}`,
      ];
    }
    return [
      ...(unit.trim() === spec.unit ? [] : [`${place('unit')} "${oneLine(unit, 40)}": ${series} is in ${spec.unit}`]),
      ...(fitsFrequency(parsePeriod(period), spec.frequency)
        ? []
        : [`${place('period')} "${period}": ${series} reports by ${spec.frequency}`]),
    ];
  });
}
