import { z } from 'zod';
import { BASIS_NAMES } from '../../config/vocabulary/basis.ts';
import { canonicalDecimal, Decimal, isDecimalText } from '../../config/vocabulary/decimal.ts';
import { parsePeriod } from '../../config/vocabulary/period.ts';

export const Text = z.string().trim().min(1);

export const DecimalTerm = z
  .string()
  .refine(isDecimalText, 'write a decimal number in quotes, such as "0.9"')
  .transform((text) => new Decimal(canonicalDecimal(text)));

/** What the unit of the terms measures, where that has to be said. */
export const BasisTerm = z.enum(BASIS_NAMES).optional();

export const PositiveTerm = DecimalTerm.refine((value) => value.gt(0), 'must be above 0');

export const DayTerm = z.iso.date('write a day such as 2026-07-01');

export const MonthTerm = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'write a month in quotes, such as "2026-01"')
  .transform((text) => Temporal.PlainYearMonth.from(text));

export const PeriodTerm = z.string().transform((text, context) => {
  try {
    return parsePeriod(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});

/** Series by id, each named once: one counted twice would double a sum. */
export const SeriesTerm = z
  .array(Text)
  .min(1)
  .refine((ids) => new Set(ids).size === ids.length, 'names a series twice');

/** How a quantity binds: from below as a duty, from below as an expectation, or from above ("up to"). */
export const BINDS = ['floor', 'expectation', 'ceiling'] as const;
export type Binds = (typeof BINDS)[number];

/** The pace ratios from which a promise is on track, and from which it is at risk; below that it is off track. */
export const PACE_TERMS = {
  on_track: PositiveTerm.default(new Decimal(1)),
  at_risk: PositiveTerm.default(new Decimal('0.9')),
};

export const paceTermsInOrder = (terms: { readonly on_track: Decimal; readonly at_risk: Decimal }): boolean =>
  terms.at_risk.lte(terms.on_track);
