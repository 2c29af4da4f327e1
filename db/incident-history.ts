import { sql } from 'kysely';
import type { SourceState } from '../config/vocabulary/source-state.ts';
import type { Standing } from '../config/vocabulary/standing.ts';
import type { Db } from './connection.ts';
import type { IncidentOf } from './incident-moves.ts';
import type {
  MessageState,
  NoticeReason,
  NoticeState,
  SuppressionCause,
  Channel,
} from '../config/vocabulary/notice.ts';

/** An incident, open or closed, as it stands. */
export interface IncidentSummaryRow extends IncidentOf {
  readonly standing: Standing | null;
  readonly state: SourceState | null;
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
}

const COLUMNS = ['id', 'kind', 'subject', 'standing', 'state', 'openedAt', 'closedAt'] as const;

/** The incidents of a deal, newest first; those that are open, or all. */
export async function incidentsOf(db: Db, deal: string, which: 'open' | 'all'): Promise<IncidentSummaryRow[]> {
  return db
    .selectFrom('incident')
    .select(COLUMNS)
    .where('deal', '=', deal)
    .$if(which === 'open', (query) => query.where('closedAt', 'is', null))
    .orderBy('openedAt', 'desc')
    .orderBy('id')
    .execute();
}

/** The incidents of a deal whose id begins so, and those open on a commitment or source; at most a few. */
export async function incidentsLike(
  db: Db,
  deal: string,
  { subject, prefix }: { readonly subject: string; readonly prefix: string | null },
): Promise<IncidentSummaryRow[]> {
  return db
    .selectFrom('incident')
    .select(COLUMNS)
    .where('deal', '=', deal)
    .where((eb) =>
      eb.or([
        eb.and([eb('subject', '=', subject), eb('closedAt', 'is', null)]),
        ...(prefix === null ? [] : [eb(sql<string>`id::text`, 'like', `${prefix}%`)]),
      ]),
    )
    .orderBy('openedAt', 'desc')
    .limit(5)
    .execute();
}

/** A notice with what became of the message that it is in. */
export interface NoticeFateRow {
  readonly id: string;
  readonly seq: number;
  readonly channel: Channel;
  readonly address: string;
  readonly reason: NoticeReason;
  readonly state: NoticeState;
  readonly cause: SuppressionCause | null;
  readonly notBefore: Temporal.Instant;
  readonly message: string | null;
  readonly messageState: MessageState | null;
  readonly sentAt: Temporal.Instant | null;
  readonly place: string | null;
  readonly detail: string | null;
  readonly attempts: number | null;
  readonly maybeSent: boolean | null;
  readonly silencedBy: string | null;
  readonly silencedUntil: Temporal.Instant | null;
}

/** The notices of an incident, in the order in which they were written. */
export async function noticeFatesOf(db: Db, incident: string): Promise<NoticeFateRow[]> {
  return db
    .selectFrom('notice')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .leftJoin('message', 'message.id', 'notice.message')
    .leftJoin('silence', 'silence.id', 'notice.silence')
    .select([
      'notice.id',
      'transition.seq',
      'notice.channel',
      'notice.address',
      'notice.reason',
      'notice.state',
      'notice.cause',
      'notice.notBefore',
      'message.id as message',
      'message.state as messageState',
      'message.attempts',
      'message.maybeSent',
      'message.sentAt',
      'message.place',
      'message.detail',
      'silence.by as silencedBy',
      'silence.until as silencedUntil',
    ])
    .where('transition.incidentId', '=', incident)
    .orderBy('notice.id')
    .execute();
}
