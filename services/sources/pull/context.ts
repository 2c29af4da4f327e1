import type { Deal } from '../../../config/deal/schema.ts';
import type { Db } from '../../../db/connection.ts';
import type { Connector } from '../connector.ts';
import type { SourceFault } from '../errors.ts';
import type { Transport } from '../transport.ts';

export interface PullContext {
  readonly db: Db;
  readonly deal: Deal;
  /** Ids of the deal's series by their key. */
  readonly seriesIds: ReadonlyMap<string, number>;
  readonly connectors: Readonly<Record<string, Connector<unknown>>>;
  readonly transport: Transport;
  readonly now: () => Temporal.Instant;
}

/** What came of a pull. A source that failed says why; nothing it had reported before is touched. */
export interface PullSummary {
  readonly source: string;
  readonly outcome: 'ok' | 'failed' | 'idle';
  readonly fault: SourceFault | null;
  /** Why it failed or is idle, or that some of its answers held nothing; null when there is nothing to say. */
  readonly detail: string | null;
  readonly mayPass: boolean;
  readonly observations: number;
  readonly added: number;
  readonly revised: number;
}
