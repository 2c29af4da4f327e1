import type { Deal } from '../../config/deal/schema.ts';
import { normalise, type SeriesObservation } from '../observations/normalise.ts';
import type { ReportedMeasure } from '../sources/connector.ts';
import { FIGURES } from '../sources/hand-fed/figures.ts';
import { MEASURES } from '../sources/hand-fed/measures.ts';
import { measureOf, observationOf } from '../sources/hand-fed/reported.ts';
import { formatOf, type TableFormat } from '../sources/hand-fed/table.ts';
import { writeTable } from '../sources/hand-fed/write.ts';
import { problemsAgainst } from './against-deal.ts';
import { type Incoming, readIncoming, rowsByKey } from './incoming.ts';
import { readOthers } from './others.ts';
import { orProblem, refuse } from './problems.ts';
import { filesOf, handFedQuery, targetOf } from './target.ts';

/** A file that somebody brings for a source. */
export interface BroughtFile {
  readonly source: string;
  /** Its name, as messages call it. */
  readonly name: string;
  readonly format: TableFormat;
  readonly bytes: Uint8Array;
}

/** A file that the next pull can read, and what the source will state with it, its other files included. */
export interface CheckedFile {
  readonly source: string;
  /** The file of the deal folder whose place it takes, and what is to be written there. */
  readonly target: string;
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** The rows of the file now in place that it no longer has, in words. */
  readonly lost: readonly string[];
  /** Why that file cannot be read, so that nobody can tell what would be lost. */
  readonly unreadable: string | undefined;
  readonly states:
    | { readonly figures: readonly SeriesObservation[] }
    | { readonly measures: readonly ReportedMeasure[] };
}

/**
 * Checks a file whole against the deal. A file of another format than the one in place is written anew in that one.
 * @throws ConfigError naming every problem of the file with its place, or of another file of the source.
 * @throws UnclearImportError when it is not clear where it belongs.
 */
export async function checkFile(deal: Deal, { source, name, bytes, format }: BroughtFile): Promise<CheckedFile> {
  const query = handFedQuery(deal, source);
  const incoming = await orProblem(name, () => readIncoming(bytes, format, query));
  refuse(name, incoming.table.problems);
  if (incoming.kind === 'figures') refuse(name, problemsAgainst(deal, source, incoming.table.rows));
  const target = targetOf(filesOf(query, incoming.kind), name);
  const { inPlace, tables } = await readOthers(deal, query, incoming.kind, target);
  const brings = rowsByKey(incoming);
  const has = inPlace.table === undefined ? [] : [...rowsByKey(inPlace.table)];
  const formatInPlace = formatOf(target) ?? 'csv';
  return {
    source,
    target,
    bytes: formatInPlace === format ? bytes : converted(incoming, formatInPlace),
    rows: incoming.table.rows.length,
    lost: has.filter(([key]) => !brings.has(key)).map(([, words]) => words),
    unreadable: inPlace.unreadable,
    states: await statesOf(deal, source, name, [incoming, ...tables]),
  };
}

async function statesOf(
  deal: Deal,
  source: string,
  name: string,
  tables: readonly Incoming[],
): Promise<CheckedFile['states']> {
  if (tables[0]?.kind === 'figures') {
    const observations = tables.flatMap((one) => (one.kind === 'figures' ? one.table.rows.map(observationOf) : []));
    return { figures: await orProblem(name, () => normalise(deal, source, observations)) };
  }
  const measures = tables.flatMap((one) => (one.kind === 'measures' ? one.table.rows.map(measureOf) : []));
  refuse(name, twice(measures.map(({ key }) => key)));
  return { measures };
}

const twice = (keys: readonly string[]): string[] =>
  keys
    .filter((key, index) => keys.indexOf(key) !== index)
    .map((key) => `${key} stands in another file of the source already: keep one of them`);

const converted = (incoming: Incoming, format: TableFormat): Uint8Array =>
  incoming.kind === 'figures'
    ? writeTable(FIGURES, incoming.table.rows, format)
    : writeTable(MEASURES, incoming.table.rows, format);
