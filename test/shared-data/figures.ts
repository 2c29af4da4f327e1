import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import type { Connector, Report, ReportedObservation } from '../../services/sources/connector.ts';
import { documentOf, strayFigures } from '../unit/sources/documents.ts';

const FOLDER = path.resolve('..', 'shared', 'data');
export const isThere = existsSync(FOLDER);
/** What the title of a test says where the reference data are not beside the repository. */
export const ABSENT = isThere ? '' : ' (no such folder)';

export const bytesOf = (file: string): Buffer => readFileSync(path.join(FOLDER, file));
export const textOf = (file: string): string => bytesOf(file).toString('utf8');

/**
 * Reads a document as its connector does.
 * @throws Error when a figure does not lead back to a text that states it.
 */
export function read<Query>(
  connector: Connector<Query>,
  query: object,
  body: string | Uint8Array,
  url?: string,
): Report {
  const document = documentOf(body, url);
  const report = connector.parse(document, connector.query.parse(query));
  const [stray] = strayFigures(document, report);
  if (stray !== undefined) throw new Error(stray);
  return report;
}

/** A dimension of what is observed, or the series that a hand-fed row names. */
export const dimension = ({ of }: ReportedObservation, name: string): string =>
  'dimensions' in of ? of.dimensions[name]! : of.named;

/** Each observation as the dimensions named, its period and its value. */
export const found = ({ observations }: Report, ...names: string[]): string[] =>
  observations.map((observation) =>
    [...names.map((name) => dimension(observation, name)), formatPeriod(observation.period), observation.value].join(
      ' ',
    ),
  );

export const csvOf = (lines: readonly (readonly string[])[]): string =>
  lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
