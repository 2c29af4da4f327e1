import type { BackfillProgress, Settled } from '../services/backfill/backfill.ts';
import { barOn, type Progress } from './progress-bar.ts';

interface Outlet {
  /** Where a person reads along. */
  readonly stream: NodeJS.WriteStream;
  readonly settled: (settled: Settled) => unknown;
}

/** Tells of a backfill as it goes: a bar on a terminal, and a line of each partition that failed anywhere. */
export function backfillProgress(
  source: string,
  { stream, settled }: Outlet,
  stopping: AbortSignal,
): BackfillProgress & Disposable {
  const now = () => performance.now();
  const bar = isAnimated(stream) ? barOn(stream, now) : undefined;
  const say = (line: string) => (bar ? bar.say(line) : void stream.write(`${line}\n`));
  let state: Progress = { title: source, total: 0, done: 0, failed: 0, current: null, startedAt: now() };
  const show = (change: Partial<Progress>) => {
    state = { ...state, ...change };
    bar?.show(state);
  };
  const sayStopping = () => say('Stopping after the call that is under way; once more stops at once.');
  stopping.addEventListener('abort', sayStopping, { once: true });
  return {
    begun(due, joined) {
      if (joined) say(`Another backfill of ${source} is under way: this one shares its work, and forces nothing.`);
      show({ total: due.length, startedAt: now() });
    },
    asking: ({ period }) => show({ current: period }),
    settled(one) {
      const { period, state: reached, fault, detail } = one.row;
      const isFailure = reached === 'failed';
      if (isFailure) say(`failed  ${source} ${period}: ${fault}, ${detail}`);
      settled(one);
      show({ done: state.done + 1, failed: state.failed + (isFailure ? 1 : 0), current: null });
    },
    [Symbol.dispose]() {
      stopping.removeEventListener('abort', sayStopping);
      bar?.[Symbol.dispose]();
    },
  };
}

const isAnimated = ({ isTTY }: NodeJS.WriteStream) => isTTY && process.env['TERM'] !== 'dumb';
