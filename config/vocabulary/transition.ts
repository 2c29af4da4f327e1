/** What a transition does to the incident of a source. */
export const MOVE_KINDS = ['opened', 'worsened', 'improved', 'closed'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

/**
 * What a transition does to the incident of a commitment. `corrected`: the standing stays, and what it was judged by was
 * revised by its publisher; `unstable`: its figures begin to flap.
 */
export const TRANSITION_KINDS = [...MOVE_KINDS, 'corrected', 'unstable'] as const;
export type TransitionKind = (typeof TRANSITION_KINDS)[number];

/**
 * Why a standing changed. Stored with the transition, shown in the mail. `rule_changed` is a matter of what it is judged
 * by, `deal_updated` of a fact that the deal file states, such as the status of a text.
 */
export const TRANSITION_REASONS = [
  'first_assessment',
  'new_figure',
  'data_revised',
  'register_changed',
  'rule_changed',
  'deal_updated',
  'time_passed',
] as const;
export type TransitionReason = (typeof TRANSITION_REASONS)[number];
