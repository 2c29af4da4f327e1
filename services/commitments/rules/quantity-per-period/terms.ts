import { z } from 'zod';
import { ProrationTerm } from '../pace/proration.ts';
import {
  BAND_TERMS,
  BINDS,
  BasisTerm,
  type Binds,
  MonthTerm,
  PositiveTerm,
  Text,
  UnitTerm,
  UndatedTerm,
  checkBands,
} from '../../terms.ts';

export const QuantityTerms = z
  .strictObject({
    series: Text.describe('The series that is judged, by its id.'),
    unit: UnitTerm,
    basis: BasisTerm,
    every: z
      .enum(['month', 'quarter', 'year'])
      .describe('The length of the calendar period in which it is due, each time anew.'),
    floor: PositiveTerm.optional().describe(
      'At least so much is owed, a decimal number in quotes. Missed at the end, it is breached.',
    ),
    expectation: PositiveTerm.optional().describe(
      'At least so much is expected, a decimal number in quotes. Missed at the end, it is off track.',
    ),
    ceiling: PositiveTerm.optional().describe('Up to so much, a decimal number in quotes. It can only be exceeded.'),
    from: MonthTerm.optional().describe('The first month that counts, in quotes, such as "2026-01".'),
    undated: UndatedTerm,
    proration: ProrationTerm,
    carry_over: z
      .boolean()
      .default(false)
      .describe('Whether what one period falls short by is due in the next on top; a surplus is not carried.'),
    ...BAND_TERMS,
  })
  .refine(
    (terms) => BINDS.filter((binds) => terms[binds] !== undefined).length === 1,
    'give one of floor, expectation, ceiling',
  )
  .refine(
    ({ from, undated }) => (from === undefined) !== (undated === undefined),
    'give from, or undated with the reason',
  )
  .refine(({ ceiling, proration }) => ceiling === undefined || proration === 'equal', {
    message: 'a ceiling has no pace: leave proration out',
    path: ['proration'],
  })
  .refine(({ ceiling, close }) => ceiling === undefined || close === undefined, {
    message: 'a ceiling has no pace: leave close out',
    path: ['close'],
  })
  .refine(({ carry_over: carries, ceiling, from }) => !carries || (ceiling === undefined && from !== undefined), {
    message: 'only a floor or an expectation with a start has a shortfall to carry over',
    path: ['carry_over'],
  })
  .superRefine(checkBands);
export type QuantityTerms = z.output<typeof QuantityTerms>;

export function bindsOf(terms: Pick<QuantityTerms, Binds>): Binds {
  return BINDS.find((binds) => terms[binds] !== undefined)!;
}
