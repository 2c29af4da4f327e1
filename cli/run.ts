import type { Env } from '../config/env.ts';
import { isBroken, runCycle, type CycleResult } from '../jobs/cycle.ts';
import { startWorkers } from '../jobs/worker.ts';
import { sayWord } from '../services/commitments/words.ts';
import { openDeal } from '../services/deal.ts';
import { STANDING_SHAPES } from '../services/notices/words.ts';
import { readScorecard } from '../services/scorecard/read.ts';
import type { Scorecard } from '../services/scorecard/schema.ts';
import type { PullSummary } from '../services/sources/pull/context.ts';
import type { MeasureCounts } from '../services/sources/pull/store-measures.ts';
import { openApp } from './app.ts';
import { EXIT } from './exit-codes.ts';
import { logTo } from './log.ts';
import { pulledMeasures } from './print-measures.ts';
import { revisionLines } from './print-revisions.ts';
import { sourceTransitionText } from './print-sources.ts';
import { printScorecard } from './print-scorecard.ts';
import { partedLines } from './print-sides.ts';
import { styleOf } from './style.ts';

const CLOSE_DEADLINE_MS = 10_000;

/** Runs one whole cycle and prints the scorecard. Returns the exit code. */
export async function run(env: Env, signal: AbortSignal): Promise<number> {
  const deal = openDeal(env.dealFolder);
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const style = styleOf(process.stderr);
  const log = logTo(env.logLevel ?? 'warn');
  await using app = await openApp({ env, deal, log, say });
  const { context, queues } = app;
  const workers = await startWorkers(queues, context, log);
  try {
    const result = await runCycle(
      context,
      {
        pulled: (summary) => say(pullLine(summary)),
        assessed: ({ commitment, standing, assessment }) =>
          say(
            `judged  ${commitment}: ${style.standing(standing, `${STANDING_SHAPES[standing]} ${sayWord(standing)}`)}${assessment === null ? ', unchanged' : ''}`,
          ),
        sent: ({ address, state, place, detail }) =>
          say(`mail    ${address}: ${state}${state === 'sent' ? `, ${place}` : `, ${detail}`}`),
      },
      signal,
    );
    for (const transition of result.sources) say(`source  ${sourceTransitionText(transition)}`);
    for (const line of partedLines(result)) say(line);
    for (const line of revisionLines(result, deal, context.now())) say(line);
    say(summaryLine(result));
    say('');
    const card = await readScorecard(context, context.now());
    process.stdout.write(printScorecard(card, styleOf(process.stdout)));
    return exitCode(result, card);
  } finally {
    await workers.close(CLOSE_DEADLINE_MS);
  }
}

/** A source that failed is told and no fault of the run; a pull that never came to ask is, and so is a mail not yet out. */
function exitCode({ pulls }: CycleResult, { notices, digests }: Scorecard): number {
  if (pulls.some(isBroken)) return EXIT.unexpected;
  return [...notices, ...digests].some(({ state }) => state === 'retry') ? EXIT.dependencyDown : EXIT.ok;
}

function pullLine({ source, outcome, detail, observations, measures, ...changes }: PullSummary): string {
  if (outcome !== 'ok') return `pulled  ${source}: ${outcome}, ${detail}`;
  const { added, revised, withdrawn } = changes;
  const gone = withdrawn === 0 ? '' : ` (${withdrawn} withdrawn)`;
  const change = added + revised === 0 ? 'nothing changed' : `${added} new, ${revised} revised${gone}`;
  // A register has no figures, unless it has.
  const figures = measures !== null && observations === 0 ? [] : [`${observations} figures, ${change}`];
  const read = [...figures, ...(measures === null ? [] : [pulledMeasures(measures)])];
  return `pulled  ${source}: ${read.join('; ')}${detail === null ? '' : `; ${detail}`}`;
}

function summaryLine({ pulls, assessments, transitions, sources, sends }: CycleResult): string {
  const vintages = pulls.reduce((sum, { added, revised, measures }) => sum + added + revised + written(measures), 0);
  const changed = assessments.filter(({ assessment }) => assessment !== null).length;
  const moved = transitions.length + sources.length;
  if (vintages + changed + moved + sends.length === 0) {
    return 'Nothing changed: no vintage written, no standing moved, nothing opened, nothing mailed.';
  }
  return `Wrote ${count(vintages, 'vintage')} and ${count(changed, 'assessment')}, moved ${count(moved, 'incident')}, handled ${count(sends.length, 'mail')}.`;
}

const written = (measures: MeasureCounts | null) =>
  measures === null ? 0 : measures.added + measures.changed + measures.unlisted;

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
