import type {
  Channel,
  MessageState,
  NoticeReason,
  NoticeState,
  SuppressionCause,
} from '../config/vocabulary/notice.ts';
import type { SourceState } from '../config/vocabulary/source-state.ts';
import type { Standing } from '../config/vocabulary/standing.ts';
import type { TransitionKind } from '../config/vocabulary/transition.ts';
import type { Db } from './connection.ts';

/** How someone is reached: the bare address of a mail, or the name of a webhook. */
export interface Address {
  readonly channel: Channel;
  readonly address: string;
}

/** The same, with how they are written to. */
export interface Addressed extends Address {
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
  /** IANA. */
  readonly timeZone: string;
}

export interface NewNotice extends Addressed {
  readonly transitionId: string;
  readonly dedupKey: string;
  readonly reason: NoticeReason;
  /** Why it is suppressed; null when it is to be sent. */
  readonly cause: SuppressionCause | null;
  /** The silence that holds it back, or that held back what it tells now. */
  readonly silence: string | null;
  readonly notBefore: Temporal.Instant;
}

/** Notices, written in the transition's own transaction, each once whatever is repeated. */
export async function insertNotices(trx: Db, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await trx
    .insertInto('notice')
    .values(notices.map((notice) => ({ ...notice, state: notice.cause === null ? 'pending' : 'suppressed' })))
    .onConflict((conflict) => conflict.column('dedupKey').doNothing())
    .execute();
}

/** A notice as decisions look back at it. */
export interface NoticeRow extends Addressed {
  readonly id: string;
  readonly incidentId: string;
  readonly dedupKey: string;
  /** Of the transition that it is of. */
  readonly seq: number;
  readonly kind: TransitionKind;
  readonly toStanding: Standing | null;
  readonly toState: SourceState | null;
  readonly reason: NoticeReason;
  readonly cause: SuppressionCause | null;
  readonly silence: string | null;
  readonly state: NoticeState;
  readonly notBefore: Temporal.Instant;
  /** Of the message that it is in; null while it is in none. */
  readonly messageState: MessageState | null;
}

const withTransition = (db: Db) =>
  db
    .selectFrom('notice')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .leftJoin('message', 'message.id', 'notice.message')
    .select([
      'notice.id',
      'notice.dedupKey',
      'notice.channel',
      'notice.address',
      'notice.name',
      'notice.language',
      'notice.timeZone',
      'notice.reason',
      'notice.cause',
      'notice.silence',
      'notice.state',
      'notice.notBefore',
      'transition.incidentId',
      'transition.seq',
      'transition.kind',
      'transition.toStanding',
      'transition.toState',
      'message.state as messageState',
    ]);

/** All notices of some incidents, in the order in which they were written. */
export async function noticesOfIncidents(db: Db, incidents: readonly string[]): Promise<NoticeRow[]> {
  if (incidents.length === 0) return [];
  return withTransition(db).where('transition.incidentId', 'in', incidents).orderBy('notice.id').execute();
}

/** Whom notices of a deal wait for whose time has come. */
export async function addressesDue(db: Db, deal: string, now: Temporal.Instant): Promise<Address[]> {
  return db
    .selectFrom('notice')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .innerJoin('incident', 'incident.id', 'transition.incidentId')
    .select(['notice.channel', 'notice.address'])
    .distinct()
    .where('incident.deal', '=', deal)
    .where('notice.state', '=', 'pending')
    .where('notice.notBefore', '<=', now)
    .orderBy('notice.channel')
    .orderBy('notice.address')
    .execute();
}

/** The notices that wait for one address and whose time comes by `by`, locked, in the order in which they were written. */
export async function lockPending(
  trx: Db,
  deal: string,
  { channel, address }: Address,
  by: Temporal.Instant,
): Promise<NoticeRow[]> {
  return withTransition(trx)
    .innerJoin('incident', 'incident.id', 'transition.incidentId')
    .where('incident.deal', '=', deal)
    .where('notice.channel', '=', channel)
    .where('notice.address', '=', address)
    .where('notice.state', '=', 'pending')
    .where('notice.notBefore', '<=', by)
    .orderBy('notice.id')
    .forUpdate('notice')
    .execute();
}

/** Puts notices that wait into a message. */
export async function putInMessage(trx: Db, notices: readonly string[], message: string): Promise<void> {
  await trx
    .updateTable('notice')
    .set({ state: 'written', message })
    .where('id', 'in', notices)
    .where('state', '=', 'pending')
    .execute();
}

/** Holds back a notice that waits. Its key becomes free: what it was to tell may be told once the cause has gone. */
export async function suppressNotice(
  trx: Db,
  { id, dedupKey }: Pick<NoticeRow, 'id' | 'dedupKey'>,
  { cause, silence }: { readonly cause: SuppressionCause; readonly silence: string | null },
): Promise<void> {
  await trx
    .updateTable('notice')
    .set({ state: 'suppressed', cause, silence, dedupKey: `${dedupKey}:${cause}:${id}` })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .execute();
}

/** What became of a notice: its own state, and that of the message that it is in. */
export interface NoticeFateRow extends Address {
  readonly id: string;
  readonly state: NoticeState;
  readonly cause: SuppressionCause | null;
  readonly notBefore: Temporal.Instant;
  readonly message: string | null;
  readonly messageState: MessageState | null;
  readonly attempts: number | null;
  readonly maybeSent: boolean | null;
  readonly sentAt: Temporal.Instant | null;
  readonly place: string | null;
  readonly detail: string | null;
}

/** Notices with what became of each. */
export const noticeFates = (db: Db) =>
  db
    .selectFrom('notice')
    .innerJoin('transition', 'transition.id', 'notice.transitionId')
    .leftJoin('message', 'message.id', 'notice.message')
    .select([
      'notice.id',
      'notice.channel',
      'notice.address',
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
    ]);

/** The notices of a deal of the transitions by `at`, newest first, each with the message that it is in. */
export async function noticesOf(db: Db, deal: string, at: Temporal.Instant) {
  return noticeFates(db)
    .innerJoin('incident', 'incident.id', 'transition.incidentId')
    .select([
      'notice.name',
      'notice.reason as noticeReason',
      'message.messageId',
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
