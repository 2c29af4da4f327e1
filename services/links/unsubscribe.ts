import { z } from 'zod';
import { type LinkSettings, readSigned, signedUrl } from './token.ts';

const PURPOSE = 'unsubscribe';

/** Whose choice a link makes: the digest instead of every mail of a deal. */
const Unsubscribing = z.strictObject({ deal: z.string(), address: z.string() });
export type Unsubscribing = z.output<typeof Unsubscribing>;

/**
 * The link by which one recipient leaves the mails of a deal. It does not expire: who unsubscribes from an old mail means
 * it. Behind it a GET shows and a POST acts.
 */
export function unsubscribeUrl({ deal, address }: Unsubscribing, settings: LinkSettings): string {
  return signedUrl(PURPOSE, { deal, address: address.toLowerCase() }, settings);
}

/** What the last part of such a link asks for; null when this pactwatch did not sign it. */
export function readUnsubscribe(token: string, secret: string): Unsubscribing | null {
  return readSigned(PURPOSE, token, { schema: Unsubscribing, secret });
}
