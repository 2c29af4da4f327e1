import { z } from 'zod';
import { isDecimalText } from '../vocabulary/decimal.ts';
import { PositiveDecimal as Positive } from './conversion.ts';

const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'write a month such as "2020-01"');
const DecimalWord = z.string().refine(isDecimalText, 'write a decimal number in quotes, such as "3.5"');
const NotNegative = DecimalWord.refine((text) => !text.startsWith('-'), 'must not be below 0');
/** Fewest periods that anything is learnt from. */
export const FEWEST_WATCHED = 8;

const shared = {
  /** The direction of a shift that is bad for what was promised; without it, either is. */
  bad: z.enum(['up', 'down']).optional(),
  /** Periods in a season; without it 12 months, 4 quarters or 1 year. */
  season: z.number().int().min(1).max(60).optional(),
};

const chart = {
  ...shared,
  /** Whether the values themselves are watched, or their changes from the same period a season before. */
  of: z.enum(['values', 'changes']).default('values'),
  /** The months, first and last, from which centre and spread are learnt; what follows them is watched. */
  reference: z
    .strictObject({ from: Month, to: Month })
    .refine(({ from, to }) => from <= to, { message: 'is before from', path: ['to'] }),
};

/**
 * How a series is watched for drift, beside the rule that reads it. A detector alone moves a standing no further than
 * `at_risk`.
 */
export const Watch = z.discriminatedUnion('detector', [
  /** The newest change from a season before, among the changes before it; for seasonal series with single jumps. */
  z.strictObject({
    detector: z.literal('robust-z'),
    ...shared,
    /** How many changes the newest is held against. */
    window: z.number().int().min(FEWEST_WATCHED).max(600).default(36),
    threshold: Positive.default('3.5'),
  }),
  /** A weighted moving average, for slow drift. */
  z.strictObject({
    detector: z.literal('ewma'),
    ...chart,
    /** Weight of the newest value, above 0 and at most 1. */
    lambda: Positive.refine((text) => Number(text) <= 1, 'must be at most 1').default('0.3'),
    /** Width of the limits, in standard deviations of the average. */
    width: Positive.default('3'),
  }),
  /** Sums of what lies beyond an allowance, for a sustained shift. */
  z.strictObject({
    detector: z.literal('cusum'),
    ...chart,
    /** What a value may differ by without being counted, and the sum that is a signal; in standard deviations. */
    allowance: NotNegative.default('0.5'),
    interval: Positive.default('5'),
  }),
  /** Single values against limits of three standard deviations, learnt from the ranges between neighbours. */
  z.strictObject({ detector: z.literal('individuals'), ...chart }),
]);
export type WatchSpec = z.output<typeof Watch>;
