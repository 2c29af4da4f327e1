import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Deal } from '../../config/deal/schema.ts';
import { SourceError } from '../sources/errors.ts';
import type { HandFedQuery } from '../sources/hand-fed/query.ts';
import { formatOf } from '../sources/hand-fed/table.ts';
import { readDealFile } from '../sources/transport/deal-files.ts';
import { type Incoming, readKind } from './incoming.ts';
import { orProblem, refuse } from './problems.ts';
import { filesOf } from './target.ts';

export interface OtherFiles {
  /** The file now in the place that the new one takes, if there is one. */
  readonly inPlace: { readonly table?: Incoming; readonly unreadable: string | undefined };
  /** The tables of the same kind in the other files of the source. */
  readonly tables: readonly Incoming[];
}

/**
 * Reads the files that the source has already.
 * @throws ConfigError for one beside the target that the next pull would refuse.
 */
export async function readOthers(
  { folder }: Deal,
  query: HandFedQuery,
  kind: Incoming['kind'],
  target: string,
): Promise<OtherFiles> {
  const read = async (file: string) => readKind(kind, await readDealFile(folder, file), formatOf(file) ?? 'csv');
  const tables: Incoming[] = [];
  for (const file of filesOf(query, kind).filter((other) => other !== target)) {
    const table = await orProblem(file, () => read(file));
    refuse(file, table.table.problems);
    tables.push(table);
  }
  if (!existsSync(path.join(folder, target))) return { inPlace: { unreadable: undefined }, tables };
  try {
    const table = await read(target);
    return { inPlace: { table, unreadable: undefined }, tables };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { inPlace: { unreadable: error.message }, tables };
  }
}
