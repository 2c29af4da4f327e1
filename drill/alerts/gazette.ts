import { createHash } from 'node:crypto';
import { type Db, inTransaction } from '../../db/connection.ts';
import { keepAnswer } from '../../db/documents.ts';
import type { NewMeasure } from '../../db/measures.ts';
import { recordPull } from '../../db/pulls.ts';
import { writeMeasures } from '../../db/write-measures.ts';
import { DEAL_ID, productOf, REGISTER } from './deal.ts';

/** What moves an incident on: a ban is reported, then found in an official source, then removed. */
export const STAGES = [
  { kind: 'opened', isOfficial: false, removed: null },
  { kind: 'worsened', isOfficial: true, removed: null },
  { kind: 'closed', isOfficial: true, removed: '2026-03-01' },
] as const satisfies readonly ({ readonly kind: string } & Pick<NewMeasure, 'isOfficial' | 'removed'>)[];
export type Stage = (typeof STAGES)[number];

/** Stores what the gazette lists of commitments, as a pull of it would. */
export async function putMeasures(db: Db, commitments: readonly string[], stage: Stage): Promise<void> {
  const at = Temporal.Now.instant();
  const bytes = Buffer.from(`a page of the drill gazette: ${stage.kind}`);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const seen = { deal: DEAL_ID, source: REGISTER, url: 'file:figures/gazette.csv', httpStatus: 200, sha256 };
  await keepAnswer(
    db,
    { sha256, mediaType: 'text/csv', bytes },
    { ...seen, retrievedAt: at, publishedAt: null, citation: null },
    at,
  );
  const measures = commitments.map((commitment): NewMeasure => ({
    key: commitment,
    title: `A ban on ${productOf(commitment)}`,
    kind: 'export_ban',
    kindInRegister: null,
    effect: 'restricting',
    implementer: 'MYS',
    isOfficial: stage.isOfficial,
    announced: '2026-01-15',
    inForceFrom: '2026-02-01',
    removed: stage.removed,
    products: [{ code: productOf(commitment), inForceFrom: null, removed: null }],
    affected: ['USA'],
    reportedBy: 'Gazette',
    page: null,
    note: null,
    publishedAt: null,
    sha256,
    locator: '#cell=2,1',
  }));
  const { added, changed } = await inTransaction(db, (trx) =>
    writeMeasures(trx, { deal: DEAL_ID, source: REGISTER, whole: sha256 }, measures, at),
  );
  await recordPull(db, {
    deal: DEAL_ID,
    source: REGISTER,
    mode: 'live',
    startedAt: at,
    finishedAt: at,
    outcome: 'ok',
    fault: null,
    detail: null,
    observations: 0,
    vintages: 0,
    measures: measures.length,
    measureVintages: added + changed,
  });
}
