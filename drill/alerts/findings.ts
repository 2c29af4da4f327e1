import type { Db } from '../../db/connection.ts';
import { COMMITMENTS, followersOf } from './deal.ts';
import { type Stage, STAGES } from './gazette.ts';
import type { SunkMail } from './sink.ts';

/** What a run came to. */
export interface Findings {
  /** At the sink. */
  readonly mails: number;
  readonly messages: number;
  /** Messages that may have arrived twice, and say so. */
  readonly ambiguous: number;
  /** What should have been told and was not, a line each. */
  readonly lost: readonly string[];
  /** What was told twice without a mark, or by another Message-ID, a line each. */
  readonly doubled: readonly string[];
}

/** Holds what is in the database against what is at the sink, and both against what should have been told. */
export async function findingsOf(db: Db, sunk: readonly SunkMail[]): Promise<Findings> {
  const transitions = await db
    .selectFrom('transition')
    .innerJoin('incident', 'incident.id', 'transition.incidentId')
    .select(['transition.id', 'transition.kind', 'incident.subject'])
    .execute();
  const notices = await db.selectFrom('notice').select(['transitionId', 'address', 'cause', 'message']).execute();
  const messages = await db
    .selectFrom('message')
    .select(['id', 'messageId', 'maybeSent', 'state', 'address'])
    .execute();

  const told = Map.groupBy(
    notices.filter(({ cause }) => cause === null),
    ({ transitionId, address }) => `${transitionId} ${address}`,
  );
  const copies = Map.groupBy(sunk, ({ messageId }) => messageId);
  const known = new Map(messages.map((message) => [message.messageId, message]));
  const left = new Set(messages.filter(({ state }) => state === 'sent' || state === 'ambiguous').map(({ id }) => id));

  const lost: string[] = [];
  const doubled: string[] = [];
  for (const { kind } of STAGES) {
    const count = transitions.filter((transition) => transition.kind === kind).length;
    if (count < COMMITMENTS) lost.push(`${COMMITMENTS - count} transitions that ${kind}`);
    if (count > COMMITMENTS) doubled.push(`${count - COMMITMENTS} transitions that ${kind}`);
  }
  for (const { id, kind, subject } of transitions) {
    for (const address of followersOf(subject)) {
      const [notice, ...others] = told.get(`${id} ${address}`) ?? [];
      const isOut = left.has(notice?.message ?? '');
      if (!isOut) lost.push(`${subject} ${kind} to ${address}`);
      if (others.length > 0) doubled.push(`${subject} ${kind} to ${address}: ${others.length + 1} notices`);
    }
  }
  for (const { messageId, state, maybeSent } of messages) {
    const arrived = copies.get(messageId)?.length ?? 0;
    if (state === 'sent' && arrived === 0) lost.push(`${messageId} was sent and never came`);
    if (arrived > (maybeSent ? 2 : 1)) doubled.push(`${messageId} came ${arrived} times, ${state}`);
  }
  for (const { messageId, to } of sunk) {
    if (known.get(messageId)?.address !== to) doubled.push(`${messageId} came to ${to}, of no message`);
  }
  return {
    mails: sunk.length,
    messages: messages.length,
    ambiguous: messages.filter(({ maybeSent }) => maybeSent).length,
    lost,
    doubled,
  };
}

/** Whether nothing is on its way any more, apart from what was claimed before an instant. */
export async function isQuiet(db: Db, since?: Temporal.Instant): Promise<boolean> {
  const undecided = await db.selectFrom('assessment').select('id').where('decidedAt', 'is', null).limit(1).execute();
  const waiting = await db.selectFrom('notice').select('id').where('state', '=', 'pending').limit(1).execute();
  const open = await db
    .selectFrom('message')
    .select('id')
    .where('state', 'in', ['pending', 'sending', 'retry'])
    .where((eb) =>
      since === undefined ? eb.lit(true) : eb.or([eb('claimedAt', 'is', null), eb('claimedAt', '>=', since)]),
    )
    .limit(1)
    .execute();
  return undecided.length + waiting.length + open.length === 0;
}

/** How many transitions of a kind there are. */
export async function countOf(db: Db, kind: Stage['kind']): Promise<number> {
  return (await db.selectFrom('transition').select('id').where('kind', '=', kind).execute()).length;
}
