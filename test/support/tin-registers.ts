import { type Db, inTransaction } from '../../db/connection.ts';
import type { NewMeasure } from '../../db/measures.ts';
import { recordPull } from '../../db/pulls.ts';
import { writeMeasures } from '../../db/write-measures.ts';
import type { Deal } from '../../config/deal/schema.ts';
import { openTinPact } from './tin-ledger.ts';
import { addDocument } from './vintages.ts';

/** The tin pact with a promise that no ban is put on tin, and with two registers, of which it reads the gazette. */
export const registeredPact = (...replacements: readonly (readonly [string, string])[]): Deal =>
  openTinPact(
    [
      'series:\n',
      `  tin-freedom:
    ref: TIN-04
    title: No ban on tin for the US
    promise: No ban is put on exports of tin to the United States.
    instruments: [order]
    class: domestic
    obligor: Obligor
    beneficiary: United States
    clause: Article 4
    due: { from: 2026-01-01 }
    source: gazette 1
    rule:
      kind: prohibited-measure
      registers: [gazette]
      implementer: MYS
      kinds: [export_ban]
      products: ["8001"]
      against: [USA]
series:
`,
    ],
    [
      'sources:\n',
      `sources:
  gazette:
    title: The gazette
    publisher: hand-fed
    query: { measures: [figures/gazette.csv] }
    schedule: "0 8 * * *"
    history: 2023-01
    revision_window: P1Y
    release: { irregular: made up }
    terms: none
  bulletin:
    title: The bulletin
    publisher: hand-fed
    query: { measures: [figures/bulletin.csv] }
    schedule: "0 9 * * *"
    history: 2023-01
    revision_window: P1Y
    release: { irregular: made up }
    terms: none
`,
    ],
    ...replacements,
  );

/** A ban on tin for the US since February 2026, by an official source, made up. */
export const tinBan = (key: string, more: Partial<NewMeasure> = {}): Omit<NewMeasure, 'sha256'> => ({
  key,
  title: `Tin ban ${key}`,
  kind: 'export_ban',
  kindInRegister: null,
  effect: 'restricting',
  implementer: 'MYS',
  isOfficial: true,
  announced: '2026-01-15',
  inForceFrom: '2026-02-01',
  removed: null,
  products: [{ code: '800110', inForceFrom: null, removed: null }],
  affected: ['USA'],
  reportedBy: 'Official Gazette',
  page: 'https://gazette.example/ban',
  note: null,
  publishedAt: null,
  locator: '#cell=2,1',
  ...more,
});

/** Stores what a register of the pact lists as a pull of it would, known from an instant on. */
export async function putMeasures(
  db: Db,
  { id: deal }: Deal,
  source: string,
  at: Temporal.Instant,
  ...measures: readonly Omit<NewMeasure, 'sha256'>[]
): Promise<string> {
  const sha256 = await addDocument(db, `a page of the ${source}`, deal);
  const listed = measures.map((measure) => ({ ...measure, sha256 }));
  const { added, changed, unlisted } = await inTransaction(db, (trx) =>
    writeMeasures(trx, { deal, source, whole: sha256 }, listed, at),
  );
  await recordPull(db, {
    deal,
    source,
    mode: 'live',
    startedAt: at,
    finishedAt: at,
    outcome: 'ok',
    fault: null,
    detail: null,
    observations: 0,
    vintages: 0,
    measures: listed.length,
    measureVintages: added + changed + unlisted,
  });
  return sha256;
}
