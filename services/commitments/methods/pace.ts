import { Decimal } from '../../../config/vocabulary/decimal.ts';
import type { Standing } from '../../../config/vocabulary/standing.ts';
import type { Bands, Binds } from '../terms.ts';

export interface Pace {
  /** The flow so far, and the flow due at the end, in one unit. */
  readonly actual: Decimal;
  readonly target: Decimal;
  /** Months reported without a gap from the start, and months from the start to the deadline. */
  readonly months: number;
  readonly of: number;
  /** What a base year had in the months so far, and in all of them; without it the pace is even. */
  readonly season?: { readonly counted: Decimal; readonly whole: Decimal } | undefined;
  /** What of an expected target is owed for certain, where the rest of it rests on an assumption. */
  readonly owed?: Decimal | undefined;
}

/**
 * Where an even flow would be: `target × months ÷ of`.
 * Source: PIIE, "US-China phase one tracker: China's purchases of US goods", methodology notes (prorating, used to
 * October 2020). For spans other than a year the months are numbered from the start: pactwatch's own rule.
 */
export function equalPace({ target, months, of }: Pace): Decimal {
  return target.times(months).div(of);
}

/**
 * Where the flow has to be: at the even pace, or `target × counted ÷ whole` by the season of a base year.
 * Source: as for `equalPace`; PIIE prorates by the months of 2017 from October 2020 on.
 */
export function duePace(pace: Pace): Decimal {
  const { part, whole } = shareDue(pace);
  return pace.target.times(part).div(whole);
}

/** The flow so far over the pace; source as for `duePace`. Null when nothing is due by then. */
export function paceRatio(pace: Pace): Decimal | null {
  const { part, whole } = shareDue(pace);
  const due = pace.target.times(part);
  return due.isZero() ? null : pace.actual.times(whole).div(due);
}

function shareDue({ months, of, season }: Pace): { readonly part: Decimal; readonly whole: Decimal } {
  return season ? { part: season.counted, whole: season.whole } : { part: new Decimal(months), whole: new Decimal(of) };
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
export function standingAtPace(pace: Pace, binds: Binds, bands: Bands): Standing {
  const { actual, target, months, of, owed } = pace;
  if (binds === 'ceiling') return actual.gt(target) ? 'off_track' : months === of ? 'compliant' : 'on_track';
  if (actual.gte(target)) return 'compliant';
  if (months === of) return binds === 'floor' || owed?.gt(actual) ? 'breached' : 'off_track';
  const reaches = (band: Decimal) => aheadOf(pace, band).gte(0);
  return reaches(bands.on_track) ? 'on_track' : reaches(bands.at_risk) ? 'at_risk' : 'off_track';
}

/** How far the flow is ahead of a share of its pace; negative when behind. Source as for `duePace`. */
export function aheadOf(pace: Pace, share: Decimal): Decimal {
  const { part, whole } = shareDue(pace);
  // Multiplied out: a division before it would round what is compared.
  return pace.actual.times(whole).minus(pace.target.times(part).times(share)).div(whole);
}
