import { createHash } from 'node:crypto';
import { type Db, inTransaction } from '../../db/connection.ts';
import { keepAnswer } from '../../db/documents.ts';
import { writeVintages } from '../../db/vintages.ts';
import { DEAL_ID } from './deal.ts';

/** What moves an incident on: it opens at risk, worsens to off track, and closes. January was on pace throughout. */
export const STAGES = [
  { kind: 'opened', february: '0.85' },
  { kind: 'worsened', february: '0.5' },
  { kind: 'closed', february: '1' },
] as const;
export type Stage = (typeof STAGES)[number];

/** Stores figures of commitments as a pull of the ledger would. */
export async function putFigures(
  db: Db,
  seriesIds: ReadonlyMap<string, number>,
  commitments: readonly string[],
  { february }: Stage,
): Promise<void> {
  const at = Temporal.Now.instant();
  const bytes = Buffer.from('a page of the drill ledger');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const seen = { deal: DEAL_ID, source: 'ledger', url: 'file:figures/ledger.csv', httpStatus: 200, sha256 };
  await keepAnswer(
    db,
    { sha256, mediaType: 'text/csv', bytes },
    { ...seen, retrievedAt: at, publishedAt: null, citation: null },
    at,
  );
  const reported = commitments.flatMap((commitment) =>
    [
      { period: '2026-01', value: '1' },
      { period: '2026-02', value: february },
    ].map(({ period, value }) => ({
      seriesId: seriesIds.get(`${commitment}-deliveries`)!,
      period,
      periodStart: `${period}-01`,
      periodMonths: 1,
      reportedBy: 'Ledger',
      value,
      status: 'reported' as const,
      superseded: null,
      note: null,
      publishedAt: null,
      sha256,
      locator: '#cell=2,3',
    })),
  );
  await inTransaction(db, (trx) => writeVintages(trx, reported, at));
}
