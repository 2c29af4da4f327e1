/** What can be wrong with a source; `late` is judged by its calendar, `failing` by its pulls. */
export const SOURCE_TROUBLES = ['late', 'failing'] as const;
export type SourceTrouble = (typeof SOURCE_TROUBLES)[number];

/** How a source stands: an incident is open while it is not in order. */
export const SOURCE_STATES = ['in_order', 'late', 'failing', 'late_and_failing'] as const;
export type SourceState = (typeof SOURCE_STATES)[number];

/** Why the state of a source changed. Stored with the transition, shown in the mail. */
export const SOURCE_REASONS = [
  'period_overdue',
  'quiet_too_long',
  'pulls_failing',
  'figures_came',
  'calendar_changed',
  'pulls_succeed',
  'no_longer_watched',
] as const;
export type SourceReason = (typeof SOURCE_REASONS)[number];

/** The state that is made of these troubles. */
export function stateOf(troubles: ReadonlySet<SourceTrouble>): SourceState {
  if (troubles.has('late')) return troubles.has('failing') ? 'late_and_failing' : 'late';
  return troubles.has('failing') ? 'failing' : 'in_order';
}

/** The troubles that a state is made of. */
export function troublesOf(state: SourceState): ReadonlySet<SourceTrouble> {
  switch (state) {
    case 'in_order':
      return new Set();
    case 'late_and_failing':
      return new Set(SOURCE_TROUBLES);
    default:
      return new Set([state]);
  }
}
