import { z } from 'zod';
import { canonicalDecimal, isDecimalText } from '../../../config/vocabulary/decimal.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { CENSUS_COUNTRIES, type CensusQuery, QUANTITY_UNIT, VARIABLES } from './query.ts';
import type { ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { type JsonValue, checkShape, jsonPointer } from '../wire/json.ts';
import { eachOnce } from '../wire/once.ts';

const Answer = z.array(z.array(z.string().nullable()));

const UNITS: ReadonlyMap<string, string> = new Map([
  ['KG', 'kg'],
  ['T', 't'],
]);
const NO_QUANTITY = '-';
const TOTAL = '-';

/** One row by column name; a name that comes twice, as a variable and as a predicate, is its first column. */
class Row {
  readonly #header: readonly (string | null)[];
  readonly #cells: readonly (string | null)[];
  readonly #index: number;

  constructor(header: readonly (string | null)[], cells: readonly (string | null)[], index: number) {
    this.#header = header;
    this.#cells = cells;
    this.#index = index;
    if (cells.length !== header.length) {
      throw new SourceError(
        'format',
        `${jsonPointer([index])} has ${cells.length} columns, the header ${header.length}`,
      );
    }
  }

  has(name: string): boolean {
    return this.#header.includes(name);
  }

  cell(name: string): string | null {
    return this.#cells[this.#column(name)] ?? null;
  }

  place(name: string): string {
    return jsonPointer([this.#index, this.#column(name)]);
  }

  decimal(name: string): string | null {
    const text = this.cell(name);
    if (text === null) return null;
    if (!isDecimalText(text)) throw new SourceError('format', `${this.place(name)} (${name}) is no decimal number`);
    return canonicalDecimal(text);
  }

  #column(name: string): number {
    const column = this.#header.indexOf(name);
    if (column < 0) throw new SourceError('format', `the header has no column ${name}`);
    return column;
  }
}

/**
 * Values in US dollars and quantities in the unit of each row.
 * @param asked The variables that the request named; each must be in the answer.
 * @throws SourceError `no_content` without rows, `wrong_subject` for another country, product or level, else `format`.
 */
export function censusFigures(
  body: JsonValue,
  query: CensusQuery,
  asked: readonly string[],
): readonly ReportedObservation[] {
  const [header, ...lines] = checkShape(body, Answer);
  if (header === undefined || lines.length === 0) throw new SourceError('no_content', 'the answer has no rows');
  const absent = asked.filter((name) => !header.includes(name));
  if (absent.length > 0) throw new SourceError('format', `the header has no column ${absent.join(', ')}`);

  const rows = lines
    .map((cells, index) => new Row(header, cells, index + 1))
    .filter((row) => !isUnaskedTotal(row, query));
  if (rows.length === 0)
    throw new SourceError('wrong_subject', `the answer holds totals alone, asked was ${query.partner}`);
  return eachOnce(rows.flatMap((row) => figuresIn(row, query)));
}

const isUnaskedTotal = (row: Row, { partner }: CensusQuery) =>
  partner !== 'W00' && row.has('CTY_CODE') && row.cell('CTY_CODE') === TOTAL;

function figuresIn(row: Row, query: CensusQuery): ReportedObservation[] {
  const { flow, commodity, values } = VARIABLES[query.direction];
  refuseOtherSubject(row, query);
  const period = parsePeriod(row.cell('time') ?? '');
  const product = `HS/${row.cell(commodity)}`;
  const of = (measure: string) => ({ dimensions: { reporter: 'USA', partner: query.partner, product, flow, measure } });
  return [
    ...Object.entries(values)
      .filter(([name]) => row.has(name))
      .map(([name, measure]): ReportedObservation => {
        const value = row.decimal(name);
        const status = value === null ? 'missing' : 'reported';
        return { of: of(measure), period, unit: 'USD', value, status, locator: row.place(name) };
      }),
    ...quantityIn(row, query).map((quantity) => ({ ...quantity, of: of('quantity'), period })),
  ];
}

function refuseOtherSubject(row: Row, { direction, partner, products, level }: CensusQuery): void {
  const refuse = (name: string, accepted: readonly string[]) => {
    const text = row.cell(name) ?? 'null';
    if (accepted.includes(text)) return;
    throw new SourceError('wrong_subject', `${row.place(name)} (${name}) is ${text}, asked was ${accepted.join(', ')}`);
  };
  refuse(VARIABLES[direction].commodity, products);
  if (row.has('COMM_LVL')) refuse('COMM_LVL', [level]);
  if (row.has('CTY_CODE') || partner !== 'W00') refuse('CTY_CODE', [CENSUS_COUNTRIES[partner]!]);
  const time = row.cell('time');
  if (time === null || !/^\d{4}-(?:0[1-9]|1[0-2])$/.test(time)) {
    throw new SourceError('format', `${row.place('time')} (time) is no month such as 2026-07`);
  }
}

/** A quantity is 0 both when nothing crossed the border and when none was recorded: only its flag tells. */
function quantityIn(
  row: Row,
  query: CensusQuery,
): Pick<ReportedObservation, 'unit' | 'value' | 'status' | 'locator'>[] {
  const { quantity, flag } = VARIABLES[query.direction];
  if (!row.has(quantity)) return [];
  const unit = row.cell(QUANTITY_UNIT)?.trim() ?? '';
  if (unit === NO_QUANTITY) return [];
  const locator = row.place(quantity);
  const value = row.decimal(quantity);
  const marked = row.cell(flag)?.trim() ?? '';
  if (marked !== '' && marked !== 'M')
    throw new SourceError('format', `${row.place(flag)} (${flag}) "${marked}" is no known flag`);
  if (marked === 'M' || value === null) {
    return [{ unit: UNITS.get(unit) ?? (unit || query.quantity_unit), value: null, status: 'missing', locator }];
  }
  if (unit === '')
    throw new SourceError('format', `${row.place(QUANTITY_UNIT)} (${QUANTITY_UNIT}) is blank beside a quantity`);
  return [{ unit: UNITS.get(unit) ?? unit, value, status: 'reported', locator }];
}
