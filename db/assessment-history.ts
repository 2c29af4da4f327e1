import type { AssessmentRow, Seen } from './assessments.ts';
import type { Db } from './connection.ts';

/** Every assessment of a deal on the known clock that was made by `by`, in the order in which they were stored. */
export async function assessmentsBy(db: Db, deal: string, by: Temporal.Instant): Promise<AssessmentRow[]> {
  return db
    .selectFrom('assessment')
    .selectAll()
    .where('deal', '=', deal)
    .where('clock', '=', 'known')
    .where('at', '<=', by)
    .orderBy('id')
    .execute();
}

/** The last look at each commitment of a deal, by the commitment's id. */
export async function lastLooks(db: Db, deal: string): Promise<ReadonlyMap<string, Seen>> {
  const rows = await db
    .selectFrom('assessed')
    .select(['commitment', 'dealDigest', 'method', 'seen', 'at'])
    .where('deal', '=', deal)
    .execute();
  return new Map(rows.map(({ commitment, ...seen }) => [commitment, seen]));
}
