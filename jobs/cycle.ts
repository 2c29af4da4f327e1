import type { AssessSummary } from '../services/commitments/assess.ts';
import type { TransitionSummary } from '../services/incidents/lifecycle.ts';
import type { SourceTransitionSummary } from '../services/incidents/sources.ts';
import type { SendSummary } from '../services/notices/send.ts';
import type { PullSummary } from '../services/sources/pull/context.ts';
import { assess } from './assess.ts';
import { beat } from './beat.ts';
import type { JobContext } from './context.ts';
import { notify } from './notify.ts';
import { pull } from './pull.ts';
import type { QueuedJob } from './queues.ts';
import { send } from './send.ts';

/** Told of each step of a cycle as it ends. */
export interface CycleProgress {
  pulled(summary: PullSummary): void;
  assessed(summary: AssessSummary): void;
  sent(summary: SendSummary): void;
}

export interface CycleResult {
  readonly pulls: readonly PullSummary[];
  readonly assessments: readonly AssessSummary[];
  readonly transitions: readonly TransitionSummary[];
  /** Incidents of sources that opened, moved or closed. */
  readonly sources: readonly SourceTransitionSummary[];
  readonly sends: readonly SendSummary[];
}

interface Decided {
  readonly transitions: TransitionSummary[];
  readonly sources: SourceTransitionSummary[];
  readonly sends: { readonly message: string; readonly due: string }[];
}

/**
 * One whole cycle through the queues: every source pulled, then everything judged once, decided and sent. It waits for
 * each job, whichever worker takes it; a source that fails does not hold up the others.
 */
export async function runCycle(
  context: JobContext,
  progress: CycleProgress,
  signal: AbortSignal,
): Promise<CycleResult> {
  const { deal, enqueue, now } = context;
  const due = now().toString({ smallestUnit: 'millisecond' });
  // A person waits for this, and can run it again: no long back-off.
  const once = { attempts: 1 };
  const waitFor = <T>(job: QueuedJob) => job.finished(signal) as Promise<T>;

  const pulls = await Promise.all(
    Object.keys(deal.sources).map(async (source) => {
      const job = await enqueue(pull, { source, due, inCycle: true }, once);
      const summary = await waitFor<PullSummary>(job).catch((error: unknown) => brokenPull(source, error, signal));
      progress.pulled(summary);
      return summary;
    }),
  );

  const assessments = await waitFor<AssessSummary[]>(
    await enqueue(assess, { due, cause: 'cycle', inCycle: true }, once),
  );
  for (const summary of assessments) progress.assessed(summary);
  const decided = await waitFor<Decided>(await enqueue(notify, { due, cause: 'cycle', inCycle: true }, once));

  const sends = await Promise.all(
    decided.sends.map(async (payload) => {
      // Queued already by the decision: the same job, to be waited for.
      const summary = await waitFor<SendSummary | null>(await enqueue(send, payload));
      if (summary) progress.sent(summary);
      return summary;
    }),
  );
  // A person, or whoever runs cycles by hand, has no later round that would find a mail waiting.
  if (pulls.every((pull) => !isBroken(pull))) await beat(context, signal, { seconds: 0 });
  return {
    pulls,
    assessments,
    transitions: decided.transitions,
    sources: decided.sources,
    sends: sends.filter((summary) => summary !== null),
  };
}

/** Whether the job itself of a pull failed, which is no fault of its source: those are told as incidents. */
export const isBroken = ({ outcome, fault }: PullSummary): boolean => outcome === 'failed' && fault === null;

/** A pull whose job itself failed: no fault of the source that it could have told apart. */
function brokenPull(source: string, error: unknown, signal: AbortSignal): PullSummary {
  signal.throwIfAborted();
  const detail = error instanceof Error ? error.message : String(error);
  const figures = { observations: 0, added: 0, revised: 0, withdrawn: 0, revisions: [], measures: null };
  return { source, outcome: 'failed', fault: null, detail, mayPass: false, ...figures };
}
