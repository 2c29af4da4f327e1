import { createHash } from 'node:crypto';
import type { TransitionKind } from '../../config/vocabulary/transition.ts';

export interface NoticeOf {
  readonly incident: string;
  readonly seq: number;
  readonly kind: TransitionKind;
  readonly address: string;
}

/** What makes a notice one and the same, however often it is written or sent: `incident:seq:kind:address`. */
export function dedupKeyOf({ incident, seq, kind, address }: NoticeOf): string {
  return `${incident}:${seq}:${kind}:${address.toLowerCase()}`;
}

/** The Message-ID of a notice, the same at every attempt. */
export function messageIdOf(dedupKey: string, domain: string): string {
  return `<${sha256(dedupKey).slice(0, 32)}@${domain}>`;
}

/** The id that all mails of an incident refer to. No mail has it: clients make it the root of a thread. */
export function threadRootOf(incident: string, domain: string): string {
  return `<incident-${incident}@${domain}>`;
}

/** The domain of a bare address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
