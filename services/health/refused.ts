import type { Refusal } from '../../db/refusals.ts';
import { instantText } from '../notices/format.ts';
import { type Check, warn } from './check.ts';

/** The addresses that get no mail, since a server has refused them for good. */
export function checkRefused(refused: readonly Refusal[]): Check[] {
  return refused.map(({ address, at, detail }) =>
    warn(
      { area: 'mail', subject: address },
      `gets no mail since ${instantText(at.toString())}: ${detail}`,
      `Mend the mailbox, or name another one in the file of recipients; then: pactwatch mail allow ${address} --by NAME --why REASON`,
    ),
  );
}
