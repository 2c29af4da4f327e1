import { z } from 'zod';
import { BASIS_NAMES } from '../../config/vocabulary/basis.ts';
import { EVIDENCE_GRADES } from '../../config/vocabulary/evidence.ts';
import { FREQUENCIES } from '../../config/vocabulary/period.ts';
import { LEGAL_READINGS } from '../../config/vocabulary/standing.ts';

/** What the deal folder holds of a series: figures with a value, and the first and last period that has one. */
const FolderFigures = z.object({ count: z.int(), first: z.string(), last: z.string() });
export type FolderFigures = z.output<typeof FolderFigures>;

const CheckedSeries = z.object({
  id: z.string(),
  title: z.string(),
  role: z.enum(['judged', 'context']),
  /** First month that the rule reads; null when it reads all, and for context. */
  from: z.string().nullable(),
  frequency: z.enum(FREQUENCIES),
  unit: z.string(),
  basis: z.enum(BASIS_NAMES).nullable(),
  evidence: z.array(z.enum(EVIDENCE_GRADES)),
  source: z.string(),
  publisher: z.string(),
  /** The detector that watches it for drift. */
  watch: z.string().nullable(),
  figures: FolderFigures.nullable(),
});
export type CheckedSeries = z.output<typeof CheckedSeries>;

const CheckedConversion = z.object({
  id: z.string(),
  version: z.int(),
  from: z.string(),
  to: z.string(),
  standing: z.enum(['exact', 'confirmed', 'unconfirmed']),
  /** The series that it converts. */
  series: z.array(z.string()),
});
export type CheckedConversion = z.output<typeof CheckedConversion>;

const CheckedCommitment = z.object({
  id: z.string(),
  ref: z.string(),
  title: z.string(),
  promise: z.string(),
  rule: z.object({
    kind: z.string(),
    /** `kind/version`, as an assessment stores it. */
    method: z.string(),
    means: z.string(),
    /** One entry each, defaults filled in. */
    terms: z.array(z.string()),
    /** False when its terms leave nothing to judge, whatever the figures. */
    judges: z.boolean(),
  }),
  series: z.array(CheckedSeries),
  registers: z.array(z.object({ id: z.string(), title: z.string(), publisher: z.string() })),
  conversions: z.array(CheckedConversion),
  /** On the day of the check, with no figure looked at. */
  legal: z.object({ binds: z.boolean(), reading: z.enum(LEGAL_READINGS).nullable(), words: z.string() }),
  recipients: z.array(z.object({ name: z.string(), address: z.string(), leastStanding: z.string() })),
});
export type CheckedCommitment = z.output<typeof CheckedCommitment>;

const CheckedSource = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  /** What the deal folder holds of it. */
  figures: z.int(),
  measures: z.int().nullable(),
  /** Why the folder holds nothing of it; null when it does. */
  idle: z.string().nullable(),
});
export type CheckedSource = z.output<typeof CheckedSource>;

/** What `pactwatch deal check --json` prints. Fields are added, never renamed or taken away, within one version. */
export const DealCheck = z.object({
  schema: z.literal('pactwatch.deal-check/1'),
  deal: z.string(),
  title: z.string(),
  version: z.int(),
  digest: z.string(),
  at: z.iso.datetime(),
  commitments: z.array(CheckedCommitment),
  sources: z.array(CheckedSource),
  /** What is allowed and odd: the place in the deal file, and why. */
  warnings: z.array(z.object({ at: z.string(), message: z.string() })),
});
export type DealCheck = z.output<typeof DealCheck>;
export type DealWarning = DealCheck['warnings'][number];
