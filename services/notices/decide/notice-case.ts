import type { LeastStanding } from '../../../config/recipients/schema.ts';
import type { DeliveryWay, SuppressionCause } from '../../../config/vocabulary/notice.ts';
import { type SourceState, troublesOf } from '../../../config/vocabulary/source-state.ts';
import { severity, type Standing } from '../../../config/vocabulary/standing.ts';
import type { TransitionKind } from '../../../config/vocabulary/transition.ts';
import type { QuietHours } from './working-time.ts';

/** One transition of an incident, as far as it decides who is told. */
export interface Move {
  readonly seq: number;
  readonly kind: TransitionKind;
  /** Why the standing or state changed. */
  readonly reason: string;
  /** Of a commitment, or of a source. */
  readonly toStanding: Standing | null;
  readonly toState: SourceState | null;
  readonly at: Temporal.Instant;
}

/** A notice of the incident that was written for the recipient. */
export interface Past {
  readonly seq: number;
  readonly toStanding: Standing | null;
  readonly toState: SourceState | null;
  /** When it was to leave. */
  readonly notBefore: Temporal.Instant;
  /** Whether it has left, or never will. */
  readonly isSettled: boolean;
  /** Why it was held back; null when it was not, and the recipient knows what it says. */
  readonly cause: SuppressionCause | null;
  readonly silence: string | null;
}

/** Somebody took an incident on. */
export interface Acknowledged {
  /** Of the transition that was acknowledged. */
  readonly seq: number;
  /** Null: until it worsens or closes. */
  readonly until: Temporal.Instant | null;
}

/** What stands between a recipient and the news, whatever it is. */
export interface Holds {
  /** Whether a server has refused the address for good. */
  readonly refused: boolean;
  readonly delivery: DeliveryWay;
  /** The silence over the commitment, the source or the recipient; null when there is none. */
  readonly silence: string | null;
}

/** All that decides whether one recipient is told of one incident, and when. */
export interface NoticeCase extends Holds {
  /** Its transitions in their order; the last one is how it stands. */
  readonly moves: readonly Move[];
  /** The mildest standing that the recipient wants to hear of; null when they follow none of it. Of a source `at_risk`. */
  readonly least: LeastStanding | null;
  /** In the order in which they were written. */
  readonly past: readonly Past[];
  readonly acknowledged: Acknowledged | null;
  /** Whether a source that the commitment rests on is late. */
  readonly sourceLate: boolean;
  readonly remindAfter: Temporal.Duration | null;
  readonly quietHours: QuietHours | null;
  readonly timeZone: string;
  /** How long what is not urgent waits for more of the same release. */
  readonly groupWait: Temporal.DurationLike;
  readonly now: Temporal.Instant;
}

/** How the incident stands. */
export function lastMove({ moves }: Pick<NoticeCase, 'moves'>): Move {
  const last = moves.at(-1);
  if (!last) throw new RangeError('an incident has at least the transition that opened it');
  return last;
}

/** What the recipient was told, or is about to be. */
export const toldIn = ({ past }: Pick<NoticeCase, 'past'>): readonly Past[] =>
  past.filter(({ cause }) => cause === null);

/** The transitions that the recipient has not been told of. */
export function untold(about: Pick<NoticeCase, 'moves' | 'past'>): readonly Move[] {
  const known = Math.max(0, ...toldIn(about).map(({ seq }) => seq));
  return about.moves.filter(({ seq }) => seq > known);
}

/** The last transition by which the incident began, or became worse; figures that begin to flap may do either. */
export function lastWorsening({ moves }: Pick<NoticeCase, 'moves'>): Move {
  return moves.findLast((move, index) => index === 0 || isWorsening(move, moves[index - 1]!))!;
}

function isWorsening({ kind, toStanding }: Move, before: Move): boolean {
  if (kind !== 'unstable') return kind === 'worsened';
  return severity(toStanding!) > severity(before.toStanding!);
}

/** Whether somebody has taken the incident on, and it has neither become worse nor closed since. */
export function isAcknowledged({
  moves,
  acknowledged,
  now,
}: Pick<NoticeCase, 'moves' | 'acknowledged' | 'now'>): boolean {
  if (acknowledged === null || lastMove({ moves }).kind === 'closed') return false;
  if (acknowledged.seq < lastWorsening({ moves }).seq) return false;
  return acknowledged.until === null || Temporal.Instant.compare(acknowledged.until, now) > 0;
}

/** The troubles of a source that the recipient has been told of. */
export const toldTroubles = (told: readonly Past[]) =>
  new Set(told.flatMap(({ toState }) => (toState === null ? [] : [...troublesOf(toState)])));
