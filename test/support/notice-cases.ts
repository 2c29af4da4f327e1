import type { SuppressionCause } from '../../config/vocabulary/notice.ts';
import type { SourceState } from '../../config/vocabulary/source-state.ts';
import type { Standing } from '../../config/vocabulary/standing.ts';
import type { TransitionKind } from '../../config/vocabulary/transition.ts';
import type { NoticeDecision } from '../../services/notices/decide/decide-notice.ts';
import type { Move, NoticeCase, Past } from '../../services/notices/decide/notice-case.ts';

/** A Tuesday, at noon in UTC. */
export const NOON = Temporal.Instant.from('2026-11-24T12:00:00Z');
export const hours = (count: number): Temporal.Instant => NOON.add({ hours: count });

type Course = readonly (readonly [kind: TransitionKind, to: Standing | SourceState, reason?: string])[];

/** Transitions one hour apart, the last one an hour ago. */
export const courseOf = (of: 'commitment' | 'source', ...course: Course): Move[] =>
  course.map(([kind, to, reason = 'new_figure'], index) => ({
    seq: index + 1,
    kind,
    reason,
    toStanding: of === 'commitment' ? (to as Standing) : null,
    toState: of === 'source' ? (to as SourceState) : null,
    at: hours(index - course.length),
  }));

/** A notice that somebody got at the transition itself, or that was held back. */
export const pastOf = (move: Move, cause: SuppressionCause | null = null, more: Partial<Past> = {}): Past => ({
  seq: move.seq,
  toStanding: move.toStanding,
  toState: move.toState,
  notBefore: move.at,
  isSettled: true,
  cause,
  silence: null,
  ...more,
});

/** The case of a commitment for somebody who follows it, wants to hear of each drift, and was told nothing yet. */
export const caseOf = (moves: readonly Move[], more: Partial<NoticeCase> = {}): NoticeCase => ({
  moves,
  least: 'at_risk',
  past: [],
  acknowledged: null,
  sourceLate: false,
  refused: false,
  delivery: 'at_once',
  silence: null,
  quietHours: null,
  remindAfter: Temporal.Duration.from({ days: 7 }),
  timeZone: 'UTC',
  groupWait: { minutes: 5 },
  now: NOON,
  ...more,
});

/** The same for somebody who was told of the transitions of some numbers. */
export const toldOf = (moves: readonly Move[], seqs: readonly number[], more: Partial<NoticeCase> = {}): NoticeCase =>
  caseOf(moves, { past: moves.filter(({ seq }) => seqs.includes(seq)).map((move) => pastOf(move)), ...more });

/** A decision in a word: what is told, or why it is not. */
export function wordOf(decision: NoticeDecision): string {
  if (decision.mail) return `told: ${decision.reason}`;
  return decision.reason === null ? decision.because : `held back: ${decision.reason}, ${decision.because}`;
}
