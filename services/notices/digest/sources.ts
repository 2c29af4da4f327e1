import { formatPeriod } from '../../../config/vocabulary/period.ts';
import type { SourceState } from '../../../config/vocabulary/source-state.ts';
import { commitmentsFedBy } from '../../commitments/fed-by.ts';
import type { SourceHealth } from '../../sources/health/health.ts';
import type { Followed } from '../decide/followed.ts';
import type { DigestContext } from './gather.ts';

type Context = Pick<DigestContext, 'deal' | 'publisherNames'>;

interface OpenIncident {
  readonly kind: 'commitment' | 'source';
  readonly subject: string;
  readonly state: SourceState | null;
}

/** The sources with an open incident, in the order of the deal, with what they lack. */
export function sourcesInTrouble(
  { deal, publisherNames }: Context,
  open: readonly OpenIncident[],
  health: ReadonlyMap<string, SourceHealth>,
  followed: Followed,
  at: Temporal.Instant,
) {
  const states = new Map(open.flatMap(({ kind, subject, state }) => (kind === 'source' ? [[subject, state]] : [])));
  return Object.entries(deal.sources).flatMap(([id, source]) => {
    const state = states.get(id);
    if (!state) return [];
    const { late, failing, newest } = health.get(id)!;
    const [first] = late?.reason === 'period_overdue' ? late.lacking : [];
    return {
      id,
      title: source.title,
      publisher: publisherNames[source.publisher] ?? source.publisher,
      state,
      lacking: first ? { period: formatPeriod(first.period), by: first.by.toString() } : null,
      quietSince: late?.reason === 'quiet_too_long' ? late.quietSince.toString() : null,
      failingSince: failing?.since.toString() ?? null,
      newest: newest && formatPeriod(newest),
      feeds: refsFedBy({ deal, publisherNames }, id, followed, at),
    };
  });
}

/** What the sources followed are expected to release next, soonest first. */
export function dueNext(
  context: Context,
  health: ReadonlyMap<string, SourceHealth>,
  followed: Followed,
  at: Temporal.Instant,
) {
  return Object.entries(context.deal.sources)
    .flatMap(([id, { title }]) => {
      const next = health.get(id)?.next;
      if (!next || !followed.source.has(id)) return [];
      const feeds = refsFedBy(context, id, followed, at);
      return { source: id, title, period: formatPeriod(next.period), by: next.by.toString(), feeds };
    })
    .toSorted((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
}

const refsFedBy = ({ deal }: Context, source: string, followed: Followed, at: Temporal.Instant): string[] =>
  commitmentsFedBy(deal, source, at).flatMap((id) => (followed.commitment.has(id) ? deal.commitments[id]!.ref : []));
