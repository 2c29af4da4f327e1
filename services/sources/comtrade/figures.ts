import { z } from 'zod';
import { canonicalDecimal, isDecimalText } from '../../../config/vocabulary/decimal.ts';
import { type Period, periodOf } from '../../../config/vocabulary/period.ts';
import { COMTRADE_AREAS } from './areas.ts';
import { type ComtradeQuery, FLOW_CODES, FREQUENCY_CODES, PINNED } from './query.ts';
import type { Dimensions, ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { type JsonValue, checkShape, jsonPointer } from '../wire/json.ts';
import { eachOnce } from '../wire/once.ts';

const Figure = z.string().refine(isDecimalText, 'is no decimal number').nullish();

const Row = z.object({
  typeCode: z.string(),
  freqCode: z.string(),
  refYear: z.string(),
  refMonth: z.string(),
  period: z.string(),
  reporterCode: z.string(),
  flowCode: z.string(),
  partnerCode: z.string(),
  partner2Code: z.string(),
  cmdCode: z.string(),
  customsCode: z.string(),
  motCode: z.string(),
  qtyUnitCode: z.string(),
  netWgt: Figure,
  isNetWgtEstimated: z.boolean(),
  cifvalue: Figure,
  fobvalue: Figure,
  primaryValue: Figure,
});
type Row = z.output<typeof Row>;

const NO_UNIT = '-1';

/**
 * The net weight and the value of each row, kilograms and US dollars.
 * @throws SourceError `wrong_subject` for a row of another country, product, flow, frequency or breakdown; `format` for
 * a shape, a period or a value basis that contradicts itself, or a figure that is stated twice.
 */
export function comtradeFigures(rows: readonly JsonValue[], query: ComtradeQuery): readonly ReportedObservation[] {
  const subject = subjectOf(query);
  return eachOnce(
    rows.flatMap((unchecked, index) => {
      const row = checkShape(unchecked, Row, ['data', index]);
      const place = (field: string) => jsonPointer(['data', index, field]);
      for (const field of SUBJECT_FIELDS) {
        if (!subject[field].has(row[field])) throw otherSubject(place(field), row[field], subject[field]);
      }
      const period = periodIn(row, place('period'));
      const of = (measure: string) => ({ dimensions: { ...dimensionsOf(row, subject, query), measure } });
      const [weightAt, valueAt] = [place('netWgt'), place('primaryValue')];
      return [
        { of: of('net_weight'), period, unit: 'kg', ...weightIn(row), locator: weightAt },
        { of: of('value'), period, unit: 'USD', ...valueIn(row, valueAt), locator: valueAt },
      ];
    }),
  );
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

function otherSubject(place: string, code: string, known: Codes): SourceError {
  const asked = Array.from(known, ([own, name]) => (own === name ? own : `${own} (${name})`)).join(', ');
  return new SourceError('wrong_subject', `${place} is ${code}, asked was ${asked}`);
}

function dimensionsOf(row: Row, subject: Subject, { reporter }: ComtradeQuery): Dimensions {
  return {
    reporter,
    partner: subject.partnerCode.get(row.partnerCode)!,
    product: subject.cmdCode.get(row.cmdCode)!,
    flow: subject.flowCode.get(row.flowCode)!,
  };
}

/** An annual row carries the month 52. */
function periodIn({ freqCode, period, refYear, refMonth }: Row, place: string): Period {
  const annual = freqCode === FREQUENCY_CODES.year;
  const stated = annual ? /^(\d{4})()$/.exec(period) : /^(\d{4})(0[1-9]|1[0-2])$/.exec(period);
  const month = annual ? 52 : Number(stated?.[2]);
  if (!stated || stated[1] !== refYear || Number(refMonth) !== month) {
    throw new SourceError('format', `${place} "${period}" does not fit year ${refYear}, month ${refMonth}`);
  }
  return annual ? periodOf(Number(stated[1]), 1, 12) : periodOf(Number(stated[1]), month, 1);
}

/** A weight that was not recorded comes as null, or as 0 without a unit or beside goods of some value. */
function weightIn({ netWgt, qtyUnitCode, isNetWgtEstimated, primaryValue }: Row) {
  const value = typeof netWgt !== 'string' ? null : canonicalDecimal(netWgt);
  if (value === null || (value === '0' && (qtyUnitCode === NO_UNIT || isSome(primaryValue)))) {
    return {
      value: null,
      status: 'missing',
      ...(value === null ? {} : { note: 'net weight 0 stands for none recorded' }),
    } as const;
  }
  return { value, status: isNetWgtEstimated ? 'estimated' : 'reported' } as const;
}

/** Imports are CIF and exports FOB; a reporter that values otherwise is said to. */
function valueIn({ flowCode, cifvalue, fobvalue, primaryValue }: Row, place: string) {
  if (typeof primaryValue !== 'string') return { value: null, status: 'missing' } as const;
  const value = canonicalDecimal(primaryValue);
  const isImport = flowCode === FLOW_CODES.import;
  const [basis, other] = isImport ? [cifvalue, fobvalue] : [fobvalue, cifvalue];
  const [basisName, otherName] = isImport ? ['CIF', 'FOB'] : ['FOB', 'CIF'];
  if (isSome(basis) && canonicalDecimal(basis) !== value) {
    throw new SourceError('format', `${place} ${value} is not the ${basisName} value ${canonicalDecimal(basis)}`);
  }
  const otherwise = !isSome(basis) && isSome(other);
  return {
    value,
    status: 'reported',
    ...(otherwise ? { note: `valued ${otherName}, not ${basisName}` } : {}),
  } as const;
}

const isSome = (figure: string | null | undefined): figure is string =>
  typeof figure === 'string' && canonicalDecimal(figure) !== '0';
