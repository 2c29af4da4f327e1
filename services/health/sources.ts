import type { Deal } from '../../config/deal/schema.ts';
import type { Connector } from '../sources/connector.ts';
import type { Ask, Transport } from '../sources/transport.ts';
import { type Check, fail, ok, wordsOf } from './check.ts';
import { firstCallOf, type Look, lookAt, spanToLookAt } from './look.ts';
import { sourceChecks } from './source.ts';

export interface SourcesContext {
  readonly deal: Deal;
  readonly connectors: Readonly<Record<string, Connector<unknown>>>;
  readonly transport: Transport;
  /** The newest period that is stored of a source; null when there is none, undefined when that cannot be told. */
  readonly stored: (source: string) => string | null | undefined;
  readonly hasKey: (publisher: string) => boolean;
  readonly now: () => Temporal.Instant;
}

/**
 * Looks at every source as its transport reaches it: live, with the first call of its real query, once; recorded or by
 * hand, with all that the deal folder keeps of it. Nothing is stored.
 */
export async function checkSources(context: SourcesContext, signal: AbortSignal): Promise<Check[]> {
  const looks = Object.keys(context.deal.sources).map((source) => checkSource(context, source, signal));
  return (await Promise.all(looks)).flat();
}

async function checkSource(
  { deal, connectors, transport, stored, hasKey, now }: SourcesContext,
  sourceId: string,
  signal: AbortSignal,
): Promise<Check[]> {
  const source = deal.sources[sourceId]!;
  const connector = connectors[source.publisher]!;
  const isAsked = transport.mode === 'live' && connector.baseUrl !== null;
  const query = connector.query.parse(source.query);
  const whole: Ask = { sourceId, source, connector, query, span: spanToLookAt(now()) };
  const place = { area: 'source', subject: sourceId } as const;
  const idle = transport.idle(whole);
  if (idle !== undefined) return [ok(place, `not among the recorded ones: ${idle}`)];
  let look: Look;
  try {
    look = await lookAt(transport, deal, isAsked ? firstCallOf(whole) : whole, signal);
  } catch (error) {
    signal.throwIfAborted();
    return [fail(place, 'dependency', wordsOf(error), 'A fault of pactwatch, or of what the message names.')];
  }
  const hasSeries = Object.values(deal.series).some((series) => series.source === sourceId);
  const known = { stored: hasSeries ? stored(sourceId) : undefined, isAsked, hasKey: hasKey(source.publisher) };
  return sourceChecks(whole, look, known, now());
}
