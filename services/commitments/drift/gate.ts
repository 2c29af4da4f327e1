import type { Standing } from '../../../config/vocabulary/standing.ts';
import type { Drift } from './watch.ts';
import type { Step } from '../rule.ts';
import { sayList } from '../words.ts';

/** What a drift makes of a standing. */
export interface Drifted {
  readonly standing: Standing;
  /** To follow on the reason; empty where the standing is not moved. */
  readonly words: string;
  readonly wayBack: string | null;
  readonly steps: readonly Step[];
}

/**
 * A shift in a bad direction puts at risk what is kept or on track, and does no more: a detector alone shows no breach,
 * says nothing where the figures say nothing, and lifts no standing. The legal reading is none of its matters.
 */
export function driftGate(standing: Standing, { shifts }: Pick<Drift, 'shifts'>): Drifted {
  const moves = shifts.length > 0 && (standing === 'compliant' || standing === 'on_track');
  if (!moves) return { standing, words: '', wayBack: null, steps: [] };
  const shifted = sayList(shifts);
  return {
    standing: 'at_risk',
    words: ` Its figures drift: ${shifted}.`,
    wayBack: 'Figures that are back within the limits of the watch for drift.',
    steps: [{ what: 'moved by drift', arithmetic: `${standing} -> at_risk`, result: shifted }],
  };
}
