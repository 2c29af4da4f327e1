import { z } from 'zod';
import { Steady } from '../../config/deal/steady.ts';
import { CLOCKS, OBSERVATION_STATUSES, VINTAGE_VERBS } from '../../config/vocabulary/evidence.ts';
import { LEGAL_READINGS, STANDINGS } from '../../config/vocabulary/standing.ts';
import { Measure } from '../scorecard/measures-schema.ts';
import { Quality, Sides } from '../scorecard/quality-schema.ts';

const Instant = z.iso.datetime();
const Value = z.string().regex(/^-?\d+(\.\d+)?$/);
const Quantity = z.object({ value: Value, unit: z.string() });

const Input = z.object({
  vintage: z.string(),
  series: z.string(),
  title: z.string(),
  period: z.string(),
  value: Value.nullable(),
  unit: z.string(),
  status: z.enum(OBSERVATION_STATUSES),
  publisher: z.string(),
  reportedBy: z.string(),
  superseded: z.string().nullable(),
  note: z.string().nullable(),
  publishedAt: Instant.nullable(),
  knownFrom: Instant,
  document: z.string().regex(/^[0-9a-f]{64}$/),
  locator: z.string(),
  url: z.string().nullable(),
  citation: z.string().nullable(),
  /** Whether the standing rests on it; the others are shown beside it. */
  used: z.boolean(),
});

const InputMeasure = Measure.extend({
  /** Title of its register. */
  register: z.string(),
  publisher: z.string(),
  url: z.string().nullable(),
  citation: z.string().nullable(),
  /** Whether the rule weighed it; the others are forms of before, and measures on other matters. */
  used: z.boolean(),
});

const Step = z.object({ what: z.string(), arithmetic: z.string(), result: z.string() });

/** What `pactwatch explain --json` prints. */
export const Explanation = z.object({
  schema: z.literal('pactwatch.explain/1'),
  deal: z.string(),
  dealVersion: z.number().int(),
  dealDigest: z.string(),
  figures: z.enum(['recorded', 'live']),
  commitment: z.object({
    id: z.string(),
    ref: z.string(),
    title: z.string(),
    promise: z.string(),
    clause: z.string(),
    class: z.string(),
    obligor: z.string(),
    beneficiary: z.string(),
    source: z.string(),
    instruments: z.array(z.string()),
    disputed: z.array(z.string()),
    unconfirmed: z.array(z.string()),
    readings: z.array(
      z.object({
        key: z.string(),
        heldBy: z.string(),
        says: z.string(),
        standing: z.enum(STANDINGS),
        source: z.string(),
      }),
    ),
  }),
  /** Its id; null when it was made afresh and is stored nowhere. */
  assessment: z.string().nullable(),
  at: Instant,
  /** When it is looked at: how old the figures are is told against it. */
  asOf: Instant,
  /** `published`: judged afresh from what publishers had released, as if pactwatch had run all along. */
  clock: z.enum(CLOCKS),
  /** Which vintage of each figure was judged by: `as-of` as it stood, `first` and `latest` judged afresh, by itself. */
  vintage: z.enum(VINTAGE_VERBS),
  method: z.string(),
  /** The rule's terms as the deal file gives them now. */
  rule: z.record(z.string(), z.unknown()),
  /** What a standing waits for, as the deal file gives it now; null where each publication is followed at once. */
  steady: Steady.nullable(),
  standing: z.enum(STANDINGS),
  /** What the figures alone show. */
  found: z.enum(STANDINGS),
  /** Whether the figures flap, so that the worst of them stands. */
  unstable: z.boolean(),
  since: Instant,
  legal: z.enum(LEGAL_READINGS),
  legalWords: z.string(),
  value: Quantity.nullable(),
  target: Quantity.nullable(),
  /** From the target or the way to it; negative on the wrong side. */
  margin: Quantity.nullable(),
  /** How much worse the figures may become before the next worse standing; null where there is none. */
  headroom: z.object({ to: z.enum(STANDINGS), quantity: Quantity }).nullable(),
  period: z.string().nullable(),
  evidence: z.array(z.string()),
  reason: z.string(),
  wayBack: z.string().nullable(),
  remarks: z.array(z.string()),
  cautions: z.array(z.string()),
  steps: z.array(Step),
  /** How good the figures are; null where an earlier version of pactwatch judged. */
  quality: Quality.nullable(),
  /** What the two sides of each trade say of each other of which the rule reads one, with every figure of theirs. */
  sides: z.array(
    Sides.extend({ steps: z.array(Step).readonly(), remarks: z.array(z.string()).readonly(), figures: z.array(Input) }),
  ),
  inputs: z.array(Input),
  /** Every form of every measure that the rule was given; none where it reads no register. */
  measures: z.array(InputMeasure),
  /** Series that are shown beside the ones that are judged, as known at the same instant. */
  context: z.array(Input),
});
export type Explanation = z.output<typeof Explanation>;
export type ExplainedInput = Explanation['inputs'][number];
export type ExplainedSides = Explanation['sides'][number];
export type ExplainedMeasure = Explanation['measures'][number];
