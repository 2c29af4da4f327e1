import type { PublisherRequest } from '../connector.ts';
import { SourceError } from '../errors.ts';
import type { Answer, Ask } from '../transport.ts';
import { baseUrlOf, keyOf, rejectOtherOrigin } from './access.ts';
import { answerOf, largeAnswerOf } from './answer.ts';
import { type Call, exchange, openExchange } from './exchange.ts';
import { faultOf } from './judge.ts';
import { type KnownAnswer, revalidated, wouldDo } from './known-answers.ts';
import type { LiveLimits, LiveOptions } from './live.ts';
import { maskedChunks } from './mask-chunks.ts';
import { awaitTurn } from './pace.ts';
import { type FailedTry, withRetries } from './retry.ts';
import { maskOf, withKey } from './secret.ts';
import { type Spooled, spool } from './spool.ts';
import type { Turns } from './turns.ts';
import { Unanswered } from './unanswered.ts';
import { conditionsOf } from './validators.ts';

/** For an answer that need not be held. */
const LARGE: Pick<LiveLimits, 'bodyMs' | 'bytes'> = { bodyMs: 600_000, bytes: 4 * 1024 * 1024 * 1024 };

/** What all lines of a transport have in common. */
export interface LineParts {
  readonly options: LiveOptions;
  readonly limits: LiveLimits;
  readonly turns: Turns;
}

/** The way to one publisher for the time of one ask: how it is reached, and how a request is put to it. */
export function lineTo(
  { connector, sourceId }: Ask,
  { options, limits: general, turns }: LineParts,
  signal: AbortSignal,
) {
  const limits = { ...general, headersMs: options.limits?.headersMs ?? connector.patienceMs ?? general.headersMs };
  const access = options.access(connector.publisher);
  const baseUrl = baseUrlOf(access, connector);
  const key = keyOf(access, connector);
  const mask = maskOf(key);
  const { host } = new URL(baseUrl);
  // Connectors of one publisher have a home in common, wherever this process is told to find it.
  const home = new URL(connector.baseUrl ?? baseUrl).host;
  const { publisher, name } = connector;
  const { random, sleep } = options;
  const onRetry = (failed: FailedTry) => options.onRetry?.({ publisher, host, ...failed });
  // Publishers count the calls of a key, and those of a host without one by address, if at all.
  const paced = key === undefined && connector.key !== 'none' ? { ...connector, callsPerDay: undefined } : connector;

  /** Of the latest answer: it stays until the next one is asked for. */
  let laidAside: Spooled | undefined;
  const drop = async () => {
    await laidAside?.[Symbol.asyncDispose]();
    laidAside = undefined;
  };
  const askLarge = async (request: PublisherRequest, call: Call): Promise<Answer> => {
    await drop();
    await using open = await openExchange(options.fetch, call, { ...limits, ...LARGE, ...options.limits }, signal);
    const { chunks, places } = maskedChunks(open.chunks, mask, key);
    laidAside = await spool(chunks);
    return largeAnswerOf(request, open, laidAside, mask, places(), options.now());
  };
  const askOnce = async (request: PublisherRequest, call: Call): Promise<Answer> => {
    await awaitTurn(paced, { host, home }, { turns, sleep, longestWaitMs: limits.longestWaitMs }, signal);
    const answer = request.isLarge
      ? await askLarge(request, call)
      : answerOf(request, await exchange(options.fetch, call, limits, signal), mask, options.now());
    const quietMs = faultOf(answer)?.retryAfterMs ?? 0;
    if (quietMs > 0) await turns.leaveAlone(home, quietMs);
    return answer;
  };

  const ask = (request: PublisherRequest, known: KnownAnswer | undefined): Promise<Answer> => {
    const { url, headers } = withKey(request, key);
    const call = {
      url,
      headers: { ...headers, ...ownHeaders(request, options.userAgent), ...(known && conditionsOf(known)) },
      post: request.method === 'POST' ? (request.body ?? '') : undefined,
      mask: mask.text,
    };
    const policy = { ...limits, random, sleep, onRetry };
    return withRetries(() => askOnce(request, call), policy, signal).catch((error: unknown) => {
      throw error instanceof Unanswered ? new SourceError(error.fault, `${name} (${host}) ${error.message}`) : error;
    });
  };

  const put = async (request: PublisherRequest): Promise<Answer> => {
    await drop();
    rejectOtherOrigin(request, baseUrl, connector);
    const found = await options.known?.find(sourceId, mask.text(request.url));
    const known = found && wouldDo(found, request) ? found : undefined;
    const answer = await ask(request, known);
    if (known === undefined || answer.httpStatus !== 304) return answer;
    return (await revalidated(known, answer)) ?? ask(request, undefined);
  };
  return { access: { baseUrl, hasKey: key !== undefined }, put, [Symbol.asyncDispose]: drop };
}

function ownHeaders({ accepts, method }: PublisherRequest, userAgent: string): Record<string, string> {
  return {
    accept: accepts.map((type) => (type === '*' ? '*/*' : type)).join(', '),
    'user-agent': userAgent,
    ...(method === undefined ? {} : { 'content-type': 'application/json' }),
  };
}
