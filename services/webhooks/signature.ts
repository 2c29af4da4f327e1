import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/**
 * The headers by which a receiver knows who sent a body, that it is whole, and that it has had it before: those of
 * Standard Webhooks. A secret that begins with `whsec_` is the base64 of its bytes, any other one is taken as it is.
 * @param id The same at every attempt.
 */
export function signedHeaders(
  { id, at, body }: { readonly id: string; readonly at: Temporal.Instant; readonly body: string },
  secret: string,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at.epochMilliseconds / 1000));
  const key = secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
