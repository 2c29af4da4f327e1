import { z } from 'zod';
import { BASIS_NAMES } from '../../config/vocabulary/basis.ts';
import { EVIDENCE_GRADES } from '../../config/vocabulary/evidence.ts';
import { FREQUENCIES } from '../../config/vocabulary/period.ts';
import { COMPARED_OVER } from '../../config/vocabulary/sides.ts';
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
  /** What a standing waits for, one entry each; none where each publication is followed at once. */
  steady: z.array(z.string()),
  series: z.array(CheckedSeries),
  registers: z.array(z.object({ id: z.string(), title: z.string(), publisher: z.string() })),
  conversions: z.array(CheckedConversion),
  /** On the day of the check, with no figure looked at. */
  legal: z.object({ binds: z.boolean(), reading: z.enum(LEGAL_READINGS).nullable(), words: z.string() }),
  recipients: z.array(z.object({ name: z.string(), address: z.string(), leastStanding: z.string() })),
});
export type CheckedCommitment = z.output<typeof CheckedCommitment>;

const CheckedMirror = z.object({
  id: z.string(),
  title: z.string(),
  /** Series of each side. */
  importer: z.array(z.string()),
  exporter: z.array(z.string()),
  unit: z.string(),
  basis: z.enum(BASIS_NAMES).nullable(),
  over: z.enum(COMPARED_OVER),
  tolerance: z.string(),
  /** Why so much is tolerated. */
  why: z.string(),
  conversions: z.array(CheckedConversion),
  /** The commitments whose rules read one of its series: the comparison is told with them. */
  toldWith: z.array(z.string()),
});
export type CheckedMirror = z.output<typeof CheckedMirror>;

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
  mirrors: z.array(CheckedMirror),
  sources: z.array(CheckedSource),
  /** What is allowed and odd: the place in the deal file, and why. */
  warnings: z.array(z.object({ at: z.string(), message: z.string() })),
});
export type DealCheck = z.output<typeof DealCheck>;
export type DealWarning = DealCheck['warnings'][number];
