import type { PeriodSpan } from '../../../config/vocabulary/period.ts';
import { hasBeenPulled } from '../../../db/pulls.ts';
import { sourceWatermark } from '../../../db/vintages.ts';
import type { Ask } from '../transport.ts';
import type { PullContext } from './context.ts';

/**
 * What to ask a source now: its query, and the span from its watermark back over what may have been revised, or the
 * span that is given.
 */
export async function askFor(
  { db, deal, connectors, now }: Pick<PullContext, 'db' | 'deal' | 'connectors' | 'now'>,
  sourceId: string,
  span?: PeriodSpan,
): Promise<Ask> {
  const source = deal.sources[sourceId];
  if (!source) throw new RangeError(`the deal has no source "${sourceId}"`);
  const connector = connectors[source.publisher]!;
  const watermark = async () => {
    // Figures that only a backfill brought say nothing of what lies before them.
    const isPulled = await hasBeenPulled(db, deal.id, sourceId);
    return isPulled ? await sourceWatermark(db, deal.id, sourceId) : null;
  };
  return {
    sourceId,
    source,
    connector,
    query: connector.query.parse(source.query),
    span: span ?? spanToAsk(source.history, source.revision_window, await watermark(), now()),
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
