import type { Period } from '../../../config/vocabulary/period.ts';
import { COMTRADE_AREAS } from './areas.ts';
import { type ComtradeQuery, FLOW_CODES, FREQUENCY_CODES, PINNED } from './query.ts';
import { Row, periodIn, valueIn, weightIn } from './row.ts';
import { type PartnerValue, refuseOtherSum } from './world-check.ts';
import type { Dimensions, ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { type JsonValue, checkShape } from '../wire/json.ts';
import { eachOnce } from '../wire/once.ts';

/**
 * The net weight and the value of each row, kilograms and US dollars. Of a query that asks for every partner the figures
 * of those that it does not name are left out.
 * @throws SourceError `wrong_subject` for a row of another country, product, flow, frequency or breakdown; `format` for
 * a shape, a period or a value basis that contradicts itself, a World row that its partners contradict, or a figure
 * that is stated twice.
 */
export function comtradeFigures(rows: readonly JsonValue[], query: ComtradeQuery): readonly ReportedObservation[] {
  const reader = figureReader(query);
  const figures = eachOnce(reader.read(rows));
  reader.end();
  return figures;
}

/** Reads the rows of an answer, some at a time and in their order, as `comtradeFigures` does; it compares no two figures. */
export function figureReader(query: ComtradeQuery) {
  const subject = subjectOf(query);
  const values: PartnerValue[] = [];
  const periods = new Map<string, Period>();
  const periodOf = (row: IndexedRow): Period => {
    const stated = `${row.period} ${row.refYear} ${row.refMonth}`;
    const known = periods.get(stated) ?? periodIn(row, placeIn(row, 'period'));
    periods.set(stated, known);
    return known;
  };
  return {
    read(rows: readonly JsonValue[]): ReportedObservation[] {
      const before = values.length;
      const checked = rows.map((unchecked, at) => ({
        ...checkShape(unchecked, Row, ['data', before + at]),
        index: before + at,
      }));
      for (const row of checked) refuseOtherSubject(row, subject, query);
      for (const { index, period, partnerCode, cmdCode, flowCode, primaryValue } of checked) {
        values.push({ index, period, partnerCode, cmdCode, flowCode, primaryValue });
      }
      return checked
        .filter(({ partnerCode }) => subject.partnerCode.has(partnerCode))
        .flatMap((row) => figuresIn(row, periodOf(row), subject, query));
    },
    /** How many rows there were, once World is held against its partners. */
    end(): number {
      refuseOtherSum(values, query.check_world);
      return values.length;
    },
  };
}

type IndexedRow = Row & { readonly index: number };
const placeIn = ({ index }: IndexedRow, field: keyof Row) => `#/data/${index}/${field}`;

function figuresIn(row: IndexedRow, period: Period, subject: Subject, query: ComtradeQuery): ReportedObservation[] {
  const of = (measure: string) => ({ dimensions: { ...dimensionsOf(row, subject, query), measure } });
  const [weightAt, valueAt] = [placeIn(row, 'netWgt'), placeIn(row, 'primaryValue')];
  return [
    { of: of('net_weight'), period, unit: 'kg', ...weightIn(row), locator: weightAt },
    { of: of('value'), period, unit: 'USD', ...valueIn(row, valueAt), locator: valueAt },
  ];
}

/** The codes that a row may carry, each with what it stands for. */
type Codes = ReadonlyMap<string, string>;
const SUBJECT_FIELDS = [
  'typeCode',
  'freqCode',
  'reporterCode',
  'partnerCode',
  'cmdCode',
  'flowCode',
  'partner2Code',
  'motCode',
  'customsCode',
] as const;
type Subject = Readonly<Record<(typeof SUBJECT_FIELDS)[number], Codes>>;

function subjectOf({ frequency, reporter, partners, products, flows }: ComtradeQuery): Subject {
  const pinned = (code: string): Codes => new Map([[code, code]]);
  return {
    typeCode: pinned('C'),
    freqCode: new Map([[FREQUENCY_CODES[frequency], frequency]]),
    reporterCode: new Map([[COMTRADE_AREAS[reporter]!, reporter]]),
    partnerCode: new Map(partners.map((iso) => [COMTRADE_AREAS[iso]!, iso])),
    cmdCode: new Map(products.map((code) => [code, `HS/${code}`])),
    flowCode: new Map(flows.map((flow) => [FLOW_CODES[flow], flow])),
    partner2Code: pinned(PINNED.partner2Code),
    motCode: pinned(PINNED.motCode),
    customsCode: pinned(PINNED.customsCode),
  };
}

function refuseOtherSubject(row: IndexedRow, subject: Subject, query: ComtradeQuery): void {
  for (const field of SUBJECT_FIELDS) {
    const known = subject[field];
    if (known.has(row[field]) || (field === 'partnerCode' && query.check_world)) continue;
    const asked = Array.from(known, ([own, name]) => (own === name ? own : `${own} (${name})`)).join(', ');
    throw new SourceError('wrong_subject', `${placeIn(row, field)} is ${row[field]}, asked was ${asked}`);
  }
}

function dimensionsOf(row: Row, subject: Subject, { reporter }: ComtradeQuery): Dimensions {
  return {
    reporter,
    partner: subject.partnerCode.get(row.partnerCode)!,
    product: subject.cmdCode.get(row.cmdCode)!,
    flow: subject.flowCode.get(row.flowCode)!,
  };
}
