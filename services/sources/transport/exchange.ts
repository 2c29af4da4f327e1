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
  /** A GET if not given. */
  readonly post?: string | undefined;
  /** Covers the key in whatever an error quotes. */
  readonly mask: (text: string) => string;
}

/** An answer whose headers are there and whose body is still to be read. Dispose it, read or not. */
export interface OpenExchange extends AsyncDisposable {
  readonly httpStatus: number;
  readonly headers: Headers;
  /**
   * The body once, decompressed, under the limits. Only the time spent waiting for the publisher counts, not the reader's.
   * Throws what `openExchange` does; what it gave before that is part of no answer.
   */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * Makes one call and waits for the headers of its answer. Redirects are answers, not followed.
 * @throws Unanswered in plain words when there is no whole answer; the reason of `signal` when the caller gave up.
 */
export async function openExchange(
  fetch: typeof globalThis.fetch,
  call: Call,
  limits: CallLimits,
  signal: AbortSignal,
): Promise<OpenExchange> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const within = async <T>(ms: number, late: string, work: Promise<T>): Promise<T> => {
    const timer = setTimeout(() => stop.abort(new Unanswered(late)), ms);
    try {
      return await work;
    } catch (thrown) {
      signal.throwIfAborted();
      throw unanswered(stop.signal.aborted ? stop.signal.reason : thrown, call.mask);
    } finally {
      clearTimeout(timer);
    }
  };
  try {
    const asked = fetch(call.url, {
      headers: call.headers,
      ...(call.post === undefined ? {} : { method: 'POST', body: call.post }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, stop.signal]),
    });
    const response = await within(limits.headersMs, `sent no answer within ${limits.headersMs / 1000} s`, asked);
    const { status: httpStatus, headers } = response;
    if (Number(headers.get('content-length')) > limits.bytes) throw tooLarge(limits);
    return {
      httpStatus,
      headers,
      chunks: chunksOf(response, limits, within),
      [Symbol.asyncDispose]: async () => stop.abort(),
    };
  } catch (error) {
    stop.abort();
    throw error;
  }
}

type Within = <T>(ms: number, late: string, work: Promise<T>) => Promise<T>;

async function* chunksOf(
  { body }: Response,
  limits: CallLimits,
  within: Within,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null) return;
  const reader = body.getReader();
  const late = `did not finish its answer within ${limits.bodyMs / 1000} s`;
  let leftMs = limits.bodyMs;
  let size = 0;
  try {
    for (;;) {
      const since = performance.now();
      const { done, value } = await within(leftMs, late, reader.read());
      leftMs -= performance.now() - since;
      if (done) return;
      size += value.byteLength;
      if (size > limits.bytes) throw tooLarge(limits);
      yield value;
    }
  } finally {
    // Whoever stops in the middle wants no more of it; what is broken already cannot be cancelled.
    await reader.cancel().catch(() => {});
  }
}

const tooLarge = ({ bytes }: CallLimits) => new Unanswered(`sent an answer larger than ${bytes} bytes`, true);

/**
 * Makes one call and reads its answer whole.
 * @throws as `openExchange`.
 */
export async function exchange(
  fetch: typeof globalThis.fetch,
  call: Call,
  limits: CallLimits,
  signal: AbortSignal,
): Promise<Exchange> {
  await using open = await openExchange(fetch, call, limits, signal);
  return { httpStatus: open.httpStatus, headers: open.headers, bytes: await wholeOf(open.chunks) };
}

async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const read = await Array.fromAsync(chunks);
  const whole = new Uint8Array(read.reduce((size, chunk) => size + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of read) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
