import { z } from 'zod';
import { CLOCKS, EVIDENCE_GRADES, OBSERVATION_STATUSES } from '../../config/vocabulary/evidence.ts';
import { MESSAGE_STATES, NOTICE_REASONS } from '../../config/vocabulary/notice.ts';
import { SOURCE_STATES } from '../../config/vocabulary/source-state.ts';
import { LEGAL_READINGS, STANDINGS } from '../../config/vocabulary/standing.ts';
import { NoticeFate } from '../notices/fate.ts';
import { Measures } from './measures-schema.ts';
import { Quality, Sides } from './quality-schema.ts';

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
  /** What the figures alone show, where the standing waits for more of them. */
  found: z.enum(STANDINGS),
  /** Whether the figures flap, so that the worst of them stands. */
  unstable: z.boolean(),
  legal: z.enum(LEGAL_READINGS),
  legalWords: z.string().nullable(),
  value: Value.nullable(),
  target: Value.nullable(),
  unit: z.string().nullable(),
  period: z.string().nullable(),
  /** From the target or the way to it; negative on the wrong side. */
  margin: Value.nullable(),
  /** How much worse the figures may become before the next worse standing, in a unit of its own; null where there is none. */
  headroom: z.object({ to: z.enum(STANDINGS), quantity: z.object({ value: Value, unit: z.string() }) }).nullable(),
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
  /** Null before the first judgement, and where an earlier version of pactwatch judged. */
  quality: Quality.nullable(),
  /** What the two sides of each trade say of each other of which the rule reads one. It moves no standing. */
  sides: z.array(Sides),
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
  /** Whether a period is overdue, its grace included; never when the figures are recorded, or the source is idle. */
  late: z.boolean(),
  /** Of a late source the series that lack the period. */
  lacking: z.array(z.string()),
  /** Of a late source without a calendar: since when nothing new has come. */
  quietSince: Instant.nullable(),
  /** The newest period that has to be there by its calendar, the grace left out, and the last day in time for it. */
  expectedPeriod: z.string().nullable(),
  expectedBy: z.iso.date().nullable(),
  nextExpected: z.object({ period: z.string(), by: z.iso.date() }).nullable(),
  /** The first failure since the publisher last answered. */
  failingSince: Instant.nullable(),
  /** The open incident's id. */
  incident: z.string().nullable(),
});

const Incident = z.object({
  id: z.string(),
  kind: z.enum(['commitment', 'source']),
  subject: z.string(),
  /** Of a commitment; null for a source. */
  standing: z.enum(STANDINGS).nullable(),
  /** Of a source; null for a commitment. */
  state: z.enum(SOURCE_STATES).nullable(),
  openedAt: Instant,
  transition: z.string(),
  reason: z.string(),
  at: Instant,
});

const Notice = NoticeFate.extend({
  incident: z.string(),
  /** What the incident is of: one of the two. */
  commitment: z.string().nullable(),
  source: z.string().nullable(),
  transition: z.string(),
  /** Why the standing or state changed. */
  reason: z.string(),
  /** Why this recipient is told. */
  why: z.enum(NOTICE_REASONS),
  /** Of the message. */
  messageId: z.string().nullable(),
});

/** The last weekly digest to an address. */
const Digest = z.object({
  id: z.string(),
  address: z.string(),
  writtenAt: Instant,
  state: z.enum(MESSAGE_STATES),
  sentAt: Instant.nullable(),
  place: z.string().nullable(),
  detail: z.string().nullable(),
});

/** An address that is not written to, since a server has refused it for good. */
const Refused = z.object({ address: z.string(), at: Instant, detail: z.string() });

const RevisedReport = z.object({
  vintage: z.string(),
  /** Null exactly when the status is `missing` or `suppressed`. */
  value: Value.nullable(),
  status: z.enum(OBSERVATION_STATUSES),
  /** When the publisher released it, as far as it says. */
  publishedAt: Instant.nullable(),
  superseded: z.string().nullable(),
  note: z.string().nullable(),
  document: Sha256,
  locator: z.string(),
});

const Revision = z.object({
  series: z.string(),
  period: z.string(),
  reportedBy: z.string(),
  unit: z.string(),
  before: RevisedReport,
  after: RevisedReport,
  /** With its sign; the per cent is of the old value, null when that was 0. Null without a value on both sides. */
  change: z.object({ absolute: z.string(), percent: z.string().nullable() }).nullable(),
  /** When the revision became known. */
  knownFrom: Instant,
  /** The commitments whose rules read the series. */
  commitments: z.array(z.string()),
});

/** What `pactwatch status --json` prints. Fields are added, never renamed or taken away, within one version. */
export const Scorecard = z.object({
  schema: z.literal('pactwatch.status/1'),
  deal: z.string(),
  title: z.string(),
  short: z.string(),
  figures: z.enum(['recorded', 'live']),
  asOf: Instant,
  /**
   * `known`: as stored; `published`: judged afresh from what publishers had released, as if pactwatch had run all along.
   * Sources, incidents, notices, digests and revisions are always what pactwatch knew.
   */
  clock: z.enum(CLOCKS),
  /** When the newest figure came out on the clock, by `asOf`. */
  dataKnownTo: Instant.nullable(),
  commitments: z.array(Commitment),
  sources: z.array(Source),
  measures: Measures,
  incidents: z.array(Incident),
  notices: z.array(Notice),
  digests: z.array(Digest),
  /** As it is now, whatever `asOf` is. */
  refused: z.array(Refused),
  /** Figures that were revised in the 30 days before `asOf`, newest first, at most 50. */
  revisions: z.array(Revision),
  /** How many were, in all. */
  revisionCount: z.number().int(),
});
export type Scorecard = z.output<typeof Scorecard>;
export type ScorecardSides = z.output<typeof Sides>;
export type ScorecardCommitment = Scorecard['commitments'][number];
