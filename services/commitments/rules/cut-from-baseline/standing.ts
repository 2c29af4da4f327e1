import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { Standing } from '../../../../config/vocabulary/standing.ts';
import type { Room } from '../../headroom.ts';
import { closingBands } from '../../terms.ts';
import type { CutTerms } from './terms.ts';
import { exact } from '../../words.ts';

/** A promise for a month and what was produced, of one member or of several in sum. */
export interface Kept {
  readonly name: string;
  readonly unit: string;
  readonly baseline: Decimal;
  /** With what a cure plan adds. */
  readonly cut: Decimal;
  readonly output: Decimal;
}

/** The thresholds of a cut: those by which a drift begins, or is over. */
export type Thresholds = Pick<CutTerms, 'binds' | 'tolerance' | 'on_track' | 'at_risk'>;

/** Undefined where the terms set none apart. */
export function closingThresholds(terms: CutTerms): Thresholds | undefined {
  const bands = closingBands(terms);
  return bands && { ...bands, binds: terms.binds, tolerance: terms.close?.tolerance ?? terms.tolerance };
}

const missed = ({ binds }: Thresholds): Standing => (binds === 'floor' ? 'breached' : 'off_track');

export function standingOf(kept: Kept, thresholds: Thresholds): Standing {
  const found = roomsOf(kept, thresholds).findLast(({ room }) => room.lt(0));
  return found?.to ?? 'compliant';
}

/** How much more may be produced before each worse standing shows: a lesser share of the cut allows no less. */
export function roomsOf({ name, unit, baseline, cut, output }: Kept, thresholds: Thresholds): Room[] {
  const { tolerance, on_track: onTrack, at_risk: atRisk } = thresholds;
  const allowed = baseline.minus(cut).plus(tolerance);
  const level = (share: Decimal) => Decimal.max(allowed, baseline.minus(cut.times(share)));
  const upTo = (to: Standing, most: Decimal): Room => ({
    to,
    room: most.minus(output),
    arithmetic: `${name}: ${exact(most, unit)} - ${exact(output, unit)}`,
  });
  return [upTo('on_track', allowed), upTo('at_risk', level(onTrack)), upTo(missed(thresholds), level(atRisk))];
}
