import type { Standing } from '../../config/vocabulary/standing.ts';
import type { TransitionKind, TransitionReason } from '../../config/vocabulary/transition.ts';
import {
  type AssessmentRow,
  assessmentBefore,
  lockCommitment,
  takeUndecided,
  undecidedCommitments,
} from '../../db/assessments.ts';
import { type Db, inTransaction } from '../../db/connection.ts';
import {
  type IncidentRow,
  insertIncident,
  insertTransition,
  moveIncident,
  openIncidentOf,
} from '../../db/incidents.ts';
import { inputsByKind } from '../commitments/inputs.ts';
import { judgementOf } from '../commitments/stored.ts';
import { eachAlone } from '../each-alone.ts';
import { gatherContent } from '../notices/gather.ts';
import { type TellContext, tellOf } from '../notices/decide/tell.ts';
import { type Assessed, type Decision, decide } from './decide.ts';
import { restates } from './restates.ts';

export interface LifecycleContext extends TellContext {
  /** Publishers' names by publisher id. */
  readonly publisherNames: Readonly<Record<string, string>>;
}

export interface TransitionSummary {
  readonly commitment: string;
  readonly incident: string;
  readonly kind: TransitionKind;
  readonly from: Standing | null;
  readonly to: Standing;
  readonly reason: TransitionReason;
  /** How many mails it makes. */
  readonly notices: number;
}

/**
 * Decides on every assessment that no decision has been made on, oldest first. For each commitment, in one transaction:
 * its incident, the transitions, and one notice a recipient, suppressed where a changed rule only restates. May be
 * repeated, also side by side; a commitment that fails does not hold up the others.
 * @throws as `eachAlone`.
 */
export async function decideDue(context: LifecycleContext, signal: AbortSignal): Promise<TransitionSummary[]> {
  const { db, deal, now } = context;
  const decided = await eachAlone(await undecidedCommitments(db, deal.id), signal, (commitment) =>
    inTransaction(db, async (trx) => {
      await lockCommitment(trx, deal.id, commitment);
      const transitions: TransitionSummary[] = [];
      for (const assessment of await takeUndecided(trx, deal.id, commitment, now())) {
        const transition = await decideOne({ ...context, db: trx }, assessment);
        if (transition) transitions.push(transition);
      }
      return transitions;
    }),
  );
  return decided.flat();
}

async function decideOne(context: LifecycleContext, assessment: AssessmentRow): Promise<TransitionSummary | undefined> {
  const { db, deal } = context;
  // A commitment that the deal no longer has is judged no more; its history stays.
  if (!Object.hasOwn(deal.commitments, assessment.commitment)) return undefined;
  const previous = await assessmentBefore(db, assessment);
  const open = await openIncidentOf(db, deal.id, assessment.commitment);
  const decision = decide(
    open ?? null,
    previous ? assessedOf(previous) : null,
    assessedOf(assessment),
    previous !== undefined && (await restates(db, previous, assessment)),
  );
  if (decision.transition === null) return undefined;

  const incident = open ?? (await openIncident(db, assessment));
  if (open) {
    const { standing, at } = assessment;
    const closedAt = decision.transition === 'closed' ? at : null;
    await moveIncident(db, open.id, { standing, seq: decision.seq, closedAt });
  }
  const notices = await writeTransition(context, assessment, incident, decision);
  return {
    commitment: assessment.commitment,
    incident: incident.id,
    kind: decision.transition,
    from: decision.from,
    to: assessment.standing,
    reason: decision.reason,
    notices,
  };
}

function openIncident(trx: Db, { deal, commitment, standing, at }: AssessmentRow): Promise<IncidentRow> {
  return insertIncident(trx, { deal, subject: commitment, standing, openedAt: at });
}

async function writeTransition(
  context: LifecycleContext,
  assessment: AssessmentRow,
  incident: IncidentRow,
  decision: Extract<Decision, { transition: string }>,
): Promise<number> {
  const { db } = context;
  const transition = {
    seq: decision.seq,
    kind: decision.transition,
    reason: decision.reason,
    from: decision.from,
    to: assessment.standing,
    at: assessment.at,
  };
  await insertTransition(db, {
    incidentId: incident.id,
    seq: transition.seq,
    kind: transition.kind,
    reason: transition.reason,
    fromStanding: transition.from,
    toStanding: transition.to,
    at: transition.at,
    assessmentId: assessment.id,
    content: await gatherContent(context, assessment, incident.id, transition),
  });
  return tellOf(context, { id: incident.id, kind: 'commitment', subject: assessment.commitment });
}

function assessedOf(row: AssessmentRow): Assessed {
  const { figures, measures = [], definition, steadiness, inputs: given } = judgementOf(row);
  const { standing, value, target, dealDigest, measureInputs = [] } = row;
  // The row names those of the other side of a trade too, which are no news of the commitment.
  const inputs = inputsByKind(given).figures;
  const unstable = steadiness?.unstable ?? false;
  return { standing, unstable, value, target, dealDigest, definition, inputs, figures, measureInputs, measures };
}
