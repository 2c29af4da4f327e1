import type { OfficerAction, OfficerVia } from '../config/vocabulary/notice.ts';
import type { Db } from './connection.ts';

export interface NewAction {
  readonly at: Temporal.Instant;
  readonly who: string;
  readonly via: OfficerVia;
  readonly action: OfficerAction;
  readonly deal: string;
  /** What was acted on: `incident/…`, `commitment/…`, `source/…`, `recipient/…`. */
  readonly subject: string;
  readonly why: string | null;
  readonly until: Temporal.Instant | null;
}

export interface ActionRow extends NewAction {
  readonly id: string;
}

/** Writes down what an officer does, in the transaction in which it is done. */
export async function recordAction(trx: Db, action: NewAction): Promise<void> {
  await trx.insertInto('officerAction').values(action).execute();
}

/** What was done about some subjects of a deal, oldest first. */
export async function actionsOn(db: Db, deal: string, subjects: readonly string[]): Promise<ActionRow[]> {
  if (subjects.length === 0) return [];
  return db
    .selectFrom('officerAction')
    .selectAll()
    .where('deal', '=', deal)
    .where('subject', 'in', subjects)
    .orderBy('id')
    .execute();
}
