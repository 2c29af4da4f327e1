import { createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';

/** Where links to pactwatch lead, and what they are signed with. */
export interface LinkSettings {
  readonly base: string;
  readonly secret: string;
}

/**
 * The link of a purpose that says something and is signed. The purpose is its folder and part of what is signed, so that
 * no link of ours can pass for one of another purpose.
 */
export function signedUrl(purpose: string, said: unknown, { base, secret }: LinkSettings): string {
  const text = Buffer.from(JSON.stringify(said)).toString('base64url');
  const folder = base.endsWith('/') ? base : `${base}/`;
  return new URL(`${purpose}/${text}.${signatureOf(purpose, text, secret).toString('base64url')}`, folder).href;
}

/** What the last part of such a link says; null when this pactwatch did not sign it for the purpose. */
export function readSigned<Said>(
  purpose: string,
  token: string,
  { schema, secret }: { readonly schema: z.ZodType<Said>; readonly secret: string },
): Said | null {
  const [text = '', signature = '', ...rest] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const due = signatureOf(purpose, text, secret);
  if (rest.length > 0 || given.length !== due.length || !timingSafeEqual(given, due)) return null;
  // Signed by us, and yet perhaps by a version that said it in another way.
  return schema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data ?? null;
}

const signatureOf = (purpose: string, text: string, secret: string): Buffer =>
  createHmac('sha256', secret).update(`${purpose}.${text}`).digest();
