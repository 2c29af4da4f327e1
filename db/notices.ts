import { sql } from 'kysely';
import type { Db } from './connection.ts';
import type { JsonValue } from './schema.ts';

export interface NewNotice {
  readonly transitionId: string;
  readonly dedupKey: string;
  readonly messageId: string;
  readonly address: string;
  readonly name: string;
  readonly notBefore: Temporal.Instant;
  /** Why it is never sent, where it is kept for the record alone. */
  readonly suppressed?: string | undefined;
}

export type NoticeState = 'pending' | 'sending' | 'retry' | 'sent' | 'ambiguous' | 'failed' | 'suppressed';

/** The outbox: notices written in the transition's own transaction, each once whatever is repeated. */
export async function insertNotices(trx: Db, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await trx
    .insertInto('notice')
    .values(
      notices.map(({ suppressed, ...notice }) =>
        suppressed === undefined ? notice : { ...notice, state: 'suppressed' as const, detail: suppressed },
      ),
    )
    .onConflict((conflict) => conflict.column('dedupKey').doNothing())
    .execute();
}

/** Who was written to about an incident; each address once, with the name it was last written to under. */
export async function toldOf(trx: Db, incidentId: string): Promise<{ name: string; address: string }[]> {
  return trx
    .selectFrom('notice')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .distinctOn('notice.address')
    .select(['notice.name', 'notice.address'])
    .where('transition.incidentId', '=', incidentId)
    .where('notice.state', '<>', 'suppressed')
    .orderBy('notice.address')
    .orderBy('notice.id', 'desc')
    .execute();
}

/** The notices of a deal that may be tried now, written or put off; `attempts` counts those already made. */
export async function dueNotices(
  db: Db,
  deal: string,
  now: Temporal.Instant,
): Promise<{ id: string; attempts: number }[]> {
  return db
    .selectFrom('notice')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .innerJoin('incident', 'incident.id', 'transition.incidentId')
    .select(['notice.id', 'notice.attempts'])
    .where('incident.deal', '=', deal)
    .where('notice.state', 'in', ['pending', 'retry'])
    .where('notice.notBefore', '<=', now)
    .orderBy('notice.id')
    .execute();
}

/** Takes a notice for sending, so that no one else does. Undefined when it is not due, is done, or is taken. */
export async function claimNotice(db: Db, id: string, now: Temporal.Instant): Promise<ClaimedNotice | undefined> {
  const { rows } = await sql<ClaimedNotice>`
    update notice n
    set state = 'sending', attempts = attempts + 1, claimed_at = ${now}
    from transition t
    join incident i on i.id = t.incident_id
    where n.id = ${id} and t.id = n.transition_id
      and n.state in ('pending', 'retry') and n.not_before <= ${now}
    returning n.id, n.dedup_key, n.message_id, n.address, n.name, n.attempts, n.maybe_sent, t.at, t.content,
      i.id as incident_id, t.seq`.execute(db);
  return rows[0];
}

export interface ClaimedNotice {
  readonly id: string;
  readonly dedupKey: string;
  readonly messageId: string;
  readonly address: string;
  readonly name: string;
  readonly attempts: number;
  readonly maybeSent: boolean;
  readonly at: Temporal.Instant;
  readonly content: JsonValue;
  readonly incidentId: string;
  readonly seq: number;
}

export interface NoticeOutcome {
  readonly state: NoticeState;
  readonly maybeSent: boolean;
  readonly sentAt: Temporal.Instant | null;
  readonly notBefore?: Temporal.Instant;
  /** Where it went: a server, or a file. */
  readonly place: string | null;
  /** The server's words. */
  readonly detail: string | null;
}

/** Records what became of a notice that this process had claimed; nothing if the claim was lost meanwhile. */
export async function settleNotice(
  db: Db,
  { id, attempts }: Pick<ClaimedNotice, 'id' | 'attempts'>,
  outcome: NoticeOutcome,
): Promise<void> {
  await db
    .updateTable('notice')
    .set(outcome)
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempts)
    .execute();
}

/**
 * Frees notices claimed before `before` and never settled: their process died, and the mail may or may not have left.
 * Each is tried once more, rather twice than never; one that was in doubt already stays `ambiguous`.
 */
export async function releaseLostClaims(db: Db, before: Temporal.Instant): Promise<void> {
  await sql`
    update notice
    set state = case when maybe_sent then 'ambiguous' else 'retry' end, maybe_sent = true,
      detail = 'the sending process ended before it could say what became of the mail'
    where state = 'sending' and claimed_at < ${before}`.execute(db);
}

/** The notices of a deal written by `at`, newest first. */
export async function noticesOf(db: Db, deal: string, at: Temporal.Instant) {
  return db
    .selectFrom('notice')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .innerJoin('incident', 'incident.id', 'transition.incidentId')
    .select([
      'notice.id',
      'notice.address',
      'notice.name',
      'notice.state',
      'notice.attempts',
      'notice.maybeSent',
      'notice.sentAt',
      'notice.place',
      'notice.detail',
      'notice.messageId',
      'incident.id as incident',
      'incident.kind as of',
      'incident.subject',
      'transition.kind as transition',
      'transition.reason',
      'transition.seq',
      'transition.at',
    ])
    .where('incident.deal', '=', deal)
    .where('transition.at', '<=', at)
    .orderBy('notice.id', 'desc')
    .execute();
}
