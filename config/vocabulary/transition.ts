/**
 * What a transition does to its incident. `corrected`: the standing stays, and what it was judged by was revised by its
 * publisher.
 */
export const TRANSITION_KINDS = ['opened', 'worsened', 'improved', 'corrected', 'unstable', 'closed'] as const;
export type TransitionKind = (typeof TRANSITION_KINDS)[number];

/** Why a standing changed. Stored with the transition, shown in the mail. */
export const TRANSITION_REASONS = [
  'first_assessment',
  'new_figure',
  'data_revised',
  'register_changed',
  'rule_changed',
  'time_passed',
] as const;
export type TransitionReason = (typeof TRANSITION_REASONS)[number];
