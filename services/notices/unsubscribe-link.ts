import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Where links to pactwatch lead, and what they are signed with. */
export interface LinkSettings {
  readonly base: string;
  readonly secret: string;
}

/** Whose choice a link makes: the digest instead of every mail of a deal. */
const Unsubscribing = z.strictObject({ deal: z.string(), address: z.string() });
export type Unsubscribing = z.output<typeof Unsubscribing>;

/**
 * The link by which one recipient leaves the mails of a deal. It does not expire: who unsubscribes from an old mail means
 * it. Behind it a GET shows and a POST acts.
 */
export function unsubscribeUrl({ deal, address }: Unsubscribing, { base, secret }: LinkSettings): string {
  const said = Buffer.from(JSON.stringify({ deal, address: address.toLowerCase() })).toString('base64url');
  const folder = base.endsWith('/') ? base : `${base}/`;
  return new URL(`unsubscribe/${said}.${signatureOf(said, secret).toString('base64url')}`, folder).href;
}

/** What the last part of such a link asks for; null when this pactwatch did not sign it. */
export function readUnsubscribe(token: string, secret: string): Unsubscribing | null {
  const [said = '', signature = '', ...rest] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const due = signatureOf(said, secret);
  if (rest.length > 0 || given.length !== due.length || !timingSafeEqual(given, due)) return null;
  return Unsubscribing.parse(JSON.parse(Buffer.from(said, 'base64url').toString()));
}

/** The purpose is part of what is signed, so that no other link of ours can pass for this one. */
const signatureOf = (said: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(`unsubscribe.${said}`).digest();
