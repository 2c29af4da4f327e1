import type { Deal } from '../../config/deal/schema.ts';
import { type Recipient, recipientOf } from '../../config/recipients/schema.ts';
import type { Db } from '../../db/connection.ts';
import { decideDue, type LifecycleContext } from '../../services/incidents/lifecycle.ts';
import { putFigures } from './tin-ledger.ts';
import { look, pact, tin } from './tin-looks.ts';

export const recipient = (
  address: string,
  least: Recipient['least_standing'],
  more: Partial<Parameters<typeof recipientOf>[0]> = {},
): Recipient =>
  recipientOf({
    address,
    name: address.slice(0, address.indexOf('@')),
    follows: [{ commitments: 'all' }],
    least_standing: least,
    ...more,
  });
export const DESK = recipient('desk@example.org', 'at_risk');
export const POLICY = recipient('policy@example.org', 'off_track');

export const contextOf = (db: Db, at: Temporal.Instant, more: Partial<LifecycleContext> = {}): LifecycleContext => ({
  db,
  deal: pact,
  figuresMode: 'recorded',
  recipients: [DESK, POLICY],
  webhooks: [],
  groupWait: { minutes: 0 },
  publisherNames: { 'hand-fed': 'Hand-fed figures' },
  now: () => at,
  ...more,
});

/** Decides on all that is due, and tells what came of it, a line a transition. */
export async function decide(db: Db, at: Temporal.Instant, more: Partial<LifecycleContext> = {}): Promise<string[]> {
  const summaries = await decideDue(contextOf(db, at, more), new AbortController().signal);
  return summaries.map(
    ({ commitment, kind, from, to, reason, notices }) =>
      `${commitment} ${kind} from ${from} to ${to}, ${reason}, ${notices} notices`,
  );
}

/** January was on pace; what February brings decides, and is judged. */
export async function february(db: Db, at: Temporal.Instant, value: string | null, deal: Deal = pact): Promise<void> {
  await putFigures(db, deal, at, tin('2026-01', '1'), tin('2026-02', value));
  await look(db, at, deal);
}

/** All that a decision may write, as it stands. */
export async function decidedRows(db: Db) {
  const incidents = await db.selectFrom('incident').selectAll().orderBy('openedAt').execute();
  const transitions = await db.selectFrom('transition').selectAll().orderBy('id').execute();
  const notices = await db.selectFrom('notice').selectAll().orderBy('id').execute();
  return { incidents, transitions, notices };
}

/** Each transition with the addresses of those who get a notice about it. */
export async function addressesOf(db: Db): Promise<string[][]> {
  const { transitions, notices } = await decidedRows(db);
  return transitions.map(({ id, kind }) => [
    kind,
    ...notices.filter(({ transitionId }) => transitionId === id).map(({ address }) => address),
  ]);
}

/** How many assessments nobody has decided on. */
export async function undecided(db: Db): Promise<number> {
  return (await db.selectFrom('assessment').select('id').where('decidedAt', 'is', null).execute()).length;
}
