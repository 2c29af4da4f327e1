import { createHash } from 'node:crypto';
import type { Channel, SuppressionCause } from '../../config/vocabulary/notice.ts';
import type { TransitionKind } from '../../config/vocabulary/transition.ts';

export interface NoticeOf {
  readonly incident: string;
  /** Of the transition that is told, or that nobody acknowledged. */
  readonly seq: number;
  /** What is told; a reminder by the day on which it was due. */
  readonly kind: TransitionKind | 'escalation' | `reminder-${string}`;
  readonly channel?: Channel;
  readonly address: string;
  /** Why it is held back: what is told once that has gone is another notice. */
  readonly cause?: SuppressionCause | null;
}

/** What makes a notice one and the same, however often it is decided on: `incident:seq:kind:address`. */
export function dedupKeyOf({ incident, seq, kind, channel = 'mail', address, cause = null }: NoticeOf): string {
  return [incident, seq, kind, placeKeyOf({ channel, address }), ...(cause === null ? [] : [cause])].join(':');
}

/** What tells one place to reach someone from every other: a mail address in whatever case, or a webhook's name. */
export function placeKeyOf({ channel, address }: { readonly channel: Channel; readonly address: string }): string {
  return channel === 'mail' ? address.toLowerCase() : `${channel}/${address}`;
}

/** What makes a message one and the same: its notices, in whatever order. */
export function messageKeyOf(notices: readonly string[]): string {
  const [first, ...others] = notices;
  return first !== undefined && others.length === 0 ? first : sha256(notices.toSorted().join('\n'));
}

/** The digest of one week to one address; the week is that of the recipient's calendar. */
export function digestKeyOf(deal: string, week: string, address: string): string {
  return `digest:${deal}:${week}:${address.toLowerCase()}`;
}

/** The Message-ID of a message, the same at every attempt. */
export function messageIdOf(dedupKey: string, domain: string): string {
  return `<${sha256(dedupKey).slice(0, 32)}@${domain}>`;
}

/** The id that all mails of an incident refer to. No mail has it: clients make it the root of a thread. */
export function threadRootOf(incident: string, domain: string): string {
  return `<incident-${incident}@${domain}>`;
}

/** The same of a message about several incidents, which has a thread of its own. */
export function releaseRootOf(dedupKey: string, domain: string): string {
  return `<release-${sha256(dedupKey).slice(0, 32)}@${domain}>`;
}

/** The domain of a bare address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
