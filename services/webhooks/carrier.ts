import type { Webhook } from '../../config/recipients/schema.ts';
import type { Carrier } from '../notices/carrier.ts';
import type { Delivery } from '../notices/mailer.ts';
import { oneLine } from '../notices/one-line.ts';
import { storedContent } from '../notices/stored-message.ts';
import { maskOf } from '../sources/transport/secret.ts';
import { cloudEventOf } from './cloud-event.ts';
import { type Endpoint, endpointOf } from './endpoint.ts';
import { signedHeaders } from './signature.ts';

export interface WebhookSettings {
  readonly webhooks: readonly Webhook[];
  readonly secret: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Temporal.Instant;
  /** How long an answer is waited for, milliseconds. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;
const LONGEST_WORDS = 300;
const MOST_READ = 4096;
/** It is what is said that is refused, and it would be said again; all else may be mended where it went wrong. */
const FOR_GOOD = new Set([400, 410, 413, 422]);
/** The connection never stood, so nothing was handed over. */
const NEVER_CONNECTED =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** Posts each message to the webhook that it is for, as a signed event. Redirects are not followed. */
export function webhookCarrier({ webhooks, secret, now, timeoutMs = TIMEOUT_MS, ...web }: WebhookSettings): Carrier {
  const endpoints = new Map(webhooks.map(({ name, url }) => [name, endpointOf(url)]));
  const hideSecret = maskOf(secret).text;
  return {
    async carry(claimed, signal): Promise<Delivery> {
      const endpoint = endpoints.get(claimed.address);
      if (!endpoint) {
        return {
          outcome: 'failed',
          error: `the recipients name no webhook "${claimed.address}" any more`,
          refused: false,
        };
      }
      const content = storedContent(claimed);
      if (content.kind === 'digest') return { outcome: 'failed', error: 'webhooks get no digest', refused: false };
      const event = cloudEventOf(content, claimed.dedupKey);
      const body = JSON.stringify(event);
      const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const shown = (words: string) => oneLine(hideSecret(endpoint.hide(words)), LONGEST_WORDS);
      try {
        const response = await web.fetch(endpoint.url, {
          method: 'POST',
          headers: {
            ...endpoint.headers,
            'content-type': 'application/cloudevents+json; charset=utf-8',
            'user-agent': 'pactwatch',
            ...signedHeaders({ id: event.id, at: now(), body }, secret),
          },
          body,
          redirect: 'manual',
          signal: limited,
        });
        return answered(response.status, shown(await wordsIn(response)), endpoint);
      } catch (error) {
        return unanswered(error, signal, shown);
      }
    },
  };
}

function answered(status: number, words: string, { place }: Endpoint): Delivery {
  const said = words === '' ? String(status) : `${status} ${words}`;
  if (status >= 200 && status < 300) return { outcome: 'sent', response: said, place };
  if (status >= 300 && status < 400) {
    return { outcome: 'retry', error: `${place} redirects (${status}), which is not followed: correct the URL` };
  }
  const error = `${place}: ${said}`;
  return FOR_GOOD.has(status) ? { outcome: 'failed', error, refused: false } : { outcome: 'retry', error };
}

function unanswered(error: unknown, signal: AbortSignal, shown: (words: string) => string): Delivery {
  // What the signal stopped before it was sent cannot be told from what it stopped after.
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words = signal.aborted
    ? 'stopped before an answer came'
    : cause instanceof Error
      ? cause.message
      : String(cause);
  return { outcome: NEVER_CONNECTED.test(code) ? 'retry' : 'ambiguous', error: shown(words || code) };
}

/** The beginning of what was answered; a body that never ends, or ends early, says no more. */
async function wordsIn({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body ?? []) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= MOST_READ) break;
    }
  } catch {
    // The status says what became of it.
  }
  return Buffer.concat(chunks).toString('utf8', 0, MOST_READ);
}
