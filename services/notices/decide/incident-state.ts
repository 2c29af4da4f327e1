import type { Deal } from '../../../config/deal/schema.ts';
import type { Recipient, Webhook } from '../../../config/recipients/schema.ts';
import { troublesOf } from '../../../config/vocabulary/source-state.ts';
import { type AcknowledgementRow, acknowledgementsOf } from '../../../db/acknowledgements.ts';
import type { Db } from '../../../db/connection.ts';
import { type IncidentOf, type MoveRow, movesOf } from '../../../db/incident-moves.ts';
import { type NoticeRow, noticesOfIncidents } from '../../../db/notices.ts';
import { choicesOf } from '../../../db/recipient-choices.ts';
import { refusals } from '../../../db/refusals.ts';
import { type SilenceRow, silencesAt } from '../../../db/silences.ts';
import { openSourceIncidents } from '../../../db/source-incidents.ts';
import { type Addressee, addresseesIn } from './addressee.ts';

/** One incident, with all that was told of it. */
export interface IncidentState {
  readonly incident: IncidentOf;
  readonly moves: readonly MoveRow[];
  readonly notices: readonly NoticeRow[];
  /** The last one; whether it still counts, `isAcknowledged` tells. */
  readonly acknowledged: AcknowledgementRow | null;
}

/** What is the same for every incident of a deal. */
export interface Surroundings {
  readonly deal: Deal;
  readonly addressees: readonly Addressee[];
  /** Those in force, the one that lasts longest first. */
  readonly silences: readonly SilenceRow[];
  /** In lower case. */
  readonly refused: ReadonlySet<string>;
  readonly lateSources: readonly string[];
  readonly groupWait: Temporal.DurationLike;
  readonly now: Temporal.Instant;
}

export interface SurroundingsContext {
  readonly db: Db;
  readonly deal: Deal;
  /** Recorded sources are never late. */
  readonly figuresMode: 'recorded' | 'live';
  readonly recipients: readonly Recipient[];
  readonly webhooks: readonly Webhook[];
  /** How long what is not urgent waits for more of the same release. */
  readonly groupWait: Temporal.DurationLike;
}

/** Reads who may be told of a deal, and what stands in the way of it. */
export async function readSurroundings(
  { db, deal, figuresMode, recipients, webhooks, groupWait }: SurroundingsContext,
  now: Temporal.Instant,
): Promise<Surroundings> {
  const troubled = figuresMode === 'live' ? await openSourceIncidents(db, deal.id) : [];
  return {
    deal,
    addressees: addresseesIn({ recipients, webhooks }, await choicesOf(db, deal.id)),
    silences: await silencesAt(db, deal.id, now),
    refused: new Set((await refusals(db)).map(({ address }) => address)),
    lateSources: troubled.filter(({ state }) => troublesOf(state).has('late')).map(({ subject }) => subject),
    groupWait,
    now,
  };
}

/** Reads incidents with what was told of them. */
export async function readIncidents(
  db: Db,
  incidents: readonly IncidentOf[],
  now: Temporal.Instant,
): Promise<IncidentState[]> {
  const ids = incidents.map(({ id }) => id);
  const moves = Map.groupBy(await movesOf(db, ids), ({ incidentId }) => incidentId);
  const notices = Map.groupBy(await noticesOfIncidents(db, ids), ({ incidentId }) => incidentId);
  const acknowledged = new Map((await acknowledgementsOf(db, ids, now)).map((row) => [row.incidentId, row]));
  return incidents.map((incident) => ({
    incident,
    moves: moves.get(incident.id) ?? [],
    notices: notices.get(incident.id) ?? [],
    acknowledged: acknowledged.get(incident.id) ?? null,
  }));
}
