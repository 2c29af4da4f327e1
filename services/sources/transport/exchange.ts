import { Unanswered, unanswered } from './unanswered.ts';

/** How long and how much one call may take. */
export interface CallLimits {
  /** Until the headers are there, the connection included; milliseconds. */
  readonly headersMs: number;
  /** From the headers to the last byte; milliseconds. */
  readonly bodyMs: number;
  /** Bytes of the body after decompression. */
  readonly bytes: number;
}

/** What one call brought: the whole body, nothing judged. */
export interface Exchange {
  readonly httpStatus: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

export interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Covers the key in whatever an error quotes. */
  readonly mask: (text: string) => string;
}

/**
 * Makes one GET call and reads its answer whole. Redirects are answers, not followed.
 * @throws Unanswered in plain words when there is no whole answer; the reason of `signal` when the caller gave up.
 */
export async function exchange(
  fetch: typeof globalThis.fetch,
  call: Call,
  limits: CallLimits,
  signal: AbortSignal,
): Promise<Exchange> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const deadline = (ms: number, reason: string) =>
    setTimeout(() => stop.abort(new Unanswered(`${reason} ${ms / 1000} s`)), ms);
  let timer = deadline(limits.headersMs, 'sent no answer within');
  try {
    const response = await fetch(call.url, {
      headers: call.headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, stop.signal]),
    });
    clearTimeout(timer);
    timer = deadline(limits.bodyMs, 'did not finish its answer within');
    return { httpStatus: response.status, headers: response.headers, bytes: await readWhole(response, limits.bytes) };
  } catch (thrown) {
    signal.throwIfAborted();
    throw unanswered(stop.signal.aborted ? stop.signal.reason : thrown, call.mask);
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

async function readWhole(response: Response, cap: number): Promise<Uint8Array> {
  const tooLarge = () => new Unanswered(`sent an answer larger than ${cap} bytes`, true);
  if (Number(response.headers.get('content-length')) > cap) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > cap) throw tooLarge();
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
