import { z } from 'zod';
import { BINDING_CLASSES } from '../../config/deal/schema.ts';
import { canonicalDecimal, isDecimalText } from '../../config/vocabulary/decimal.ts';
import { CLOCKS, EVIDENCE_GRADES, OBSERVATION_STATUSES } from '../../config/vocabulary/evidence.ts';
import { LEGAL_READINGS, STANDINGS } from '../../config/vocabulary/standing.ts';
import { SIDES } from '../../config/vocabulary/sides.ts';
import { TRANSITION_KINDS, TRANSITION_REASONS } from '../../config/vocabulary/transition.ts';
import { ChartContent } from './chart-content.ts';
import { Address, DealNamed, IncidentId, Instant, Key, Line, PeriodText } from './content-fields.ts';

const DecimalValue = z.string().refine(isDecimalText, 'no decimal number').transform(canonicalDecimal);
export const Quantity = z.object({ value: DecimalValue, unit: Line });

const Figure = z.object({
  /** Title of the series. */
  series: Line,
  period: PeriodText,
  /** Null exactly when the status is `missing` or `suppressed`. */
  value: DecimalValue.nullable(),
  unit: Line,
  status: z.enum(OBSERVATION_STATUSES),
  publisher: Line,
  /** When the publisher released the value, as far as it says. */
  publishedAt: Instant.nullable(),
  /** When the publisher gave the document. */
  retrievedAt: Instant,
  document: z.string().regex(/^[0-9a-f]{64}$/),
  locator: Line,
  /** The request that had the document as its answer, without key. */
  url: Address.nullable(),
  citation: Line.nullable(),
  note: Line.nullable(),
});

const ChangedReport = z.object({
  /** Null exactly when the status is `missing` or `suppressed`. */
  value: DecimalValue.nullable(),
  status: z.enum(OBSERVATION_STATUSES),
  publishedAt: Instant.nullable(),
  /** Why another report of the figure is preferred; null when none is. */
  superseded: Line.nullable(),
  note: Line.nullable(),
  /** The document that states it, or that lacks it. */
  document: z.string().regex(/^[0-9a-f]{64}$/),
});

const Signed = z.string().regex(/^[+-]?\d+(\.\d+)?$/);

/** A figure that was revised since the judgement before. */
export const Changed = z.object({
  /** Title of the series. */
  series: Line,
  period: PeriodText,
  reportedBy: Line,
  unit: Line,
  before: ChangedReport,
  after: ChangedReport,
  /** Null without a value on both sides; the per cent is of the old value, null when that was 0. */
  change: z.object({ absolute: Signed, percent: Signed.nullable() }).nullable(),
});

/** A figure that no report was known of at the judgement before. */
const Arrived = Figure.pick({ series: true, period: true, value: true, unit: true, status: true, publishedAt: true });

/** How it stood at the judgement before. */
const Before = z.object({ at: Instant, value: Quantity.nullable(), period: PeriodText.nullable() });

/** What a publisher is to release next by its calendar. */
const Due = z.object({
  /** Title of the source. */
  source: Line,
  period: PeriodText,
  /** The last day on which it is in time. */
  by: z.iso.date(),
});

/** A measure that was weighed, as its register listed it. */
const Measure = z.object({
  title: Line,
  /** Its kind, dates, goods and partners, in words. */
  facts: Line,
  /** Title of the register. */
  register: Line,
  /** Its id in the register. */
  key: Line,
  reportedBy: Line,
  /** The register's page of it. */
  page: Address.nullable(),
  publishedAt: Instant.nullable(),
  retrievedAt: Instant,
  document: z.string().regex(/^[0-9a-f]{64}$/),
  locator: Line,
  url: Address.nullable(),
  citation: Line.nullable(),
  note: Line.nullable(),
});

