import { isDrift, severity, type Standing } from '../../config/vocabulary/standing.ts';
import type { TransitionReason } from '../../config/vocabulary/transition.ts';
import type { Figure } from '../commitments/rule.ts';

/** What an assessment brings to the decision. */
export interface Assessed {
  readonly standing: Standing;
  /** What was judged, and against what; null where there is no such figure. */
  readonly value: string | null;
  readonly target: string | null;
  /** Whether its figures flap. */
  readonly unstable: boolean;
  readonly dealDigest: string;
  /** The digest of all that it was judged by. */
  readonly definition: string;
  readonly figures: readonly Figure[];
  /** Every vintage of a figure that the rule was given, with those that yield none. */
  readonly inputs: readonly string[];
  /** Every vintage of a measure that it was given, and those that it weighed. */
  readonly measureInputs?: readonly string[];
  readonly measures?: readonly string[];
}

/** The incident that is open on a commitment. */
export interface OpenIncident {
  readonly standing: Standing;
  readonly seq: number;
}

export type Decision =
  | {
      readonly transition: 'opened';
      readonly seq: 1;
      readonly reason: TransitionReason;
      readonly from: Standing | null;
    }
  | {
      readonly transition: 'unstable';
      readonly seq: number;
      readonly reason: TransitionReason;
      readonly from: Standing | null;
    }
  | {
      readonly transition: 'worsened' | 'improved' | 'corrected' | 'closed';
      readonly seq: number;
      readonly reason: TransitionReason;
      readonly from: Standing;
    }
  | { readonly transition: null; readonly because: 'no_drift' | 'same_standing' | 'nothing_judged' };

/**
 * What an assessment does to the incident of its commitment. Pure.
 * An assessment that could not judge (`unknown`) neither opens nor closes anything: missing figures are no news of the
 * commitment. An incident whose standing stays, and whose figures their publisher revised, is corrected. Figures that
 * begin to flap are one transition, whatever it does to the standing, and open an incident where there is none; until
 * they settle the standing does not improve, and no revision is told as a correction.
 * @param restates Whether it was judged by something else than the one before, and given nothing that is known since.
 */
export function decide(
  incident: OpenIncident | null,
  previous: Assessed | null,
  current: Assessed,
  restates = false,
): Decision {
  const { standing } = current;
  if (standing === 'unknown') return { transition: null, because: 'nothing_judged' };
  const reason = restates ? 'rule_changed' : transitionReason(previous, current);
  if (current.unstable && !previous?.unstable) {
    const from = (incident ?? previous)?.standing ?? null;
    return { transition: 'unstable', seq: (incident?.seq ?? 0) + 1, reason, from };
  }
  if (!incident) {
    return isDrift(standing)
      ? { transition: 'opened', seq: 1, reason, from: previous?.standing ?? null }
      : { transition: null, because: 'no_drift' };
  }
  const seq = incident.seq + 1;
  const from = incident.standing;
  if (standing === incident.standing) {
    return reason === 'data_revised' && !current.unstable && isOtherwise(previous, current)
      ? { transition: 'corrected', seq, reason, from }
      : { transition: null, because: 'same_standing' };
  }
  if (!isDrift(standing)) return { transition: 'closed', seq, reason, from };
  return { transition: severity(standing) > severity(from) ? 'worsened' : 'improved', seq, reason, from };
}

/** Whether what was judged, or what it was judged against, is another number than before. A figure that is gone is none. */
const isOtherwise = (previous: Assessed | null, { value, target }: Assessed): boolean =>
  previous !== null &&
  previous.value !== null &&
  value !== null &&
  (previous.value !== value || previous.target !== target);

/**
 * Why the current assessment differs from the one before: figures and measures before rules, rules before other facts of
 * the deal file, and these before the calendar.
 */
export function transitionReason(previous: Assessed | null, current: Assessed): TransitionReason {
  if (!previous) return 'first_assessment';
  const now = vintagesByFigure(current.figures);
  // A figure that was there and stands on another vintage was revised; a window that moved on only lost its oldest.
  const revised = vintagesByFigure(previous.figures)
    .entries()
    .some(([key, vintages]) => now.has(key) && vintages.some((vintage) => !now.get(key)!.includes(vintage)));
  if (revised) return 'data_revised';
  const [usedThen, usedNow] = [vintagesIn(previous.figures), vintagesIn(current.figures)];
  if (!usedNow.isSubsetOf(usedThen)) return 'new_figure';
  // One that was withdrawn left a vintage without a value behind; one that the window has passed left nothing.
  const isNews = !new Set(current.inputs).isSubsetOf(new Set(previous.inputs));
  if (isNews && !usedThen.isSubsetOf(usedNow)) return 'data_revised';
  if (!new Set(current.measures).isSubsetOf(new Set(previous.measureInputs))) return 'register_changed';
  if (previous.definition !== current.definition) return 'rule_changed';
  return previous.dealDigest === current.dealDigest ? 'time_passed' : 'deal_updated';
}

const vintagesByFigure = (figures: readonly Figure[]): ReadonlyMap<string, readonly string[]> =>
  new Map(figures.map((figure) => [`${figure.series} ${figure.period}`, figure.vintages]));

const vintagesIn = (figures: readonly Figure[]): ReadonlySet<string> =>
  new Set(figures.flatMap(({ vintages }) => vintages));
