import type { Deal } from '../../../config/deal/schema.ts';
import type { Db } from '../../../db/connection.ts';
import type { Revision } from '../../observations/revision.ts';
import type { Connector } from '../connector.ts';
import type { SourceFault } from '../errors.ts';
import type { Transport } from '../transport.ts';
import type { MeasureCounts } from './store-measures.ts';

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
  /** Those that were withdrawn among them. */
  readonly revised: number;
  /** Figures that are no longer in the publisher's answer, and were: they are missing now. */
  readonly withdrawn: number;
  /** The first of the revised figures, newest period first. */
  readonly revisions: readonly Revision[];
  /** Of a register that was read; null for every other source. */
  readonly measures: MeasureCounts | null;
}