/** How good the figures are. */
const Quality = z.object({
  newest: z.object({ period: PeriodText, publishedAt: Instant.nullable(), knownFrom: Instant }).nullable(),
  figures: z.number().int(),
  provisional: z.number().int(),
  estimated: z.number().int(),
  notFinal: DecimalValue.nullable(),
  conversions: z.array(z.object({ conversion: Line, standing: z.enum(['exact', 'confirmed', 'unconfirmed']) })),
  weakest: z.enum(EVIDENCE_GRADES).nullable(),
  sides: z.enum(SIDES).nullable(),
  gaps: z.array(z.object({ series: Line, periods: z.array(PeriodText) })),
});

/** What the two sides of a trade report of it, in words; `explain` prints the figures. */
const Sides = z.object({ says: z.enum(SIDES), words: Line, why: Line });

const Reading = z.object({ heldBy: Line, says: Line, standing: z.enum(STANDINGS), source: Line });

/**
 * All that a mail about one transition says, as plain values that JSON keeps. Stored with the transition, so that a
 * mail sent later says what was known then. Fields that are added later must be optional: what is stored has none.
 */
export const NoticeContent = z.object({
  deal: DealNamed,
  figuresMode: z.enum(['recorded', 'live']),
  incident: IncidentId,
  transition: z.object({
    seq: z.number().int().min(1),
    kind: z.enum(TRANSITION_KINDS),
    from: z.enum(STANDINGS).nullable(),
    to: z.enum(STANDINGS),
    reason: z.enum(TRANSITION_REASONS),
    at: Instant,
  }),
  commitment: z.object({
    id: Key,
    ref: Line,
    title: Line,
    clause: Line,
    promise: Line,
    obligor: Line,
    class: z.enum(BINDING_CLASSES),
    /** Where the promise can be read. */
    source: Line,
  }),
  value: Quantity.nullable(),
  target: Quantity.nullable(),
  /** What the target is; null where the rule has no such word, as for a prohibition. */
  targetIs: z.enum(['floor', 'ceiling', 'expectation']).nullable(),
  margin: Quantity.nullable(),
  /** To the next worse standing; absent where there is none, or an earlier version wrote the content. */
  headroom: z.object({ to: z.enum(STANDINGS), quantity: Quantity }).optional(),
  period: PeriodText.nullable(),
  evidence: z.object({
    /** Of the figures that the standing rests on; empty without figures. */
    grades: z.array(z.enum(EVIDENCE_GRADES)),
    /** What the figures do not show. */
    cautions: z.array(Line),
  }),
  /** What the text binds, and the same in a sentence. */
  legal: z.object({ reading: z.enum(LEGAL_READINGS), words: Line }),
  reason: Line,
  wayBack: Line.nullable(),
  remarks: z.array(Line),
  /** The ways to read a disputed text; empty when nobody disputes it. */
  readings: z.array(Reading),
  figures: z.array(Figure),
  /** The measures of registers that the standing rests on or was weighed against; absent where none was. */
  measures: z.array(Measure).optional(),
  /** The figures that were revised or withdrawn since the judgement before; absent when none was. */
  changed: z.array(Changed).optional(),
  /** Absent where nothing was judged before, or an earlier version wrote the content. */
  before: Before.optional(),
  /** The figures that have come since then; absent when none has. */
  arrived: z.array(Arrived).optional(),
  /** Soonest first; absent where no calendar says. */
  next: z.array(Due).optional(),
  /** Absent where there is nothing to draw, or an earlier version wrote the content. */
  chart: ChartContent.optional(),
  /** How good the figures are; absent where an earlier version wrote the content. */
  quality: Quality.optional(),
  /** What the two sides of each trade say of each other; absent where none are compared. */
  sides: z.array(Sides).optional(),
  /** Since when the commitment has the standing. */
  since: Instant,
  /** Rule kind and version, as the assessment stores it. */
  method: Line,
  clock: z.enum(CLOCKS),
  /** The command that prints the arithmetic. */
  explain: Line,
});
export type NoticeContent = z.output<typeof NoticeContent>;
export type NoticeChange = z.output<typeof Changed>;
export type NoticeMeasure = z.output<typeof Measure>;
export type NoticeFigure = NoticeContent['figures'][number];
