import type { PeriodSpan } from '../../../config/vocabulary/period.ts';
import { sourceWatermark } from '../../../db/vintages.ts';
import type { Ask } from '../transport.ts';
import type { PullContext } from './context.ts';

/** What to ask a source now: its query, and the span from its watermark back over what may have been revised. */
export async function askFor({ db, deal, connectors, now }: PullContext, sourceId: string): Promise<Ask> {
  const source = deal.sources[sourceId];
  if (!source) throw new RangeError(`the deal has no source "${sourceId}"`);
  const connector = connectors[source.publisher]!;
  const newest = await sourceWatermark(db, deal.id, sourceId);
  return {
    sourceId,
    source,
    connector,
    query: connector.query.parse(source.query),
    span: spanToAsk(source.history, source.revision_window, newest, now()),
  };
}

/**
 * From the newest month that is known, or the present one if figures reach beyond it, back over what the publisher may
 * still revise, to the present month.
 */
export function spanToAsk(
  history: string,
  revisionWindow: string,
  newestKnown: string | null,
  now: Temporal.Instant,
): PeriodSpan {
  const first = Temporal.PlainYearMonth.from(history);
  const to = now.toZonedDateTimeISO('UTC').toPlainDate().toPlainYearMonth();
  if (newestKnown === null) return { from: first, to };
  const [newest] = [Temporal.PlainDate.from(newestKnown).toPlainYearMonth(), to].toSorted(
    Temporal.PlainYearMonth.compare,
  );
  const reachedBack = newest!.subtract(revisionWindow);
  return { from: Temporal.PlainYearMonth.compare(reachedBack, first) > 0 ? reachedBack : first, to };
}
