import { insertAssessment, type NewAssessment } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { insertIncident, insertTransition, type IncidentRow, type NewTransition } from '../../db/incidents.ts';
import { insertMessage, type NewMessage } from '../../db/messages.ts';
import { insertNotices, type NewNotice, putInMessage } from '../../db/notices.ts';
import { DEAL, instant } from './vintages.ts';

export const AT = instant('2026-11-24T09:00:00Z');

/** An assessment of the tin floor; made up. */
export const assessmentOf = (more: Partial<NewAssessment> = {}): NewAssessment => ({
  deal: DEAL,
  commitment: 'tin-floor',
  dealVersion: 1,
  dealDigest: 'd'.repeat(64),
  method: 'quantity-per-period/1',
  clock: 'known',
  at: AT,
  standing: 'at_risk',
  since: AT,
  legal: 'compliant',
  value: '1.85',
  target: '12',
  margin: '-0.15',
  unit: 't',
  period: '2026-01/2026-02',
  evidence: 'official',
  reason: 'Made up.',
  inputs: ['1', '2'],
  judgement: { figures: [] },
  ...more,
});

/** Opens an incident on a commitment with its first transition. */
export async function openIncident(
  db: Db,
  incident: Partial<Parameters<typeof insertIncident>[1]> = {},
): Promise<{ incident: IncidentRow; transitionId: string }> {
  const opened = await insertIncident(db, {
    deal: DEAL,
    subject: 'tin-floor',
    standing: 'at_risk',
    openedAt: AT,
    ...incident,
  });
  return { incident: opened, transitionId: await addTransition(db, opened) };
}

export async function addTransition(
  db: Db,
  { id, deal, subject, standing, openedAt }: IncidentRow,
  more: Partial<NewTransition> = {},
): Promise<string> {
  const assessmentId = await insertAssessment(db, assessmentOf({ deal, commitment: subject, standing }));
  return insertTransition(db, {
    incidentId: id,
    seq: 1,
    kind: 'opened',
    reason: 'new_figure',
    fromStanding: null,
    toStanding: standing,
    at: openedAt,
    assessmentId,
    content: { said: 'made up' },
    ...more,
  });
}

/** Writes a notice about a transition to an address, and returns its id. */
export async function addNotice(db: Db, transitionId: string, more: Partial<NewNotice> = {}): Promise<string> {
  const notice = {
    transitionId,
    dedupKey: `${transitionId}:${more.address ?? 'desk@example.org'}`,
    channel: 'mail' as const,
    address: 'desk@example.org',
    name: 'Desk',
    language: 'en',
    timeZone: 'UTC',
    reason: 'first' as const,
    cause: null,
    silence: null,
    notBefore: AT,
    ...more,
  };
  await insertNotices(db, [notice]);
  const row = await db
    .selectFrom('notice')
    .select('id')
    .where('dedupKey', '=', notice.dedupKey)
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Writes a message with notices about a transition to an address, and returns its id. */
export async function addMessage(
  db: Db,
  transitions: readonly string[],
  { deal = DEAL, address = 'desk@example.org', name = 'Desk', ...more }: Partial<NewMessage> = {},
): Promise<string> {
  const notices = [];
  for (const transitionId of transitions) notices.push(await addNotice(db, transitionId, { address, name }));
  const dedupKey = more.dedupKey ?? `${transitions.join('+')}:${address}`;
  const message = await insertMessage(db, {
    deal,
    channel: 'mail',
    address,
    name,
    language: 'en',
    timeZone: 'UTC',
    dedupKey,
    messageId: `<${transitions.join('.')}@example.com>`,
    content: null,
    writtenAt: AT,
    notBefore: AT,
    ...more,
  });
  await putInMessage(db, notices, message!);
  return message!;
}
