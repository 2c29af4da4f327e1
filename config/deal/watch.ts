import { z } from 'zod';
import { isDecimalText } from '../vocabulary/decimal.ts';
import { PositiveDecimal as Positive } from './conversion.ts';

const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'write a month such as "2020-01"');
const DecimalWord = z.string().refine(isDecimalText, 'write a decimal number in quotes, such as "3.5"');
const NotNegative = DecimalWord.refine((text) => !text.startsWith('-'), 'must not be below 0');
/** Fewest periods that anything is learnt from. */
export const FEWEST_WATCHED = 8;

const detector = <Name extends string>(name: Name) =>
  z
    .literal(name)
    .describe(
      'robust-z for seasonal series with single jumps, ewma for slow drift, cusum for a sustained shift, individuals for single values.',
    );

const shared = {
  bad: z
    .enum(['up', 'down'])
    .optional()
    .describe('The direction of a shift that is bad for what was promised; without it, either is.'),
  season: z
    .number()
    .int()
    .min(1)
    .max(60)
    .optional()
    .describe('Periods in a season; without it 12 months, 4 quarters or 1 year.'),
};

const chart = {
  ...shared,
  of: z
    .enum(['values', 'changes'])
    .default('values')
    .describe('Whether the values are watched, or their changes from the same period a season before.'),
  reference: z
    .strictObject({
      from: Month.describe('The first of these months.'),
      to: Month.describe('The last of these months.'),
    })
    .refine(({ from, to }) => from <= to, { message: 'is before from', path: ['to'] })
    .describe('The months from which centre and spread are learnt; what follows them is watched.'),
};

/**
 * How a series is watched for drift, beside the rule that reads it. A detector alone moves a standing no further than
 * `at_risk`.
 */
export const Watch = z.discriminatedUnion('detector', [
  /** The newest change from a season before, among the changes before it; for seasonal series with single jumps. */
  z.strictObject({
    detector: detector('robust-z'),
    ...shared,
    window: z
      .number()
      .int()
      .min(FEWEST_WATCHED)
      .max(600)
      .default(36)
      .describe('How many changes the newest is held against.'),
    threshold: Positive.default('3.5').describe('From which robust z a change is a signal.'),
  }),
  /** A weighted moving average, for slow drift. */
  z.strictObject({
    detector: detector('ewma'),
    ...chart,
    lambda: Positive.refine((text) => Number(text) <= 1, 'must be at most 1')
      .default('0.3')
      .describe('Weight of the newest value, above 0 and at most 1.'),
    width: Positive.default('3').describe('Width of the limits, in standard deviations of the average.'),
  }),
  /** Sums of what lies beyond an allowance, for a sustained shift. */
  z.strictObject({
    detector: detector('cusum'),
    ...chart,
    allowance: NotNegative.default('0.5').describe(
      'What a value may differ by without being counted, in standard deviations.',
    ),
    interval: Positive.default('5').describe('The sum that is a signal, in standard deviations.'),
  }),
  /** Single values against limits of three standard deviations, learnt from the ranges between neighbours. */
  z.strictObject({ detector: detector('individuals'), ...chart }),
]);
export type WatchSpec = z.output<typeof Watch>;
