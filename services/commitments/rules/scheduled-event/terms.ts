import { z } from 'zod';
import { fitsFrequency } from '../../../../config/vocabulary/period.ts';
import { PeriodTerm, Text } from '../../terms.ts';

export const ScheduledTerms = z
  .strictObject({
    /**
     * A series that counts the events of each period, or of parts of it. It takes a count: that nobody listed an event
     * does not say that there was none, and an explicit zero does.
     */
    series: Text,
    /** What is counted, such as meetings. */
    unit: Text,
    every: z.enum(['month', 'quarter', 'year']),
    /** How many are due in each period. */
    at_least: z.number().int().min(1).default(1),
    /** The first period in which they are due. */
    from: PeriodTerm.optional(),
    /** Why no first period is stated. */
    undated: Text.optional(),
    /** How long after its end the count of a period may take to come: until then it is not missing. */
    grace: z
      .string()
      .regex(/^P(?=\d)(\d+M)?(\d+D)?$/, 'write months and days, such as P1M or P30D')
      .default('P0D'),
  })
  .refine(
    ({ from, undated }) => (from === undefined) !== (undated === undefined),
    'give from, or undated with the reason',
  )
  .refine(({ from, every }) => from === undefined || fitsFrequency(from, every), {
    message: 'is no period of the length that every names',
    path: ['from'],
  });
export type ScheduledTerms = z.output<typeof ScheduledTerms>;
