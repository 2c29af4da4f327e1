import type { Recipient } from '../../config/recipients.ts';
import { type Standing, isDrift, severity } from '../../config/vocabulary/standing.ts';
import type { TransitionKind } from '../../config/vocabulary/transition.ts';
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
 * - `improved`: the same, and followers who were told of the incident when it was worse.
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
  const wasTold = ({ address }: Recipient) => transition.kind === 'improved' && knows.has(address.toLowerCase());
  return distinct(
    recipients.filter((recipient) => follows(recipient, transition) && (wantsIt(recipient) || wasTold(recipient))),
  );
}

function follows(recipient: Recipient, { deal, commitment }: RoutedTransition): boolean {
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
