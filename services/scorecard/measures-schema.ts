import { z } from 'zod';
import { FORCES, LISTINGS, MEASURE_EFFECTS, MEASURE_KINDS } from '../../config/vocabulary/measure.ts';

const Instant = z.iso.datetime();
const Day = z.iso.date();

/** A source that lists measures. Null: it never answered, so nothing is known of what it lists. */
const Register = z.object({
  source: z.string(),
  title: z.string(),
  publisher: z.string(),
  asked: Instant.nullable(),
  listed: z.number().int().nullable(),
});

export const Measure = z.object({
  source: z.string(),
  /** Its id in the register. */
  key: z.string(),
  vintage: z.string(),
  /** `unlisted`: the register listed it once, and does no more. */
  listing: z.enum(LISTINGS),
  title: z.string(),
  kind: z.enum(MEASURE_KINDS),
  kindInRegister: z.string().nullable(),
  effect: z.enum(MEASURE_EFFECTS).nullable(),
  implementer: z.string(),
  isOfficial: z.boolean().nullable(),
  announced: Day.nullable(),
  inForceFrom: Day.nullable(),
  removed: Day.nullable(),
  /** On the day of `asOf`, by the dates above. */
  force: z.enum(FORCES),
  products: z.array(z.object({ code: z.string(), inForceFrom: Day.nullable(), removed: Day.nullable() })),
  affected: z.union([z.literal('all'), z.array(z.string())]),
  reportedBy: z.string(),
  page: z.string().nullable(),
  note: z.string().nullable(),
  publishedAt: Instant.nullable(),
  knownFrom: Instant,
  document: z.string().regex(/^[0-9a-f]{64}$/),
  locator: z.string(),
});

/** What registers list. A measure that none lists may be in force all the same. */
export const Measures = z.object({ registers: z.array(Register), list: z.array(Measure) });
export type Measures = z.output<typeof Measures>;
