import type { Deal, SeriesSpec } from '../../config/deal/schema.ts';
import { fitsFrequency, formatPeriod } from '../../config/vocabulary/period.ts';
import type { Dimensions, ReportedObservation } from '../sources/connector.ts';
import { SourceError } from '../sources/errors.ts';
import { type NamedSeries, seriesIndex } from './series-index.ts';

/** An observation with the series of the deal that it is of. */
export interface SeriesObservation {
  readonly series: string;
  readonly observation: ReportedObservation;
}

/** Whether a series has the dimensions; it may say more of itself than its publisher does. */
export const describes = (spec: SeriesSpec, dimensions: Dimensions): boolean =>
  Object.entries(dimensions).every(([name, value]) => spec.dimensions[name] === value);

/**
 * Finds the series of each observation of a source. What a publisher reports beside the series of the deal is left out.
 * @throws SourceError `format` when a row names a series that the source does not feed, when its unit or period is not
 *   the series' own, or when one document set reports a figure twice.
 */
export function normalise(
  deal: Deal,
  sourceId: string,
  observations: readonly ReportedObservation[],
): SeriesObservation[] {
  const own = seriesOfSource(deal, sourceId);
  const find = seriesIndex(own);
  const found = observations.flatMap((observation) => {
    const series = seriesOf(own, find, observation);
    return series === undefined ? [] : [{ series, observation }];
  });
  const seen = new Map<string, ReportedObservation>();
  for (const { series, observation } of found) {
    const spec = deal.series[series]!;
    if (!fitsFrequency(observation.period, spec.frequency)) {
      throw new SourceError(
        'format',
        `${observation.locator}: ${formatPeriod(observation.period)} is no period of ${series}, which reports by ${spec.frequency}`,
      );
    }
    const key = JSON.stringify([series, formatPeriod(observation.period), observation.reportedBy ?? '']);
    const earlier = seen.get(key);
    if (earlier) {
      throw new SourceError(
        'format',
        `${observation.locator}: ${series} of ${formatPeriod(observation.period)} is reported twice, first at ${earlier.locator}`,
      );
    }
    seen.set(key, observation);
  }
  return found;
}

/** The series of a deal that a source feeds. */
export const seriesOfSource = (deal: Deal, sourceId: string): readonly NamedSeries[] =>
  Object.entries(deal.series).filter(([, spec]) => spec.source === sourceId);

function seriesOf(
  own: readonly NamedSeries[],
  find: ReturnType<typeof seriesIndex>,
  observation: ReportedObservation,
): string | undefined {
  const { of, unit, locator } = observation;
  const candidates = 'dimensions' in of ? find(of.dimensions) : own.filter(([id]) => id === of.named);
  const fitting = candidates.filter(([, spec]) => spec.unit === unit);
  const found = fitting.find(([, spec]) => fitsFrequency(observation.period, spec.frequency)) ?? fitting[0];
  if (found) return found[0];
  if (!candidates[0]) {
    if ('dimensions' in of) return undefined;
    throw new SourceError('format', `${locator}: this source feeds no series "${of.named}"`);
  }
  const [id, spec] = candidates[0];
  throw new SourceError('format', `${locator}: ${id} is in ${spec.unit}, and the row says ${unit}`);
}
