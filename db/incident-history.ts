import { sql } from 'kysely';
import type { SourceState } from '../config/vocabulary/source-state.ts';
import type { Standing } from '../config/vocabulary/standing.ts';
import type { Db } from './connection.ts';
import type { IncidentOf } from './incident-moves.ts';
import type { NoticeReason } from '../config/vocabulary/notice.ts';
import { noticeFates, type NoticeFateRow } from './notices.ts';

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

/** A notice of an incident, with what became of it. */
export interface IncidentNoticeRow extends NoticeFateRow {
  /** Of its transition. */
  readonly seq: number;
  readonly reason: NoticeReason;
  readonly silencedBy: string | null;
  readonly silencedUntil: Temporal.Instant | null;
}

/** The notices of an incident, in the order in which they were written. */
export async function noticesOfIncident(db: Db, incident: string): Promise<IncidentNoticeRow[]> {
  return noticeFates(db)
    .leftJoin('silence', 'silence.id', 'notice.silence')
    .select(['transition.seq', 'notice.reason', 'silence.by as silencedBy', 'silence.until as silencedUntil'])
    .where('transition.incidentId', '=', incident)
    .orderBy('notice.id')
    .execute();
}
