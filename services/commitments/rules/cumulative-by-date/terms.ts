import { z } from 'zod';
import { ProrationTerm } from '../pace/proration.ts';
import {
  BAND_TERMS,
  BINDS,
  BasisTerm,
  type Binds,
  MonthTerm,
  PositiveTerm,
  SeriesTerm,
  UndatedTerm,
  UnitTerm,
  checkBands,
} from '../../terms.ts';

export const CumulativeTerms = z
  .strictObject({
    series: SeriesTerm.describe('The lines of the sum, by their ids.'),
    unit: UnitTerm,
    basis: BasisTerm,
    target: PositiveTerm.describe('The sum that is due at the end, a decimal number in quotes.'),
    binds: z.enum(BINDS).describe('floor: owed, from below; expectation: expected, from below; ceiling: up to.'),
    from: MonthTerm.optional().describe('The first month that counts, in quotes, such as "2026-01".'),
    by: MonthTerm.optional().describe('The last month that counts, in quotes, such as "2026-12".'),
    undated: UndatedTerm,
    proration: ProrationTerm,
    ...BAND_TERMS,
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
  .refine(({ binds, close }) => binds !== 'ceiling' || close === undefined, {
    message: 'a ceiling has no pace: leave close out',
    path: ['close'],
  })
  .superRefine(checkBands);
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
