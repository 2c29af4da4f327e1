import type { SilenceSubject } from '../config/vocabulary/notice.ts';
import type { Db } from './connection.ts';

export interface NewSilence {
  readonly deal: string;
  readonly subjectKind: SilenceSubject;
  /** Id of the commitment or source, or the address in lower case. */
  readonly subject: string;
  readonly reason: string;
  readonly by: string;
  readonly fromAt: Temporal.Instant;
  readonly until: Temporal.Instant;
}

export interface SilenceRow extends NewSilence {
  readonly id: string;
  /** When it was ended before its time. */
  readonly endedAt: Temporal.Instant | null;
  readonly endedBy: string | null;
}

export async function insertSilence(trx: Db, silence: NewSilence): Promise<SilenceRow> {
  return trx.insertInto('silence').values(silence).returningAll().executeTakeFirstOrThrow();
}

/** Ends a silence of a deal before its time; undefined when none of that id is in force. */
export async function endSilence(
  trx: Db,
  { deal, id }: { readonly deal: string; readonly id: string },
  { at, by }: { readonly at: Temporal.Instant; readonly by: string },
): Promise<SilenceRow | undefined> {
  return trx
    .updateTable('silence')
    .set({ endedAt: at, endedBy: by })
    .where('deal', '=', deal)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .where('until', '>', at)
    .returningAll()
    .executeTakeFirst();
}

/** The silences of a deal that are in force at an instant; of several, the one that lasts longest first. */
export async function silencesAt(db: Db, deal: string, at: Temporal.Instant): Promise<SilenceRow[]> {
  return db
    .selectFrom('silence')
    .selectAll()
    .where('deal', '=', deal)
    .where('fromAt', '<=', at)
    .where('until', '>', at)
    .where((eb) => eb.or([eb('endedAt', 'is', null), eb('endedAt', '>', at)]))
    .orderBy('until', 'desc')
    .orderBy('id')
    .execute();
}

/** Every silence of a deal that was ever over one subject, newest first. */
export async function silencesOver(
  db: Db,
  deal: string,
  { kind, subject }: { readonly kind: SilenceSubject; readonly subject: string },
): Promise<SilenceRow[]> {
  return db
    .selectFrom('silence')
    .selectAll()
    .where('deal', '=', deal)
    .where('subjectKind', '=', kind)
    .where('subject', '=', subject)
    .orderBy('id', 'desc')
    .execute();
}
