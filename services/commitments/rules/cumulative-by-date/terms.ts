import { z } from 'zod';
import { ProrationTerm } from '../pace/proration.ts';
import {
  BINDS,
  BasisTerm,
  type Binds,
  MonthTerm,
  PACE_TERMS,
  PositiveTerm,
  SeriesTerm,
  Text,
  paceTermsInOrder,
} from '../../terms.ts';

export const CumulativeTerms = z
  .strictObject({
    series: SeriesTerm,
    unit: Text,
    basis: BasisTerm,
    target: PositiveTerm,
    binds: z.enum(BINDS),
    from: MonthTerm.optional(),
    by: MonthTerm.optional(),
    /** Why no start or no end is stated. */
    undated: Text.optional(),
    proration: ProrationTerm,
    ...PACE_TERMS,
  })
  .refine(
    ({ from, by, undated }) => (undated === undefined ? from !== undefined && by !== undefined : by === undefined),
    {
      message: 'give from and by, or undated with the reason',
    },
  )
  .refine(({ from, by }) => !from || !by || Temporal.PlainYearMonth.compare(from, by) <= 0, {
    message: 'is before from',
    path: ['by'],
  })
  .refine((terms) => terms.proration === 'equal' || isPaced(terms), {
    message: 'neither a ceiling nor a sum without dates has a pace: leave proration out',
    path: ['proration'],
  })
  .refine(paceTermsInOrder, { message: 'is above on_track', path: ['at_risk'] });
export type CumulativeTerms = z.output<typeof CumulativeTerms>;

interface Dated {
  readonly binds: Binds;
  readonly from?: Temporal.PlainYearMonth | undefined;
  readonly undated?: string | undefined;
}

/** Whether a date is known to judge by. Under a ceiling the start is enough: from when on the sum counts. */
export function isJudged({ binds, from, undated }: Dated): boolean {
  return undated === undefined || (binds === 'ceiling' && from !== undefined);
}

/** Whether the sum is held against a pace: a ceiling, or a sum without dates, takes all that is reported. */
export function isPaced({ binds, undated }: Dated): boolean {
  return binds !== 'ceiling' && undated === undefined;
}
