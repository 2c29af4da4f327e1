import { latestAssessment } from '../../../db/assessments.ts';
import type { Addressee } from '../decide/addressee.ts';
import { type DigestContext, gatherDigest } from '../digest/gather.ts';
import { dueDigest } from '../digest/due.ts';
import { gatherContent } from '../gather.ts';
import type { MessageContent } from '../message-content.ts';
import { madeUpMove, type PreviewMove } from './made-up.ts';

export interface PreviewContext extends DigestContext {
  readonly now: Temporal.Instant;
  /** Who would read it. */
  readonly addressee: Addressee;
}

/**
 * What the mail about a commitment would say if it moved now: its figures as they are known, its move made up, and said
 * to be.
 * @returns undefined when the commitment has not been judged yet.
 */
export async function previewOfMove(
  { addressee, now, ...context }: PreviewContext,
  commitment: string,
  kind: PreviewMove,
): Promise<MessageContent | undefined> {
  const assessment = await latestAssessment(context.db, context.deal.id, commitment);
  if (assessment === undefined) return undefined;
  const { words, ...move } = madeUpMove(kind, assessment.standing);
  // The commands of the mail take a commitment where it has an incident; this one has none of its own.
  const content = await gatherContent(context, assessment, commitment, { ...move, at: now });
  return {
    kind: 'notices',
    recipient: recipientOf(addressee),
    notices: [{ reason: kind === 'opened' ? 'first' : kind, content }],
    preview: words,
  };
}

/** The digest that the recipient would get of the week up to now, in which nothing is made up. */
export async function previewOfDigest({ addressee, now, ...context }: PreviewContext): Promise<MessageContent> {
  const digest = addressee.digest ?? { day: 'monday', at: Temporal.PlainTime.from('08:00') };
  const { week } = dueDigest(now, digest, addressee.timeZone);
  return {
    kind: 'digest',
    recipient: recipientOf(addressee),
    content: await gatherDigest(context, addressee, { week, from: now.subtract({ hours: 7 * 24 }), to: now }),
    preview: 'Preview: this digest was not sent.',
  };
}

const recipientOf = ({ name, language, timeZone }: Addressee) => ({ name, language, timeZone });
