import type { Deal } from '../../config/deal/schema.ts';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import { boundRule } from '../commitments/registry.ts';
import { expectedBy } from '../sources/release/expected.ts';
import type { NoticeContent } from './content.ts';

/**
 * What the publishers of the figures that a commitment is judged by are to release next, by their calendars, soonest
 * first; one of each source.
 */
export function nextReleases(deal: Deal, commitment: string, at: Temporal.Instant): NonNullable<NoticeContent['next']> {
  const read = new Set(
    boundRule(deal.commitments[commitment]!)
      .needs(at)
      .map(({ series }) => series),
  );
  const due = Object.entries(deal.sources).flatMap(([id, { release, history, title }]) => {
    if ('irregular' in release) return [];
    const from = Temporal.PlainYearMonth.from(history);
    const expected = Object.entries(deal.series)
      .filter(([series, spec]) => read.has(series) && spec.source === id)
      .flatMap(([, { frequency, ended }]) => {
        const last = ended === undefined ? undefined : Temporal.PlainYearMonth.from(ended);
        return expectedBy(release, { frequency, from, ended: last }, at).next ?? [];
      });
    const [soonest] = expected.toSorted((a, b) => Temporal.PlainDate.compare(a.by, b.by));
    return soonest === undefined ? [] : [{ source: title, ...soonest }];
  });
  return due
    .toSorted((a, b) => Temporal.PlainDate.compare(a.by, b.by))
    .map(({ source, period, by }) => ({ source, period: formatPeriod(period), by: by.toString() }));
}
