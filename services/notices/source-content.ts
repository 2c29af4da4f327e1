import { z } from 'zod';
import { SOURCE_REASONS, SOURCE_STATES } from '../../config/vocabulary/source-state.ts';
import { LEGAL_READINGS, STANDINGS } from '../../config/vocabulary/standing.ts';
import { MOVE_KINDS } from '../../config/vocabulary/transition.ts';
import { SOURCE_FAULTS } from '../sources/errors.ts';
import { DealNamed, IncidentId, Instant, Key, Line, PeriodText } from './content-fields.ts';

const Expected = z.object({
  period: PeriodText,
  /** The last day on which it was, or is, in time. */
  by: z.iso.date(),
});

const Lacking = Expected.extend({
  /** Title of the series. */
  series: Line,
  /** The newest period that is known of it. */
  newest: PeriodText.nullable(),
});

/** A commitment that reads the source, as it stands; the incident moves nothing of it. */
const Resting = z.object({
  id: Key,
  ref: Line,
  title: Line,
  standing: z.enum(STANDINGS),
  legal: z.enum(LEGAL_READINGS),
});

/** All that a mail about a source says, as plain values. Stored with the transition; fields added later are optional. */
export const SourceNoticeContent = z.object({
  about: z.literal('source'),
  deal: DealNamed,
  figuresMode: z.enum(['recorded', 'live']),
  incident: IncidentId,
  transition: z.object({
    seq: z.number().int().min(1),
    kind: z.enum(MOVE_KINDS),
    from: z.enum(SOURCE_STATES).nullable(),
    to: z.enum(SOURCE_STATES),
    reason: z.enum(SOURCE_REASONS),
    at: Instant,
  }),
  source: z.object({ id: Key, title: Line, publisher: Line }),
  calendar: z.object({
    words: Line,
    /** Where it was read; null where there is no calendar. */
    source: Line.nullable(),
    note: Line.nullable(),
  }),
  /** The series that lack a period whose grace has passed. */
  lacking: z.array(Lacking),
  /** Since when nothing new has come, where that is what is late. */
  quietSince: Instant.nullable(),
  next: Expected.nullable(),
  newest: PeriodText.nullable(),
  /** When anything new last came, whichever period it was of. */
  lastNews: Instant.nullable(),
  failing: z
    .object({
      fault: z.enum(SOURCE_FAULTS),
      failures: z.number().int(),
      since: Instant,
      until: Instant,
      /** The last error, which may hold the publisher's words. */
      words: Line.nullable(),
    })
    .nullable(),
  /** When a pull last brought figures. */
  lastOkAt: Instant.nullable(),
  commitments: z.array(Resting),
  /** What a person can do, in this order. */
  fixes: z.array(Line),
  /** The command that shows how all sources do. */
  status: Line,
});
export type SourceNoticeContent = z.output<typeof SourceNoticeContent>;
