import { z } from 'zod';
import { SUPPRESSION_CAUSES } from '../../config/vocabulary/notice.ts';
import { SOURCE_REASONS, SOURCE_STATES } from '../../config/vocabulary/source-state.ts';
import { LEGAL_READINGS, STANDINGS } from '../../config/vocabulary/standing.ts';
import { TRANSITION_KINDS, TRANSITION_REASONS } from '../../config/vocabulary/transition.ts';
import { Changed, Quantity } from './content.ts';
import { DealNamed, IncidentId, Instant, Key, Line, PeriodText } from './content-fields.ts';

/** A commitment that the recipient follows, as it stood when the digest was made. */
const Commitment = z.object({
  id: Key,
  ref: Line,
  title: Line,
  clause: Line,
  standing: z.enum(STANDINGS),
  legal: z.enum(LEGAL_READINGS),
  value: Quantity.nullable(),
  target: Quantity.nullable(),
  /** What the target is; null where the rule has no such word. */
  targetIs: z.enum(['floor', 'ceiling', 'expectation']).nullable().optional(),
  margin: Quantity.nullable(),
  period: PeriodText.nullable(),
  /** Since when it has the standing; null when it has not been judged. */
  since: Instant.nullable(),
  reason: Line,
});

/** A transition of the week, of a commitment or of a source; the recipient need not have been mailed about it. */
const Moved = z.object({
  subject: Key,
  ref: Line.nullable(),
  title: Line,
  at: Instant,
  kind: z.enum(TRANSITION_KINDS),
  change: z.discriminatedUnion('of', [
    z.object({
      of: z.literal('commitment'),
      from: z.enum(STANDINGS).nullable(),
      to: z.enum(STANDINGS),
      reason: z.enum(TRANSITION_REASONS),
    }),
    z.object({
      of: z.literal('source'),
      from: z.enum(SOURCE_STATES).nullable(),
      to: z.enum(SOURCE_STATES),
      reason: z.enum(SOURCE_REASONS),
    }),
  ]),
  /** Why no mail about it went to this recipient, where one was held back. */
  heldBack: z.enum(SUPPRESSION_CAUSES).nullable(),
});

/** A source that is late or failing. */
const Source = z.object({
  id: Key,
  title: Line,
  publisher: Line,
  state: z.enum(SOURCE_STATES),
  /** The period that is lacking, and the last day on which it was in time; null where none is. */
  lacking: z.object({ period: PeriodText, by: z.iso.date() }).nullable(),
  quietSince: Instant.nullable(),
  failingSince: Instant.nullable(),
  newest: PeriodText.nullable(),
  /** The `ref`s of the commitments followed that rest on it. */
  feeds: z.array(Line),
});

/** What a source that feeds something followed is expected to release next. */
const Due = z.object({
  source: Key,
  title: Line,
  period: PeriodText,
  by: z.iso.date(),
  /** The `ref`s of the commitments followed that rest on it. */
  feeds: z.array(Line),
});

/** What someone does about an incident, and until when. */
const Hold = z.object({ by: Line, why: Line, at: Instant, until: Instant.nullable() });

const Incident = z.object({
  id: IncidentId,
  of: z.enum(['commitment', 'source']),
  subject: Key,
  ref: Line.nullable(),
  title: Line,
  openedAt: Instant,
  standing: z.enum(STANDINGS).nullable(),
  state: z.enum(SOURCE_STATES).nullable(),
  acknowledged: Hold.nullable(),
  silenced: Hold.nullable(),
});

/** All that a weekly digest says to one recipient, as plain values. Frozen in its message; fields added later are optional. */
export const DigestContent = z.object({
  about: z.literal('digest'),
  deal: DealNamed,
  figuresMode: z.enum(['recorded', 'live']),
  /** ISO week of the recipient's calendar: `2026-W48`. */
  week: z.string().regex(/^\d{4}-W\d{2}$/),
  /** What moved after `from` and by `to`, the instant of everything else in it. */
  from: Instant,
  to: Instant,
  /** Worst first. */
  commitments: z.array(Commitment),
  /** Newest first. */
  moved: z.array(Moved),
  /** Those in trouble. */
  sources: z.array(Source),
  /** Revised in the week, of what the recipient follows, newest first; `revisionCount` is how many there were of that. */
  revisions: z.array(Changed.extend({ knownFrom: Instant })),
  revisionCount: z.number().int().min(0),
  /** Soonest first. */
  next: z.array(Due),
  /** Those that are open, worst first. */
  incidents: z.array(Incident),
  /** The command that shows how all of it stands. */
  status: Line,
});
export type DigestContent = z.output<typeof DigestContent>;
