import type { Decimal } from '../../../config/vocabulary/decimal.ts';
import type { Standing } from '../../../config/vocabulary/standing.ts';
import type { Binds } from '../terms.ts';

export interface Pace {
  /** The flow so far, and the flow due at the end, in one unit. */
  readonly actual: Decimal;
  readonly target: Decimal;
  /** Months reported without a gap from the start, and months from the start to the deadline. */
  readonly months: number;
  readonly of: number;
}

/**
 * Where an even flow would be: `target × months ÷ of`.
 * Source: PIIE, "US-China phase one tracker: China's purchases of US goods", methodology notes (prorating, used to
 * October 2020). For spans other than a year the months are numbered from the start: pactwatch's own rule.
 */
export function equalPace({ target, months, of }: Pace): Decimal {
  return target.times(months).div(of);
}

/** The flow so far over the even pace; source as for `equalPace`. Needs at least one month. */
export function paceRatio(pace: Pace): Decimal {
  return pace.actual.times(pace.of).div(pace.target.times(pace.months));
}

/** What each month that is left has to bring; null when none is left. Source as for `equalPace`. */
export function neededPerMonth({ actual, target, months, of }: Pace): Decimal | null {
  return months < of ? target.minus(actual).div(of - months) : null;
}

/**
 * The standing of a flow against its pace. Before the deadline nothing obliges the flow to be even, so a pace never
 * breaches; at the deadline the level is judged. A ceiling is missed from above only.
 * Source: the default bands are pactwatch's own; the reading of a ceiling and of the deadline follow from the promise.
 */
export function standingAtPace(
  pace: Pace,
  binds: Binds,
  bands: { readonly on_track: Decimal; readonly at_risk: Decimal },
): Standing {
  const { actual, target, months, of } = pace;
  if (binds === 'ceiling') return actual.gt(target) ? 'off_track' : months === of ? 'compliant' : 'on_track';
  if (actual.gte(target)) return 'compliant';
  if (months === of) return binds === 'floor' ? 'breached' : 'off_track';
  // Multiplied out: a division would round what is compared.
  const reaches = (band: Decimal) => actual.times(of).gte(target.times(months).times(band));
  return reaches(bands.on_track) ? 'on_track' : reaches(bands.at_risk) ? 'at_risk' : 'off_track';
}
