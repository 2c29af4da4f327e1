import { z } from 'zod';
import { fitsFrequency } from '../../../../config/vocabulary/period.ts';
import { PeriodTerm, Text } from '../../terms.ts';

export const ScheduledTerms = z
  .strictObject({
    series: Text.describe(
      'A series that counts the events of each period, or of parts of it. A zero says that there was none; no row does not.',
    ),
    unit: Text.describe('What is counted, such as meetings.'),
    every: z.enum(['month', 'quarter', 'year']).describe('The length of the period in which they are due.'),
    at_least: z.number().int().min(1).default(1).describe('How many are due in each period; 1 if not given.'),
    from: PeriodTerm.optional().describe('The first period in which they are due, in quotes, such as "2026-Q1".'),
    undated: Text.optional().describe('Why no first period is stated. Nothing is then due on a known date.'),
    grace: z
      .string()
      .regex(/^P(?=\d)(\d+M)?(\d+D)?$/, 'write months and days, such as P1M or P30D')
      .default('P0D')
      .describe(
        'How long after its end the count of a period may take to come, such as P1M: until then it is not missing.',
      ),
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
