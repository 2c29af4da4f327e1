import type { SuppressionCause } from '../../../config/vocabulary/notice.ts';
import type { NoticeRow } from '../../../db/notices.ts';
import { strangerOf } from './addressee.ts';
import { heldBackBy } from './decide-notice.ts';
import { holdsFor } from './holds.ts';
import { placeKeyOf } from '../ids.ts';
import type { IncidentState, Surroundings } from './incident-state.ts';
import { lastMove } from './notice-case.ts';

/** What has come between a notice and its recipient while it waited; null when nothing has. */
export interface LateHold {
  readonly notice: NoticeRow;
  readonly cause: SuppressionCause | null;
  readonly silence: string | null;
}

/**
 * Looks once more at notices whose time has come, since somebody may have silenced or acknowledged what they are of while
 * they waited. Pure.
 * @param states The incidents that they are of, by id.
 */
export function lateHolds(
  pending: readonly NoticeRow[],
  states: ReadonlyMap<string, IncidentState>,
  around: Surroundings,
): LateHold[] {
  const holds = pending.map((notice) => holdOf(notice, states.get(notice.incidentId)!, around));
  const leaves = new Set(
    holds
      .filter(({ cause, notice }) => cause === null && notice.reason !== 'closed')
      .map(({ notice }) => notice.incidentId),
  );
  return holds.map((hold) => {
    const { notice, silence } = hold;
    const known = leaves.has(notice.incidentId) || wasTold(notice, states.get(notice.incidentId)!);
    // The end of what was silenced before anybody heard of it.
    return notice.reason === 'closed' && hold.cause === null && silence !== null && !known
      ? { ...hold, cause: 'silenced' as const }
      : hold;
  });
}

function holdOf(notice: NoticeRow, { incident, moves, acknowledged }: IncidentState, around: Surroundings): LateHold {
  const addressee = around.addressees.find((one) => placeKeyOf(one) === placeKeyOf(notice)) ?? strangerOf(notice);
  const holds = holdsFor(incident, addressee, around);
  const about = { ...holds, moves, acknowledged, now: around.now };
  const isOver = lastMove(about).kind === 'closed' && (notice.reason === 'reminder' || notice.reason === 'escalation');
  const cause = isOver ? 'overtaken' : heldBackBy(about, notice.reason);
  return { notice, cause, silence: holds.silence };
}

const wasTold = (notice: NoticeRow, { notices }: IncidentState): boolean =>
  notices.some(({ state, ...row }) => state === 'written' && placeKeyOf(row) === placeKeyOf(notice));
