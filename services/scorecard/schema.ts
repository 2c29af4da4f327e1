import { z } from 'zod';
import { EVIDENCE_GRADES, OBSERVATION_STATUSES } from '../../config/vocabulary/evidence.ts';
import { LEGAL_READINGS, STANDINGS } from '../../config/vocabulary/standing.ts';

const Instant = z.iso.datetime();
const Value = z.string().regex(/^-?\d+(\.\d+)?$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const Figure = z.object({
  series: z.string(),
  period: z.string(),
  value: Value,
  unit: z.string(),
  status: z.enum(OBSERVATION_STATUSES),
  /** The vintages that it is, or that it is the sum of. */
  vintages: z.array(z.string()),
});

const Commitment = z.object({
  id: z.string(),
  ref: z.string(),
  title: z.string(),
  standing: z.enum(STANDINGS),
  legal: z.enum(LEGAL_READINGS),
  legalWords: z.string().nullable(),
  value: Value.nullable(),
  target: Value.nullable(),
  unit: z.string().nullable(),
  period: z.string().nullable(),
  margin: Value.nullable(),
  /** The strongest grade that is no proxy, else `proxy`; null without figures. */
  evidence: z.enum(EVIDENCE_GRADES).nullable(),
  proxy: z.boolean(),
  method: z.string().nullable(),
  since: Instant.nullable(),
  /** The open incident's id. */
  incident: z.string().nullable(),
  reason: z.string(),
  wayBack: z.string().nullable(),
  remarks: z.array(z.string()),
  /** What the figures do not show. */
  cautions: z.array(z.string()),
  figures: z.array(Figure),
  documents: z.array(Sha256),
});

const Source = z.object({
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  outcome: z.enum(['ok', 'failed', 'idle', 'never']),
  detail: z.string().nullable(),
  lastSuccess: Instant.nullable(),
  latestPeriod: z.string().nullable(),
  observations: z.number().int(),
  /** Whether it was asked after its last success, and failed. */
  late: z.boolean(),
});

const Incident = z.object({
  id: z.string(),
  kind: z.enum(['commitment', 'source']),
  subject: z.string(),
  standing: z.enum(STANDINGS),
  openedAt: Instant,
  transition: z.string(),
  reason: z.string(),
  at: Instant,
});

const Notice = z.object({
  id: z.string(),
  incident: z.string(),
  commitment: z.string(),
  transition: z.string(),
  reason: z.string(),
  address: z.string(),
  state: z.string(),
  attempts: z.number().int(),
  maybeSentBefore: z.boolean(),
  sentAt: Instant.nullable(),
  place: z.string().nullable(),
  detail: z.string().nullable(),
  messageId: z.string(),
});

/** What `pactwatch status --json` prints. Fields are added, never renamed or taken away, within one version. */
export const Scorecard = z.object({
  schema: z.literal('pactwatch.status/1'),
  deal: z.string(),
  title: z.string(),
  short: z.string(),
  figures: z.enum(['recorded', 'live']),
  asOf: Instant,
  /** When the newest figure became known, by `asOf`. */
  dataKnownTo: Instant.nullable(),
  commitments: z.array(Commitment),
  sources: z.array(Source),
  incidents: z.array(Incident),
  notices: z.array(Notice),
});
export type Scorecard = z.output<typeof Scorecard>;
export type ScorecardCommitment = Scorecard['commitments'][number];
