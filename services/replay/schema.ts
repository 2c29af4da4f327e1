import { z } from 'zod';
import { CLOCKS } from '../../config/vocabulary/evidence.ts';
import { LEGAL_READINGS, STANDINGS } from '../../config/vocabulary/standing.ts';
import { STEPS } from '../../config/vocabulary/replay-step.ts';

const Instant = z.iso.datetime();

const Reading = z.object({
  standing: z.enum(STANDINGS),
  legal: z.enum(LEGAL_READINGS),
  value: z.string().nullable(),
  period: z.string().nullable(),
});

const OfCommitment = z.object({ commitment: z.string(), at: Instant });
const OfAssessment = OfCommitment.extend({
  /** Its id; null for the last look, which found nothing to store. */
  assessment: z.string().nullable(),
});

const Difference = OfAssessment.extend({
  /** A column, or a place in the judgement such as `judgement.steps.2.result`. */
  field: z.string(),
  /** As JSON; null where there is nothing. */
  stored: z.string().nullable(),
  made: z.string().nullable(),
});

const Restatement = OfAssessment.extend({
  /** What has changed since: the deal file, or the method's version. */
  by: z.enum(['deal', 'method']),
  /** Where the two first differ: often in the arithmetic alone. */
  field: z.string(),
  stored: Reading,
  made: Reading,
});

const Overtaken = OfAssessment.extend({
  /** Vintages that were being stored while it was made; those of measures as `measure/7`. */
  unseen: z.array(z.string()),
});

const Unjudged = OfCommitment.extend({ stored: Reading.nullable(), made: Reading });

const Move = OfCommitment.extend({
  /** Null for the first judgement. */
  from: Reading.nullable(),
  to: Reading,
  reason: z.string(),
});

/** What `pactwatch replay --json` prints. Fields are added, never renamed or taken away, within one version. */
export const Replay = z.object({
  schema: z.literal('pactwatch.replay/1'),
  deal: z.string(),
  dealDigest: z.string(),
  clock: z.enum(CLOCKS),
  step: z.enum(STEPS),
  from: Instant,
  to: Instant,
  /** `nothing`: of the span nothing is stored to compare with; `made`: the published clock, of which nothing ever is. */
  result: z.enum(['identical', 'different', 'nothing', 'made']),
  /** How many instants were walked in the span, and how many assessments were made afresh and compared. */
  instants: z.number().int(),
  compared: z.number().int(),
  /** When the first and the last figure or measure came out on the clock, in the whole history. */
  firstRelease: Instant.nullable(),
  lastRelease: Instant.nullable(),
  /** By instant: the first is where the replay first differs. */
  differences: z.array(Difference),
  restatements: z.array(Restatement),
  overtaken: z.array(Overtaken),
  /** Commitments that would be judged otherwise since an instant after the last look at them. */
  unjudged: z.array(Unjudged),
  /** Commitments with assessments in the span that the deal has no longer. */
  gone: z.array(z.string()),
  /** On the published clock, every move of a standing or legal reading, by instant. */
  moves: z.array(Move),
});
export type Replay = z.output<typeof Replay>;
export type ReplayMove = Replay['moves'][number];
