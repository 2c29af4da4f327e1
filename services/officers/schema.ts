import { z } from 'zod';
import { NOTICE_REASONS, OFFICER_ACTIONS, OFFICER_VIAS, SILENCE_SUBJECTS } from '../../config/vocabulary/notice.ts';
import { SOURCE_STATES } from '../../config/vocabulary/source-state.ts';
import { STANDINGS } from '../../config/vocabulary/standing.ts';
import { TRANSITION_KINDS } from '../../config/vocabulary/transition.ts';
import { NoticeFate } from '../notices/fate.ts';

const Instant = z.iso.datetime();

const Acknowledgement = z.object({
  by: z.string(),
  why: z.string(),
  at: Instant,
  /** Null: until it worsens or closes. */
  until: Instant.nullable(),
  /** Whether it still counts: it ends when the incident worsens or closes, and at its date. */
  inForce: z.boolean(),
});

const Silence = z.object({
  id: z.string(),
  kind: z.enum(SILENCE_SUBJECTS),
  /** Id of the commitment or source, or the address. */
  subject: z.string(),
  by: z.string(),
  why: z.string(),
  from: Instant,
  until: Instant,
  /** When and by whom it was ended before its time. */
  endedAt: Instant.nullable(),
  endedBy: z.string().nullable(),
  inForce: z.boolean(),
});

const IncidentFields = z.object({
  id: z.string(),
  kind: z.enum(['commitment', 'source']),
  subject: z.string(),
  /** Of a commitment. */
  ref: z.string().nullable(),
  title: z.string(),
  standing: z.enum(STANDINGS).nullable(),
  state: z.enum(SOURCE_STATES).nullable(),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  /** The acknowledgement that counts, and the silence that it is under; null where there is none. */
  acknowledged: Acknowledgement.nullable(),
  silenced: Silence.nullable(),
});

const Notice = NoticeFate.extend({
  /** Why this recipient is told. */
  why: z.enum(NOTICE_REASONS),
  silencedBy: z.string().nullable(),
  silencedUntil: Instant.nullable(),
});

const Transition = z.object({
  seq: z.number().int(),
  kind: z.enum(TRANSITION_KINDS),
  /** Why the standing or state changed. */
  reason: z.string(),
  from: z.enum([...STANDINGS, ...SOURCE_STATES]).nullable(),
  to: z.enum([...STANDINGS, ...SOURCE_STATES]),
  at: Instant,
  notices: z.array(Notice),
});

const Action = z.object({
  at: Instant,
  who: z.string(),
  via: z.enum(OFFICER_VIAS),
  action: z.enum(OFFICER_ACTIONS),
  subject: z.string(),
  why: z.string().nullable(),
  until: Instant.nullable(),
});

/** What `pactwatch incident list --json` prints. Fields are added, never renamed or taken away, within one version. */
export const IncidentList = z.object({
  schema: z.literal('pactwatch.incidents/1'),
  deal: z.string(),
  at: Instant,
  incidents: z.array(IncidentFields),
  /** Those in force, of recipients too. */
  silences: z.array(Silence),
});
export type IncidentList = z.output<typeof IncidentList>;

/** What `pactwatch incident show --json` prints, and what `ack --json` prints of the incident afterwards. */
export const IncidentDetail = IncidentFields.extend({
  schema: z.literal('pactwatch.incident/1'),
  deal: z.string(),
  at: Instant,
  transitions: z.array(Transition),
  /** All there were, oldest first. */
  acknowledgements: z.array(Acknowledgement),
  /** All that were ever over its commitment or source, newest first. */
  silences: z.array(Silence),
  /** What officers did about it, oldest first. */
  actions: z.array(Action),
});
export type IncidentDetail = z.output<typeof IncidentDetail>;

/** What `pactwatch incident silence --json` and `unsilence --json` print. */
export const SilenceDetail = Silence.extend({ schema: z.literal('pactwatch.silence/1'), deal: z.string() });
export type SilenceDetail = z.output<typeof SilenceDetail>;
export type ShownSilence = z.output<typeof Silence>;
export type ShownAcknowledgement = z.output<typeof Acknowledgement>;
