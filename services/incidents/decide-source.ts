import {
  type SourceReason,
  type SourceState,
  type SourceTrouble,
  stateOf,
  troublesOf,
} from '../../config/vocabulary/source-state.ts';
import type { SourceFault } from '../sources/errors.ts';
import type { Failing, SourceHealth } from '../sources/health/health.ts';

/** The incident that is open on a source. */
export interface OpenSourceIncident {
  readonly state: SourceState;
  readonly seq: number;
  readonly openedAt: Temporal.Instant;
  /** Whether it was opened soon after another one was closed. */
  readonly isRelapse: boolean;
}

export type SourceDecision =
  | {
      readonly transition: 'opened' | 'worsened' | 'improved' | 'closed';
      readonly seq: number;
      readonly reason: SourceReason;
      readonly from: SourceState | null;
      readonly to: SourceState;
    }
  | {
      readonly transition: null;
      /** `settling`: it answers again, and has failed too often of late to be believed at once. */
      readonly because: 'not_watched' | 'in_order' | 'may_pass' | 'same_state' | 'settling';
    };

/** How often a source has to fail in a row, and over how long, before a person is told. */
interface Patience {
  readonly failures: number;
  readonly lasting: Temporal.DurationLike;
}

// What only a person can mend is told sooner than what may pass. A day of tries outlasts most outages.
const MAY_PASS: Patience = { failures: 3, lasting: { hours: 24 } };
const UNREADABLE: Patience = { failures: 2, lasting: { hours: 12 } };
const PATIENCE: Readonly<Record<SourceFault, Patience>> = {
  unreachable: MAY_PASS,
  throttled: MAY_PASS,
  unavailable: MAY_PASS,
  no_content: MAY_PASS,
  format: UNREADABLE,
  wrong_subject: UNREADABLE,
  refused: { failures: 2, lasting: { hours: 1 } },
};

/** An incident that opens within this time after another one of the source is a relapse. */
export const RELAPSE_WITHIN = { hours: 7 * 24 };
/** How long a source has to answer after a relapse before its incident is closed; otherwise its first answer will do. */
const SETTLES_AFTER = { hours: 7 * 24 };

/**
 * What the health of a source does to its incident. Pure. One incident holds both troubles; it is closed when the last
 * of them is over. A trouble that comes back while the incident is open is recorded; who is told of it is for notices.
 */
export function decideSource(
  incident: OpenSourceIncident | null,
  health: SourceHealth,
  now: Temporal.Instant,
): SourceDecision {
  const before = incident ? troublesOf(incident.state) : new Set<SourceTrouble>();
  const after = troublesNow(incident, health, now);
  const to = stateOf(after);
  if (!incident) {
    if (to === 'in_order') return { transition: null, because: quietReason(health) };
    return { transition: 'opened', seq: 1, reason: worseBy(after, health), from: null, to };
  }
  if (to === incident.state) {
    const settles = health.failing === null && after.has('failing');
    return { transition: null, because: settles ? 'settling' : 'same_state' };
  }
  const moved = { seq: incident.seq + 1, from: incident.state, to };
  const added = after.difference(before);
  if (added.size > 0) return { ...moved, transition: 'worsened', reason: worseBy(added, health) };
  const closes = to === 'in_order';
  const reason = betterBy(before.difference(after), incident, health);
  return { ...moved, transition: closes ? 'closed' : 'improved', reason };
}

function troublesNow(
  incident: OpenSourceIncident | null,
  health: SourceHealth,
  now: Temporal.Instant,
): ReadonlySet<SourceTrouble> {
  if (!health.watched) return new Set();
  const fails =
    incident && troublesOf(incident.state).has('failing')
      ? health.failing !== null || (incident.isRelapse && !hasSettled(health, now))
      : health.failing !== null && outlasts(health.failing);
  return new Set([...(health.late ? (['late'] as const) : []), ...(fails ? (['failing'] as const) : [])]);
}

function outlasts({ fault, failures, since, until }: Failing): boolean {
  const patience = PATIENCE[fault];
  return failures >= patience.failures && Temporal.Instant.compare(since.add(patience.lasting), until) <= 0;
}

function hasSettled({ goodSince }: SourceHealth, now: Temporal.Instant): boolean {
  return goodSince !== null && Temporal.Instant.compare(goodSince.add(SETTLES_AFTER), now) <= 0;
}

function quietReason({ watched, failing }: SourceHealth): 'not_watched' | 'may_pass' | 'in_order' {
  if (!watched) return 'not_watched';
  return failing === null ? 'in_order' : 'may_pass';
}

const worseBy = (added: ReadonlySet<SourceTrouble>, { late }: SourceHealth): SourceReason =>
  added.has('late') && late ? late.reason : 'pulls_failing';

function betterBy(over: ReadonlySet<SourceTrouble>, incident: OpenSourceIncident, health: SourceHealth): SourceReason {
  if (!health.watched) return 'no_longer_watched';
  if (!over.has('late')) return 'pulls_succeed';
  const { lastNews } = health;
  // Without anything new since, it is the calendar that asks for less now.
  const came = lastNews !== null && Temporal.Instant.compare(lastNews, incident.openedAt) > 0;
  return came ? 'figures_came' : 'calendar_changed';
}
