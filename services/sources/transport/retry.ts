import type { Answer } from '../transport.ts';
import { waitAskedFor } from './retry-after.ts';
import { Unanswered } from './unanswered.ts';

/** Waits; rejects when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<unknown>;

export interface FailedTry {
  /** From 1. */
  readonly attempt: number;
  readonly reason: string;
  /** Until the next try. */
  readonly waitMs: number;
}

export interface RetryPolicy {
  readonly tries: number;
  readonly retryBaseMs: number;
  readonly longestWaitMs: number;
  readonly random: () => number;
  readonly sleep: Sleep;
  readonly onRetry: (failed: FailedTry) => void;
}

/**
 * Asks until there is an answer that another try would not better: 429 and 5xx are asked again, and so is silence.
 * Waits have full jitter and are never shorter than `Retry-After` says; one that is too long to wait for is an answer.
 * @throws Unanswered when the last try brought no answer.
 */
export async function withRetries(
  ask: () => Promise<Answer>,
  policy: RetryPolicy,
  signal: AbortSignal,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await ask().catch(orUnanswered);
    const waitMs = attempt < policy.tries ? waitAfter(outcome, attempt, policy) : undefined;
    if (waitMs === undefined) {
      if (!(outcome instanceof Unanswered)) return outcome;
      throw attempt === 1 ? outcome : new Unanswered(`${outcome.message} (${attempt} tries)`);
    }
    const reason = outcome instanceof Unanswered ? outcome.message : `answered ${outcome.httpStatus}`;
    policy.onRetry({ attempt, reason, waitMs });
    await policy.sleep(waitMs, signal);
  }
}

function orUnanswered(error: unknown): Unanswered {
  if (error instanceof Unanswered) return error;
  throw error;
}

/** Undefined when the outcome is final. */
function waitAfter(outcome: Answer | Unanswered, attempt: number, policy: RetryPolicy): number | undefined {
  const longest = Math.min(policy.retryBaseMs * 2 ** (attempt - 1), policy.longestWaitMs);
  const jittered = Math.round(policy.random() * longest);
  if (outcome instanceof Unanswered) return outcome.lasting ? undefined : jittered;
  if (outcome.httpStatus !== 429 && outcome.httpStatus < 500) return undefined;
  const asked = waitAskedFor(outcome) ?? 0;
  return asked > policy.longestWaitMs ? undefined : Math.max(asked, jittered);
}
