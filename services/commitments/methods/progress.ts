import { Decimal } from '../../../config/vocabulary/decimal.ts';
import type { Standing } from '../../../config/vocabulary/standing.ts';

/** The words of the Open SDG method for how far growth is enough. */
export type Progress =
  | 'target_achieved'
  | 'substantial_progress'
  | 'moderate_progress'
  | 'limited_progress'
  | 'deterioration';

/** Growth ratios from which progress is substantial and moderate; deals may set others. */
export interface ProgressBands {
  readonly substantial: Decimal;
  readonly moderate: Decimal;
}

/**
 * The word for a growth ratio.
 * Source: Open SDG documentation, "Progress measure methodology"; open-sdg/sdg-build, `ProgressMeasure.py`.
 */
export function progressOf(ratio: Decimal, achieved: boolean, { substantial, moderate }: ProgressBands): Progress {
  if (achieved) return 'target_achieved';
  if (ratio.gte(substantial)) return 'substantial_progress';
  if (ratio.gte(moderate)) return 'moderate_progress';
  return ratio.gte(0) ? 'limited_progress' : 'deterioration';
}

/** The default standing of each word: pactwatch's own. */
export const PROGRESS_STANDINGS: Readonly<Record<Progress, Standing>> = {
  target_achieved: 'compliant',
  substantial_progress: 'on_track',
  moderate_progress: 'at_risk',
  limited_progress: 'off_track',
  deterioration: 'off_track',
};

/**
 * The score from −5 to 5 of a growth ratio: `min(7.1429 R − 4.2857, 5)` from 0.6 upward, `max(4.1667 R − 2.5, −5)`
 * below, 5 once achieved. Source as for `progressOf`.
 */
export function progressScore(ratio: Decimal, achieved: boolean): Decimal {
  if (achieved) return new Decimal(5);
  return ratio.gte('0.6')
    ? Decimal.min(ratio.times('7.1429').minus('4.2857'), 5)
    : Decimal.max(ratio.times('4.1667').minus('2.5'), -5);
}
