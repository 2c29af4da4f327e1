import type { Recipient } from '../../config/recipients.ts';
import { type Standing, isDrift, severity } from '../../config/vocabulary/standing.ts';
import type { MoveKind, TransitionKind, TransitionReason } from '../../config/vocabulary/transition.ts';
import type { Mailbox } from './message.ts';

export interface RoutedTransition {
  readonly deal: string;
  readonly commitment: string;
  readonly kind: TransitionKind;
  readonly to: Standing;
}

/**
 * Who gets a notice about a transition; each address once.
 * - `opened`, `worsened`: those who follow the commitment and want to hear of the standing it now has.
 * - `improved`, `unstable`: the same, and followers who were told of the incident when it was worse.
 * - `closed`: all who were told of the incident, whatever the file of recipients says by now; no one else, since an end
 *   of what one never heard of is noise.
 * @param told who got earlier notices of the incident.
 */
export function recipientsOf(
  recipients: readonly Recipient[],
  transition: RoutedTransition,
  told: readonly Mailbox[],
): readonly Mailbox[] {
  if (transition.kind === 'closed') return distinct(told);
  const knows = new Set(told.map(({ address }) => address.toLowerCase()));
  const wantsIt = (recipient: Recipient) =>
    isDrift(transition.to) && severity(transition.to) >= severity(recipient.least_standing);
  const goesOn = transition.kind === 'improved' || transition.kind === 'unstable';
  const wasTold = ({ address }: Recipient) => goesOn && knows.has(address.toLowerCase());
  return distinct(
    recipients.filter((recipient) => follows(recipient, transition) && (wantsIt(recipient) || wasTold(recipient))),
  );
}

/**
 * Why a transition is told to none of those whom it concerns; null where it is. A change of what a commitment is judged by
 * restates its history, which is no alarm; but whoever was told of an incident is told of its end.
 */
export function whyUntold(kind: TransitionKind, reason: TransitionReason): string | null {
  if (reason !== 'rule_changed' || kind === 'closed') return null;
  return 'what it is judged by was changed: that restates its history and is no new alarm';
}

export interface RoutedSourceTransition {
  readonly deal: string;
  /** The commitments that the source feeds. */
  readonly feeds: readonly string[];
  readonly kind: MoveKind;
  /** Whether there is something in it that has not been told yet. */
  readonly tells: boolean;
}

/**
 * Who gets a notice about a source; each address once. All who follow a commitment that it feeds, however mild the
 * standing that they want to hear of: without its figures they would hear of none. Of one that feeds no commitment, such
 * as a register, those who follow the whole deal. The end is for those who were told.
 */
export function sourceRecipientsOf(
  recipients: readonly Recipient[],
  { deal, feeds, kind, tells }: RoutedSourceTransition,
  told: readonly Mailbox[],
): readonly Mailbox[] {
  if (!tells) return [];
  if (kind === 'closed') return distinct(told);
  const concerned = (recipient: Recipient) =>
    feeds.length === 0
      ? followsAll(recipient, deal)
      : feeds.some((commitment) => follows(recipient, { deal, commitment }));
  return distinct(recipients.filter(concerned));
}

function followsAll(recipient: Recipient, deal: string): boolean {
  return recipient.follows.some(
    (follow) => (follow.deal === undefined || follow.deal === deal) && follow.commitments === 'all',
  );
}

function follows(recipient: Recipient, { deal, commitment }: Pick<RoutedTransition, 'deal' | 'commitment'>): boolean {
  return recipient.follows.some(
    (follow) =>
      (follow.deal === undefined || follow.deal === deal) &&
      (follow.commitments === 'all' || follow.commitments.includes(commitment)),
  );
}

function distinct(mailboxes: readonly Mailbox[]): Mailbox[] {
  const byAddress = new Map<string, Mailbox>();
  for (const { name, address } of mailboxes) {
    const key = address.toLowerCase();
    if (!byAddress.has(key)) byAddress.set(key, { name, address });
  }
  return [...byAddress.values()];
}
