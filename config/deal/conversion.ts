import { z } from 'zod';
import { BASIS_NAMES } from '../vocabulary/basis.ts';
import { Decimal, isDecimalText } from '../vocabulary/decimal.ts';

const Text = z.string().trim().min(1);

export const PositiveDecimal = z
  .string()
  .refine(isDecimalText, { error: 'write a decimal number in quotes, such as "0.048"', abort: true })
  .refine((text) => new Decimal(text).gt(0), 'must be above 0');

/** What a series, a rule or a side of a conversion is measured by. */
export const BasisName = z.enum(BASIS_NAMES);

/** A rate that holds for one calendar year, with where that can be read. */
const YearlyRate = z.strictObject({
  factor: PositiveDecimal.describe('A decimal number in quotes by which the figure is multiplied.'),
  source: Text.describe('Where the rate was read.'),
});

/**
 * A named way from one unit to another. Without bases it leaves what is measured as it is; with them it goes from one
 * basis to another, and serves nothing else.
 */
export const Conversion = z
  .strictObject({
    from: Text.describe('The unit that is converted.'),
    from_basis: BasisName.optional().describe('The basis that it goes from; given with to_basis, or not at all.'),
    to: Text.describe('The unit that it becomes. It works in the other direction too.'),
    to_basis: BasisName.optional().describe('The basis that it goes to.'),
    factor: PositiveDecimal.optional().describe('A decimal number in quotes by which the figure is multiplied.'),
    divisor: PositiveDecimal.optional().describe('A decimal number in quotes by which the figure is divided.'),
    by_year: z
      .record(z.string().regex(/^\d{4}$/, 'write a year such as 2024'), YearlyRate)
      .refine((years) => Object.keys(years).length > 0, 'give the rate of one year at least')
      .optional()
      .describe('A factor for each calendar year, as for a currency; a year that is not in it is not converted.'),
    version: z.number().int().min(1).describe('Raised when the number changes.'),
    standing: z.enum(['exact', 'confirmed', 'unconfirmed']).describe('How well the number is known.'),
    source: Text.describe('Where the number was read.'),
    note: Text.optional(),
  })
  .refine(({ factor, divisor, by_year: years }) => [factor, divisor, years].filter(isGiven).length === 1, {
    message: 'give either a factor or a divisor, or a factor by_year',
  })
  .refine(({ from_basis: from, to_basis: to }) => isGiven(from) === isGiven(to), {
    message: 'give from_basis and to_basis, or neither',
  });
export type ConversionSpec = z.output<typeof Conversion>;

function isGiven(value: unknown): boolean {
  return value !== undefined;
}
