import { lastMonth, parsePeriod } from '../vocabulary/period.ts';
import { type PlacedYaml, problem } from '../yaml.ts';
import type { ListedRelease } from './release.ts';
import type { Deal } from './schema.ts';

type Sources = Pick<Deal, 'sources' | 'series'>;

/** Calendars that cannot be meant, a line for each, with its place. */
export function releaseProblems({ sources, series }: Sources, placed: PlacedYaml): string[] {
  const fed = new Set(Object.values(series).map(({ source }) => source));
  return Object.entries(sources).flatMap(([id, { release }]) => {
    const at = ['sources', id, 'release'];
    if ('releases' in release) return listProblems(release, [...at, 'releases'], placed);
    if (!('irregular' in release) || release.quiet_for === undefined || fed.has(id)) return [];
    return [problem(placed, [...at, 'quiet_for'], 'quiet_for counts figures, and no series takes any of this source')];
  });
}

function listProblems({ releases }: ListedRelease, at: readonly PropertyKey[], placed: PlacedYaml): string[] {
  return releases.flatMap(({ period, on }, index) => {
    const before = releases[index - 1];
    const last = (text: string) => lastMonth(parsePeriod(text));
    const follows =
      !before || (before.on < on && Temporal.PlainYearMonth.compare(last(before.period), last(period)) < 0);
    return [
      ...(follows
        ? []
        : [problem(placed, [...at, index], `${period} on ${on} does not follow ${before.period} on ${before.on}`)]),
      ...(Temporal.PlainDate.compare(on, parsePeriod(period).start.toPlainDate({ day: 1 })) < 0
        ? [problem(placed, [...at, index, 'on'], `${on} is before ${period} begins`)]
        : []),
    ];
  });
}
