import type { Recipient } from '../../config/recipients/schema.ts';
import type { SilenceSubject } from '../../config/vocabulary/notice.ts';
import { inTransaction } from '../../db/connection.ts';
import { recordAction } from '../../db/officer-actions.ts';
import { endSilence, insertSilence, type SilenceRow } from '../../db/silences.ts';
import { NotPossibleError } from './errors.ts';
import { checkedOfficer, checkedUntil, type Officer, type OfficerContext } from './officer.ts';

/** What is to be silent: a commitment or source by its id, a recipient by their address. */
export interface Silenced {
  readonly kind: SilenceSubject;
  readonly subject: string;
}

/**
 * Silences a commitment, a source or a recipient until an instant: what would be told meanwhile is kept with that cause,
 * and told afterwards if it still holds. The end of an incident that somebody was told of is told all the same.
 * @throws NotPossibleError when there is no such thing in the deal, or something is said that cannot be kept.
 */
export async function silence(
  context: OfficerContext & { readonly recipients: readonly Recipient[] },
  given: Silenced,
  { until, ...officer }: Officer & { readonly until: Temporal.Instant },
): Promise<SilenceRow> {
  const { db, deal, now } = context;
  const { by, why, via } = checkedOfficer(officer);
  const at = now();
  const ends = checkedUntil(until, at);
  const { kind, subject } = known(context, given);
  return inTransaction(db, async (trx) => {
    const action = { at, who: by, via, action: 'silence', deal: deal.id, subject: `${kind}/${subject}` } as const;
    await recordAction(trx, { ...action, why, until: ends });
    return insertSilence(trx, {
      deal: deal.id,
      subjectKind: kind,
      subject,
      reason: why,
      by,
      fromAt: at,
      until: ends,
    });
  });
}

/**
 * Ends a silence before its time.
 * @throws NotPossibleError when none of that id is in force.
 */
export async function unsilence({ db, deal, now }: OfficerContext, id: string, officer: Officer): Promise<SilenceRow> {
  const { by, why, via } = checkedOfficer(officer);
  const at = now();
  return inTransaction(db, async (trx) => {
    const ended = /^\d{1,18}$/.test(id) ? await endSilence(trx, { deal: deal.id, id }, { at, by }) : undefined;
    if (!ended) {
      throw new NotPossibleError(`no silence ${id} is in force: pactwatch incident list names those that are`);
    }
    const subject = `${ended.subjectKind}/${ended.subject}`;
    await recordAction(trx, { at, who: by, via, action: 'unsilence', deal: deal.id, subject, why, until: null });
    return ended;
  });
}

function known(
  { deal, recipients }: { deal: OfficerContext['deal']; recipients: readonly Recipient[] },
  { kind, subject }: Silenced,
): Silenced {
  const refuse = (what: string, names: readonly string[]): never => {
    throw new NotPossibleError(`${deal.id} has no ${what} "${subject}": ${names.join(', ')}`);
  };
  switch (kind) {
    case 'commitment':
    case 'source': {
      const named = kind === 'commitment' ? deal.commitments : deal.sources;
      return Object.hasOwn(named, subject) ? { kind, subject } : refuse(kind, Object.keys(named));
    }
    case 'recipient': {
      const address = subject.toLowerCase();
      const addresses = recipients.map((recipient) => recipient.address.toLowerCase());
      return addresses.includes(address) ? { kind, subject: address } : refuse(kind, addresses);
    }
  }
}
