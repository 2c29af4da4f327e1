import { z } from 'zod';
import { formatPeriod } from '../../../config/vocabulary/period.ts';
import type { AvailablePeriod, Report, ReportedObservation, Yield } from '../connector.ts';
import { type JsonValue, checkShape, jsonPointer } from '../wire/json.ts';
import { comtradePeriod } from './periods.ts';
import { type ComtradeQuery, refuseOtherDataset } from './query.ts';

const Dataset = z.object({
  reporterCode: z.string(),
  freqCode: z.string(),
  period: z.string().regex(/^\d{4}(?:0[1-9]|1[0-2])?$/, 'is no year and no month'),
});

/**
 * The periods of which Comtrade holds the reporter's data, from an answer of `getDA`.
 * @throws SourceError `wrong_subject` for another reporter or frequency, `format` for any other shape.
 */
export function comtradeAvailability(rows: readonly JsonValue[], query: ComtradeQuery): AvailablePeriod[] {
  const first = new Map<string, AvailablePeriod>();
  for (const [index, unchecked] of rows.entries()) {
    const dataset = checkShape(unchecked, Dataset, ['data', index]);
    refuseOtherDataset(dataset, query, jsonPointer(['data', index]));
    if (first.has(dataset.period)) continue;
    first.set(dataset.period, {
      period: comtradePeriod(dataset.period),
      locator: jsonPointer(['data', index, 'period']),
    });
  }
  return [...first.values()];
}

const NOT_LISTED = 'the data of this period are available and have no such row: the reporter recorded no such trade';

/**
 * The reports, where each series of which an available period has no row is stated as missing there. Comtrade leaves
 * out what was not traded, and gives the same empty answer to a wrong parameter: such a gap is seen, never made a zero.
 * @param asked The periods that were asked for, as `formatPeriod` writes them.
 */
export function stateUnlisted(
  reports: readonly Report[],
  fed: readonly Yield[],
  asked: ReadonlySet<string>,
): readonly Report[] {
  const stated = new Set(reports.flatMap(({ observations }) => observations.map(keyOf)));
  return reports.map((report) => {
    const unlisted = (report.available ?? [])
      .filter(({ period }) => asked.has(formatPeriod(period)))
      .flatMap(({ period, locator }) =>
        fed.map(({ dimensions, unit }): ReportedObservation => ({
          of: { dimensions },
          period,
          unit,
          value: null,
          status: 'missing',
          locator,
          note: NOT_LISTED,
        })),
      )
      .filter((observation) => !stated.has(keyOf(observation)));
    return unlisted.length === 0 ? report : { ...report, observations: [...report.observations, ...unlisted] };
  });
}

function keyOf({ of, period }: ReportedObservation): string {
  const dimensions = 'named' in of ? of.named : Object.entries(of.dimensions).toSorted();
  return JSON.stringify([dimensions, formatPeriod(period)]);
}
