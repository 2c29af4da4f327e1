import { z } from 'zod';
import { ProrationTerm } from '../pace/proration.ts';
import {
  BINDS,
  BasisTerm,
  type Binds,
  MonthTerm,
  PACE_TERMS,
  PositiveTerm,
  Text,
  paceTermsInOrder,
} from '../../terms.ts';

export const QuantityTerms = z
  .strictObject({
    series: Text,
    unit: Text,
    basis: BasisTerm,
    every: z.literal('year'),
    floor: PositiveTerm.optional(),
    expectation: PositiveTerm.optional(),
    ceiling: PositiveTerm.optional(),
    from: MonthTerm.optional(),
    /** Why no start is stated. */
    undated: Text.optional(),
    proration: ProrationTerm,
    /** Whether what a year falls short by is due in the next year on top. */
    carry_over: z.boolean().default(false),
    ...PACE_TERMS,
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
  .refine(({ carry_over: carries, ceiling, from }) => !carries || (ceiling === undefined && from !== undefined), {
    message: 'only a floor or an expectation with a start has a shortfall to carry over',
    path: ['carry_over'],
  })
  .refine(paceTermsInOrder, { message: 'is above on_track', path: ['at_risk'] });
export type QuantityTerms = z.output<typeof QuantityTerms>;

export function bindsOf(terms: Pick<QuantityTerms, Binds>): Binds {
  return BINDS.find((binds) => terms[binds] !== undefined)!;
}
