import type { Rule } from './rule.ts';
import type { Binds } from './terms.ts';

/** A rule with what `judge` has to know of its kind beyond one finding. */
export interface RuleKind<Terms> extends Rule<Terms> {
  /**
   * `continuous` when the promise holds in every period alike, so that a figure from outside the time in which it
   * binds says nothing of it; `by-deadline` when figures are a way towards a date.
   */
  readonly holds: 'continuous' | 'by-deadline';
  /** What the target of a finding is to its value; null when it is only compared with. */
  targetIs(terms: Terms): Binds | null;
  /** Whether the terms leave nothing to judge: `unknown` is then the answer, and no gap in the figures. */
  undecidable?(terms: Terms): boolean;
}
