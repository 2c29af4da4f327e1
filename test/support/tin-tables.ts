import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FIGURES, type FigureCells } from '../../services/sources/hand-fed/figures.ts';
import { MEASURES, type MeasureCells } from '../../services/sources/hand-fed/measures.ts';
import type { TableFormat } from '../../services/sources/hand-fed/table.ts';
import { writeTable } from '../../services/sources/hand-fed/write.ts';

// Tables of the tin pact, of which everything is made up.

const FIGURE: FigureCells = {
  series: 'tin-deliveries',
  period: '2026-01',
  value: '1.5',
  unit: 't',
  status: 'reported',
  reported_by: 'The mine',
  source_url: 'https://mine.example/january',
  published: '2026-02-01',
  entered_by: 'A. Analyst',
  entered_on: '2026-02-02',
  superseded: '',
  note: '',
};

const MEASURE: MeasureCells = {
  key: 'tin-order',
  title: 'The tin order',
  kind: 'legal_event',
  effect: '',
  implementer: 'MYS',
  official: '',
  announced: '2026-01-10',
  in_force_from: '',
  removed: '',
  products: '',
  affected: 'all',
  reported_by: 'The gazette',
  source_url: 'https://gazette.example/1',
  published: '',
  entered_by: 'A. Analyst',
  entered_on: '2026-02-02',
  note: '',
};

/** A table of tin figures, each row with cells of its own. */
export const tinFigures = (rows: readonly Partial<FigureCells>[], format: TableFormat = 'csv'): Uint8Array =>
  writeTable(
    FIGURES,
    rows.map((cells) => ({ cells: { ...FIGURE, ...cells } })),
    format,
  );

/** The same of measures. */
export const tinMeasures = (rows: readonly Partial<MeasureCells>[], format: TableFormat = 'csv'): Uint8Array =>
  writeTable(
    MEASURES,
    rows.map((cells) => ({ cells: { ...MEASURE, ...cells } })),
    format,
  );

/** The query of the ledger of the tin pact, and one that reads more tables. */
export const LEDGER_QUERY = 'query: { files: [figures/ledger.csv] }';
export const WIDER_QUERY = 'query: { files: [figures/ledger.csv, figures/more.xlsx], measures: [figures/events.csv] }';

export function writeDealFile(folder: string, file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), bytes);
}
