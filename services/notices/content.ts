import { z } from 'zod';
import { BINDING_CLASSES } from '../../config/deal/schema.ts';
import { canonicalDecimal, isDecimalText } from '../../config/vocabulary/decimal.ts';
import { CLOCKS, EVIDENCE_GRADES, OBSERVATION_STATUSES } from '../../config/vocabulary/evidence.ts';
import { parsePeriod } from '../../config/vocabulary/period.ts';
import { LEGAL_READINGS, STANDINGS } from '../../config/vocabulary/standing.ts';
import { TRANSITION_KINDS, TRANSITION_REASONS } from '../../config/vocabulary/transition.ts';
import { oneLine } from './one-line.ts';

/** The most that a mail prints of one text, and of one address; `explain` prints the whole. */
const LONGEST_LINE = 600;
const LONGEST_ADDRESS = 1000;

const Line = z.string().transform((text) => oneLine(text, LONGEST_LINE));
const Address = z.string().transform((text) => oneLine(text, LONGEST_ADDRESS));
const Key = z.string().regex(/^[a-z][a-z0-9-]*$/);
const Instant = z.iso.datetime();
const DecimalValue = z.string().refine(isDecimalText, 'no decimal number').transform(canonicalDecimal);
const PeriodText = z.string().refine(isPeriod, 'no period');
const Quantity = z.object({ value: DecimalValue, unit: Line });

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

const Reading = z.object({ heldBy: Line, says: Line, standing: z.enum(STANDINGS), source: Line });

/**
 * All that a mail about one transition says, as plain values that JSON keeps. Stored with the transition, so that a
 * mail sent later says what was known then. Fields that are added later must be optional: what is stored has none.
 */
export const NoticeContent = z.object({
  deal: z.object({ id: Key, short: Line, title: Line, version: z.number().int() }),
  figuresMode: z.enum(['recorded', 'live']),
  incident: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
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
  /** Since when the commitment has the standing. */
  since: Instant,
  /** Rule kind and version, as the assessment stores it. */
  method: Line,
  clock: z.enum(CLOCKS),
  /** The command that prints the arithmetic. */
  explain: Line,
});
export type NoticeContent = z.output<typeof NoticeContent>;
export type NoticeFigure = NoticeContent['figures'][number];

function isPeriod(text: string): boolean {
  try {
    parsePeriod(text);
    return true;
  } catch {
    return false;
  }
}
