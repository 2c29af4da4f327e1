import type { Check, HandFedCells } from './checks.ts';

/** What a person has to know of a column, and how its cells are checked. */
export interface ColumnSpec<Column extends string> {
  readonly about: string;
  readonly check: Check<Column>;
}

/** A kind of table that people feed by hand. */
export interface TableKind<Column extends string = string> {
  /** Also the name of its sheet in a workbook. */
  readonly name: 'figures' | 'measures';
  readonly columns: Readonly<Record<Column, ColumnSpec<Column>>>;
  /** The column in which a row's locator leads to what it states. */
  readonly statedIn: Column;
  /** The column that says what a row is of. */
  readonly idColumn: Column;
  /** What two rows of one table may not share. */
  keyOf(row: HandFedCells<Column>): string;
  /** A row in words, such as `lynas-reo-output of 2025-Q4 by Lynas`. */
  say(row: HandFedCells<Column>): string;
}

export const columnsOf = <Column extends string>({ columns }: TableKind<Column>): readonly Column[] =>
  Object.keys(columns) as Column[];
