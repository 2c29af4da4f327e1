import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Env } from '../config/env.ts';
import { openDeal } from '../services/deal.ts';
import { type CheckedFile, checkFile } from '../services/import/check.ts';
import { compareFile } from '../services/import/compare.ts';
import { UnclearImportError } from '../services/import/errors.ts';
import { placeFile } from '../services/import/place-file.ts';
import { oneLine } from '../services/notices/one-line.ts';
import { formatOf } from '../services/sources/hand-fed/table.ts';
import { openDatabase } from './database.ts';
import { EXIT } from './exit-codes.ts';
import { type TemplateOptions, writeTemplate } from './import-template.ts';
import { UsageError } from './faults.ts';
import { logTo } from './log.ts';
import { printChanges } from './print-changes.ts';

/** The flags of the command, as they were given. */
export interface ImportFlags extends Partial<TemplateOptions> {
  readonly source?: string;
  readonly dryRun?: boolean;
  readonly replace?: boolean;
}

type ImportOptions = ImportFlags & { readonly source: string };

/** Imports a file, or writes an empty table. */
export async function runImport(env: Env, file: string | undefined, flags: ImportFlags): Promise<number> {
  const { template, format, output, source, dryRun, replace } = flags;
  if (template !== undefined) {
    if (file !== undefined || source !== undefined || dryRun === true || replace === true) {
      throw new UsageError('--template goes with --format and --output alone');
    }
    return writeTemplate(env, { ...flags, template });
  }
  if (format !== undefined || output !== undefined) throw new UsageError('--format and --output go with --template');
  if (file === undefined || source === undefined) {
    throw new UsageError('name a file and its source, FILE --source ID, or ask for an empty table by --template');
  }
  return importFile(env, file, { ...flags, source });
}

const LARGEST = 16 * 1024 * 1024;

/** Checks a file of figures or measures, prints what it changes, and puts it into the deal folder for the next pull. */
async function importFile(env: Env, file: string, options: ImportOptions): Promise<number> {
  const { source, dryRun = false, replace = false } = options;
  const format = formatOf(file);
  if (format === undefined) throw new UsageError(`${file}: give a CSV or an XLSX file, by the ending of its name`);
  const bytes = await bytesOf(file);
  const deal = openDeal(env.dealFolder);
  const checked = await clear(() => checkFile(deal, { source, name: file, format, bytes }));
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const log = logTo(env.logLevel ?? 'warn');
  await using database = await openDatabase({
    env,
    say,
    onError: (error) => log.warn({ reason: error.message }, 'connection error'),
  });
  process.stdout.write(printChanges(checked, await compareFile(database.db, deal, checked, Temporal.Now.instant())));
  if (!replace) refuseLoss(checked);
  if (dryRun) {
    say(`Nothing was written. Without --dry-run it becomes ${path.join(deal.folder, checked.target)}.`);
    return EXIT.ok;
  }
  say(
    `Written to ${await placeFile(deal.folder, checked.target, checked.bytes)}. The next pull of ${source} reads it.`,
  );
  return EXIT.ok;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST) throw new UsageError(`${file} has ${size} bytes: a table of figures has fewer than ${LARGEST}`);
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new UsageError(`${file} cannot be read [${String(error.code)}]`);
    throw error;
  }
}

async function clear<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    throw error instanceof UnclearImportError ? new UsageError(error.message) : error;
  }
}

const SHOWN_LOST = 10;

function refuseLoss({ target, lost, unreadable }: CheckedFile): void {
  if (unreadable !== undefined) {
    throw new UsageError(
      `${target} as it is cannot be read (${oneLine(unreadable, 200)}), so what would be lost is unknown: give --replace to put the file in its place all the same`,
    );
  }
  if (lost.length === 0) return;
  const more = lost.length > SHOWN_LOST ? ` and ${lost.length - SHOWN_LOST} more` : '';
  throw new UsageError(
    `${target} would lose ${lost.length} of its rows: ${lost
      .slice(0, SHOWN_LOST)
      .map((row) => oneLine(row, 120))
      .join('; ')}${more}: add them to the file, or give --replace to drop them`,
  );
}
