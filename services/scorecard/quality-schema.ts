import { z } from 'zod';
import { BASIS_NAMES } from '../../config/vocabulary/basis.ts';
import { EVIDENCE_GRADES } from '../../config/vocabulary/evidence.ts';
import { SIDES } from '../../config/vocabulary/sides.ts';

const Instant = z.iso.datetime();
const Value = z.string().regex(/^-?\d+(\.\d+)?$/);
const Quantity = z.object({ value: Value, unit: z.string() }).readonly();

/** How good the figures are that a judgement rests on; how old they are is told against the instant that is asked for. */
export const Quality = z.object({
  /** The newest of them, and when it came out; null where it rests on none. */
  newest: z.object({ period: z.string(), publishedAt: Instant.nullable(), knownFrom: Instant }).readonly().nullable(),
  figures: z.number().int(),
  provisional: z.number().int(),
  estimated: z.number().int(),
  /** The share of provisional and estimated ones in the sum of all; null where they make no sum. */
  notFinal: Value.nullable(),
  conversions: z
    .array(z.object({ conversion: z.string(), standing: z.enum(['exact', 'confirmed', 'unconfirmed']) }))
    .readonly(),
  /** The weakest grade of evidence among them. */
  weakest: z.enum(EVIDENCE_GRADES).nullable(),
  /** The worst that two sides of a trade say of each other; null where none are compared. */
  sides: z.enum(SIDES).nullable(),
  /** Periods without a figure from the judged one on, by title of the series. */
  gaps: z.array(z.object({ series: z.string(), periods: z.array(z.string()).readonly() })).readonly(),
});

/** What two sides report of one trade, in one unit and on one basis. */
export const Sides = z.object({
  mirror: z.string(),
  title: z.string(),
  says: z.enum(SIDES),
  /** The twelve months that were compared; null where none could be. */
  period: z.string().nullable(),
  basis: z.enum(BASIS_NAMES).nullable(),
  importer: Quantity.nullable(),
  exporter: Quantity.nullable(),
  /** Importer's less exporter's over their mean, from -2 to 2. */
  relative: Value.nullable(),
  /** Difference over sum, from 0 to 1. */
  index: Value.nullable(),
  /** The same months a year before; null where they cannot be compared. */
  before: z
    .object({ period: z.string(), relative: Value, vintages: z.array(z.string()).readonly() })
    .readonly()
    .nullable(),
  tolerance: Value,
  /** Why so much is tolerated. */
  why: z.string(),
  /** Whether any of the figures is provisional or estimated. */
  provisional: z.boolean(),
  words: z.string(),
  /** The vintages that both sums rest on. */
  vintages: z.array(z.string()).readonly(),
});
