import { z } from 'zod';
import { canonicalDecimal, isDecimalText } from '../../../config/vocabulary/decimal.ts';
import { type Period, periodOf } from '../../../config/vocabulary/period.ts';
import { FLOW_CODES, FREQUENCY_CODES } from './query.ts';
import { SourceError } from '../errors.ts';

const Figure = z.string().refine(isDecimalText, 'is no decimal number').nullish();

/** A row of an answer; codes and figures are the text that Comtrade wrote. */
export const Row = z.object({
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
export type Row = z.output<typeof Row>;

const NO_UNIT = '-1';

/** An annual row carries the month 52. */
export function periodIn(
  { freqCode, period, refYear, refMonth }: Pick<Row, 'freqCode' | 'period' | 'refYear' | 'refMonth'>,
  place: string,
): Period {
  const annual = freqCode === FREQUENCY_CODES.year;
  const stated = annual ? /^(\d{4})()$/.exec(period) : /^(\d{4})(0[1-9]|1[0-2])$/.exec(period);
  const month = annual ? 52 : Number(stated?.[2]);
  if (!stated || stated[1] !== refYear || Number(refMonth) !== month) {
    throw new SourceError('format', `${place} "${period}" does not fit year ${refYear}, month ${refMonth}`);
  }
  return annual ? periodOf(Number(stated[1]), 1, 12) : periodOf(Number(stated[1]), month, 1);
}

type Weight = Pick<Row, 'netWgt' | 'qtyUnitCode' | 'isNetWgtEstimated' | 'primaryValue'>;

/** A weight that was not recorded comes as null, or as 0 without a unit or beside goods of some value. */
export function weightIn({ netWgt, qtyUnitCode, isNetWgtEstimated, primaryValue }: Weight) {
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

type Value = Pick<Row, 'flowCode' | 'cifvalue' | 'fobvalue' | 'primaryValue'>;

/** Imports are CIF and exports FOB; a reporter that values otherwise is said to. */
export function valueIn({ flowCode, cifvalue, fobvalue, primaryValue }: Value, place: string) {
  if (typeof primaryValue !== 'string') return { value: null, status: 'missing' } as const;
  const value = canonicalDecimal(primaryValue);
  const isImport = flowCode === FLOW_CODES.import;
  const [basis, other] = isImport ? [cifvalue, fobvalue] : [fobvalue, cifvalue];
  const [basisName, otherName] = isImport ? (['CIF', 'FOB'] as const) : (['FOB', 'CIF'] as const);
  if (isSome(basis) && canonicalDecimal(basis) !== value) {
    throw new SourceError('format', `${place} ${value} is not the ${basisName} value ${canonicalDecimal(basis)}`);
  }
  if (isSome(basis)) return { value, status: 'reported', basis: BASIS_OF[basisName] } as const;
  const otherwise = { note: `valued ${otherName}, not ${basisName}`, basis: BASIS_OF[otherName] };
  return { value, status: 'reported', ...(isSome(other) ? otherwise : {}) } as const;
}

const BASIS_OF = { CIF: 'cif', FOB: 'fob' } as const;

const isSome = (figure: string | null | undefined): figure is string =>
  typeof figure === 'string' && canonicalDecimal(figure) !== '0';
