import type { Coverage, ReportedObservation } from '../connector.ts';
import { askedFor } from '../wire/request.ts';
import { spanAsked } from '../wire/span.ts';

interface Page {
  /** Rows of the whole answer, and how many of them this page and those before it hold. */
  readonly total: number;
  readonly reached: number;
}

/**
 * What a page speaks for: the series and months of its request. One of several, which are sorted by month, speaks only
 * for the months that begin and end on it.
 */
export function eiaCovers(
  url: string,
  { total, reached }: Page,
  observations: readonly ReportedObservation[],
  series: readonly string[],
): Coverage[] {
  const asked = spanAsked(askedFor(url, 'start'), askedFor(url, 'end'));
  const named = URL.parse(url)?.searchParams.getAll('facets[series][]') ?? [];
  const [first, last] = [observations[0], observations.at(-1)].map((observation) => observation?.period.start);
  if (asked === undefined || first === undefined || last === undefined) return [];
  const from = reached === observations.length ? asked.from : first.add({ months: 1 });
  const to = reached >= total ? asked.to : last.subtract({ months: 1 });
  if (Temporal.PlainYearMonth.compare(from, to) > 0) return [];
  return series
    .filter((id) => named.includes(id))
    .map((id) => ({ of: { indicator: id }, spans: [{ from, to }], locator: '#/response/data/-' }));
}
