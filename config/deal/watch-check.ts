import { PERIOD_MONTHS } from '../vocabulary/period.ts';
import { type PlacedYaml, problem } from '../yaml.ts';
import type { Deal, SeriesSpec } from './schema.ts';
import { FEWEST_WATCHED } from './watch.ts';

/** Watches that could never say anything, each with its place. */
export function watchProblems({ series }: Deal, placed: PlacedYaml): string[] {
  return Object.entries(series).flatMap(([id, spec]) => {
    const why = whyNone(spec);
    return why === null ? [] : [problem(placed, ['series', id, 'watch'], why)];
  });
}

function whyNone({ watch, frequency }: SeriesSpec): string | null {
  if (!watch) return null;
  if (frequency === 'year-to-date') return 'a series that counts from January has no periods in a row to watch';
  if (watch.detector === 'robust-z') return null;
  const from = Temporal.PlainYearMonth.from(watch.reference.from);
  const months = from.until(watch.reference.to, { largestUnit: 'months' }).months + 1;
  const periods = Math.floor(months / PERIOD_MONTHS[frequency]);
  return periods < FEWEST_WATCHED
    ? `the reference has ${periods} periods of a ${frequency}: at least ${FEWEST_WATCHED} are needed`
    : null;
}
