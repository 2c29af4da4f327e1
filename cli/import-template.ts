import { open } from 'node:fs/promises';
import type { Env } from '../config/env.ts';
import { openDeal } from '../services/deal.ts';
import { handFed } from '../services/sources/hand-fed/connector.ts';
import { FIGURES } from '../services/sources/hand-fed/figures.ts';
import { MEASURES } from '../services/sources/hand-fed/measures.ts';
import { formatOf, type TableFormat } from '../services/sources/hand-fed/table.ts';
import { emptyTable, templateNotes } from '../services/sources/hand-fed/template.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './faults.ts';

export const TEMPLATES = ['figures', 'measures'] as const;
export type Template = (typeof TEMPLATES)[number];

export interface TemplateOptions {
  readonly template: Template;
  readonly format?: TableFormat;
  /** Where it is written; stdout if not given. */
  readonly output?: string;
}

/** Writes an empty table, and on stderr what its columns are for. */
export async function writeTemplate(env: Env, { template, format, output }: TemplateOptions): Promise<number> {
  const chosen = chosenFormat(format, output);
  const deal = openDeal(env.dealFolder);
  const series = Object.entries(deal.series).filter(
    ([, { source }]) => deal.sources[source]?.publisher === handFed.publisher,
  );
  const [bytes, notes] =
    template === 'figures'
      ? [emptyTable(FIGURES, chosen, series), templateNotes(FIGURES, series)]
      : [emptyTable(MEASURES, chosen, series), templateNotes(MEASURES, series)];
  if (output === undefined) process.stdout.write(bytes);
  else await writeNew(output, bytes);
  for (const line of notes) process.stderr.write(`${line}\n`);
  return EXIT.ok;
}

function chosenFormat(format: TableFormat | undefined, output: string | undefined): TableFormat {
  const promised = output === undefined ? undefined : formatOf(output);
  if (output !== undefined && promised === undefined) {
    throw new UsageError(`${output}: give it the ending .csv or .xlsx`);
  }
  if (format !== undefined && promised !== undefined && format !== promised) {
    throw new UsageError(`${output} has another ending than --format ${format}`);
  }
  const chosen = format ?? promised ?? 'csv';
  if (chosen === 'xlsx' && output === undefined && process.stdout.isTTY) {
    throw new UsageError('a workbook is nothing for a terminal: name a file with --output');
  }
  return chosen;
}

async function writeNew(output: string, bytes: Uint8Array): Promise<void> {
  try {
    await using file = await open(output, 'wx', 0o644);
    await file.writeFile(bytes);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new UsageError(
      error.code === 'EEXIST'
        ? `${output} is there already: name another file`
        : `${output} cannot be written [${String(error.code)}]`,
    );
  }
}
