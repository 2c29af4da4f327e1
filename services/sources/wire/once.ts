import { formatPeriod } from '../../../config/vocabulary/period.ts';
import type { ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';

/**
 * The observations, if each series, period and reporter is stated once. Which of two statements is meant is not ours
 * to guess: a doubled row is most often a breakdown that was not asked for.
 * @throws SourceError `format` naming both places.
 */
export function eachOnce(observations: readonly ReportedObservation[]): readonly ReportedObservation[] {
  const places = new Map<string, string>();
  for (const { of, period, reportedBy, locator } of observations) {
    const what = 'named' in of ? of.named : Object.values(of.dimensions).join(', ');
    const key = JSON.stringify([of, formatPeriod(period), reportedBy]);
    const first = places.get(key);
    if (first !== undefined) {
      throw new SourceError(
        'format',
        `${what} of ${formatPeriod(period)} is stated twice: at ${first} and at ${locator}`,
      );
    }
    places.set(key, locator);
  }
  return observations;
}
