import type { SourceReason, SourceState } from '../../config/vocabulary/source-state.ts';
import type { MoveKind } from '../../config/vocabulary/transition.ts';
import { inTransaction } from '../../db/connection.ts';
import {
  insertSourceIncident,
  insertSourceTransition,
  lockSource,
  moveSourceIncident,
  openSourceIncident,
  openSourceIncidents,
} from '../../db/source-incidents.ts';
import { commitmentsFedBy } from '../commitments/fed-by.ts';
import { eachAlone } from '../each-alone.ts';
import { gatherSourceContent, type GatherSourceContext, withdrawnContent } from '../notices/gather-source.ts';
import type { SourceNoticeContent } from '../notices/source-content.ts';
import { tellOf } from '../notices/decide/tell.ts';
import { readSourceHealth } from '../sources/health/read.ts';
import { decideSource, type SourceDecision } from './decide-source.ts';
import type { LifecycleContext } from './lifecycle.ts';
import { knownIncident } from './source-incident.ts';

export interface SourceLifecycleContext extends LifecycleContext, GatherSourceContext {}

export interface SourceTransitionSummary {
  readonly source: string;
  readonly incident: string;
  readonly kind: MoveKind;
  readonly from: SourceState | null;
  readonly to: SourceState;
  readonly reason: SourceReason;
  readonly notices: number;
}

type Moved = Extract<SourceDecision, { transition: string }>;

/**
 * Opens, moves and closes the incidents of sources, by their calendars and pulls; on recorded figures it does nothing.
 * For each source, in one transaction: its incident, the transition, and one notice a recipient. It reads a few rows
 * when nothing has changed, and may be repeated, also side by side. No commitment is touched.
 * @throws as `eachAlone`.
 */
export async function decideSources(
  context: SourceLifecycleContext,
  signal: AbortSignal,
): Promise<SourceTransitionSummary[]> {
  const { db, deal, figuresMode, now } = context;
  if (figuresMode === 'recorded') return [];
  const at = now();
  const health = await readSourceHealth(context, at);
  const open = new Map((await openSourceIncidents(db, deal.id)).map((incident) => [incident.subject, incident]));
  // Most sources are in order, and there is nothing to lock for them.
  const due = await eachAlone(Object.keys(deal.sources), signal, async (source) => {
    const incident = await knownIncident(db, deal.id, open.get(source));
    return decideSource(incident ?? null, health.get(source)!, at).transition === null ? undefined : source;
  });
  const gone = [...open.keys()].filter((source) => !Object.hasOwn(deal.sources, source));
  return eachAlone([...due, ...gone], signal, (source) =>
    inTransaction(db, async (trx) => {
      await lockSource(trx, deal.id, source);
      return Object.hasOwn(deal.sources, source)
        ? decideOne({ ...context, db: trx }, source)
        : closeGone({ ...context, db: trx }, source);
    }),
  );
}

/** Looks again under the lock: another process may have been faster. */
async function decideOne(
  context: SourceLifecycleContext,
  source: string,
): Promise<SourceTransitionSummary | undefined> {
  const { db, deal } = context;
  const open = await knownIncident(db, deal.id, await openSourceIncident(db, deal.id, source));
  // No earlier than its last transition: a replica whose clock is behind undoes nothing.
  const at = open && Temporal.Instant.compare(open.lastAt, context.now()) > 0 ? open.lastAt : context.now();
  const health = (await readSourceHealth(context, at)).get(source)!;
  const decision = decideSource(open ?? null, health, at);
  if (decision.transition === null) return undefined;

  const { transition: kind, reason, from, to, seq } = decision;
  const incident = open?.id ?? (await insertSourceIncident(db, { deal: deal.id, source, state: to, openedAt: at })).id;
  if (open) await moveSourceIncident(db, open.id, { state: to, seq, closedAt: kind === 'closed' ? at : null });
  const feeds = commitmentsFedBy(deal, source, at);
  const transition = { seq, kind, reason, from, to, at };
  const content = await gatherSourceContent(context, { id: source, health, feeds, incident, transition });
  const notices = await writeTransition(context, source, content, { ...decision, at });
  return { source, incident, kind, from, to, reason, notices };
}

/** Closes the incident of a source that the deal file has no longer; its last notice is all that is left of it. */
async function closeGone(
  context: SourceLifecycleContext,
  source: string,
): Promise<SourceTransitionSummary | undefined> {
  const { db, deal, now } = context;
  const open = await knownIncident(db, deal.id, await openSourceIncident(db, deal.id, source));
  if (!open) return undefined;
  const at = now();
  const moved = { seq: open.seq + 1, from: open.state, to: 'in_order', reason: 'no_longer_watched' } as const;
  await moveSourceIncident(db, open.id, { state: moved.to, seq: moved.seq, closedAt: at });
  const content = withdrawnContent(open.lastContent, { ...moved, kind: 'closed', at });
  const notices = await writeTransition(context, source, content, { ...moved, transition: 'closed', at });
  return { source, incident: open.id, kind: 'closed', from: moved.from, to: moved.to, reason: moved.reason, notices };
}

async function writeTransition(
  context: SourceLifecycleContext,
  source: string,
  content: SourceNoticeContent,
  { transition: kind, seq, reason, from, to, at }: Moved & { readonly at: Temporal.Instant },
): Promise<number> {
  const { incident } = content;
  const row = { incidentId: incident, seq, kind, reason, fromState: from, toState: to, at, content };
  await insertSourceTransition(context.db, row);
  return tellOf(context, { id: incident, kind: 'source', subject: source });
}
