import type { Answer } from '../transport.ts';
import { httpDate } from './http-date.ts';

const DAY_MS = 86_400_000;

/** How long an answer asks to be left alone, by the publisher's own clock where the answer states it. */
export function waitAskedFor({ headers, retrievedAt }: Pick<Answer, 'headers' | 'retrievedAt'>): number | undefined {
  return retryAfterMs(headers['retry-after'], httpDate(headers['date']) ?? retrievedAt);
}

/**
 * The wait that a `Retry-After` header asks for, in milliseconds: whole seconds or an HTTP date (RFC 9110, 10.2.3).
 * At most a day, 0 for a date that has passed, undefined when the header is absent or says neither.
 */
export function retryAfterMs(header: string | undefined, at: Temporal.Instant): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, DAY_MS);
  const until = httpDate(text);
  if (until === undefined) return undefined;
  return Math.min(Math.max(until.epochMilliseconds - at.epochMilliseconds, 0), DAY_MS);
}
