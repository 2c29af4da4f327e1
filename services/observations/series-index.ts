import type { SeriesSpec } from '../../config/deal/schema.ts';
import type { Dimensions } from '../sources/connector.ts';

export type NamedSeries = readonly [id: string, spec: SeriesSpec];

/**
 * Finds the series that have given dimensions; a series may say more of itself than its publisher does. However many there
 * are, each is looked at once for every set of dimension names.
 */
export function seriesIndex(series: readonly NamedSeries[]): (dimensions: Dimensions) => readonly NamedSeries[] {
  const byNames = new Map<string, Map<string, NamedSeries[]>>();
  return (dimensions) => {
    const names = Object.keys(dimensions);
    const signature = names.join('\0');
    let byValues = byNames.get(signature);
    if (byValues === undefined) {
      byValues = Map.groupBy(series, ([, spec]) => valuesOf(spec.dimensions, names));
      byNames.set(signature, byValues);
    }
    return byValues.get(valuesOf(dimensions, names)) ?? [];
  };
}

const valuesOf = (dimensions: Dimensions, names: readonly string[]): string =>
  names.map((name) => dimensions[name] ?? '\u0001').join('\0');
