import { isDecimalText } from '../../../config/vocabulary/decimal.ts';
import type { Period } from '../../../config/vocabulary/period.ts';
import { COMTRADE_AREAS } from '../comtrade/areas.ts';
import { FLOW_CODES, FREQUENCY_CODES, PINNED } from '../comtrade/query.ts';
import { periodIn, valueIn, weightIn } from '../comtrade/row.ts';
import type { Report, ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';
import type { Lines } from '../wire/lines.ts';
import { gzipCellLocator } from '../wire/locator.ts';
import { type Cells, type Column, type Columns, columnsOf } from './columns.ts';
import type { ComtradeBulkQuery } from './query.ts';

const PARTNERS: ReadonlyMap<string, string> = new Map(Object.entries(COMTRADE_AREAS).map(([iso, code]) => [code, iso]));
const FLOWS: ReadonlyMap<string, string> = new Map(Object.entries(FLOW_CODES).map(([flow, code]) => [code, flow]));
const NONE = /^(?:|NA|N\/A|null)$/i;

/**
 * Reads a file line by line: the net weight and the value of each flow, kilograms and US dollars. Breakdowns by transport,
 * procedure or second partner, re-exports and totals over chapters are left out.
 * The reader throws SourceError `wrong_subject` for a row of another country, frequency or classification, and `format`
 * for what is no row of such a file or of another period than the rows before it.
 */
export function fileReader(query: ComtradeBulkQuery) {
  let columns: Columns | undefined;
  let stated: string | undefined;
  let period: Period | undefined;
  const subject = {
    typeCode: 'C',
    freqCode: FREQUENCY_CODES[query.frequency],
    reporterCode: COMTRADE_AREAS[query.reporter]!,
  };

  const readRow = (line: string, row: number, { number, cells: cellsOf }: Columns): ReportedObservation[] => {
    const cells = cellsOf(line, row);
    const place = (column: Column) => gzipCellLocator(row, number(column));
    refuseOtherSubject(cells, subject, place);
    if (cells.period !== stated || period === undefined) {
      if (stated !== undefined)
        throw new SourceError('format', `${place('period')} is ${cells.period}, before it ${stated}`);
      period = periodIn(cells, place('period'));
      stated = cells.period;
    }
    const [partner, flow] = [PARTNERS.get(cells.partnerCode), FLOWS.get(cells.flowCode)];
    if (partner === undefined || flow === undefined || !isTotal(cells) || !isHeading(cells.cmdCode)) return [];
    return figuresIn(cells, { reporter: query.reporter, partner, product: `HS/${cells.cmdCode}`, flow }, period, place);
  };

  return {
    read({ first, lines }: Lines): ReportedObservation[] {
      return lines.flatMap((line, index) => {
        if (columns !== undefined) return line === '' ? [] : readRow(line, first + index, columns);
        columns = columnsOf(line);
        return [];
      });
    },
    /** What the file as a whole says: that it holds all of its period. */
    end(): Report {
      if (columns === undefined) throw new SourceError('format', 'the file is empty: it has no header');
      if (period === undefined) throw new SourceError('no_content', 'the file has a header and no rows');
      const span = { from: period.start, to: period.start.add({ months: period.months - 1 }) };
      const covers = {
        of: { reporter: query.reporter },
        spans: [span],
        locator: gzipCellLocator(1, columns.number('primaryValue')),
      };
      return { observations: [], publications: [], covers: [covers] };
    },
  };
}

function refuseOtherSubject(
  cells: Cells,
  subject: Readonly<Record<'typeCode' | 'freqCode' | 'reporterCode', string>>,
  place: (column: Column) => string,
): void {
  const column = (['typeCode', 'freqCode', 'reporterCode'] as const).find(
    (column) => cells[column] !== subject[column],
  );
  if (column !== undefined) {
    throw new SourceError(
      'wrong_subject',
      `${place(column)} is ${cells[column].slice(0, 20)}, asked was ${subject[column]}`,
    );
  }
  if (/^H(?:S|\d)$/.test(cells.classificationCode)) return;
  throw new SourceError(
    'wrong_subject',
    `${place('classificationCode')} is ${cells.classificationCode.slice(0, 20)}, asked was the Harmonized System`,
  );
}

const isTotal = (cells: Cells): boolean =>
  cells.partner2Code === PINNED.partner2Code &&
  cells.motCode === PINNED.motCode &&
  cells.customsCode === PINNED.customsCode &&
  (cells.mosCode === '0' || cells.mosCode === '');

const isHeading = (code: string): boolean =>
  /^\d+$/.test(code) && (code.length === 6 || code.length === 4 || code.length === 2);

type Flow = Readonly<Record<'reporter' | 'partner' | 'product' | 'flow', string>>;

function figuresIn(cells: Cells, flow: Flow, period: Period, place: (column: Column) => string): ReportedObservation[] {
  const figure = (column: 'netWgt' | 'cifvalue' | 'fobvalue' | 'primaryValue'): string | null => {
    const text = cells[column];
    if (isDecimalText(text)) return text;
    if (NONE.test(text)) return null;
    throw new SourceError('format', `${place(column)} is no decimal number`);
  };
  const row = {
    flowCode: cells.flowCode,
    qtyUnitCode: cells.qtyUnitCode,
    isNetWgtEstimated: truth(cells.isNetWgtEstimated, place),
    netWgt: figure('netWgt'),
    cifvalue: figure('cifvalue'),
    fobvalue: figure('fobvalue'),
    primaryValue: figure('primaryValue'),
  };
  const [weightAt, valueAt] = [place('netWgt'), place('primaryValue')];
  const { reporter, partner, product, flow: direction } = flow;
  const of = (measure: string) => ({ dimensions: { reporter, partner, product, flow: direction, measure } });
  return [
    { of: of('net_weight'), period, unit: 'kg', ...weightIn(row), locator: weightAt },
    { of: of('value'), period, unit: 'USD', ...valueIn(row, valueAt), locator: valueAt },
  ];
}

function truth(text: string, place: (column: Column) => string): boolean {
  if (/^(?:true|1)$/i.test(text)) return true;
  if (/^(?:false|0|)$/i.test(text)) return false;
  throw new SourceError('format', `${place('isNetWgtEstimated')} is neither true nor false`);
}
