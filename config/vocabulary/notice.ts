/** How a notice reaches someone. */
export const CHANNELS = ['mail', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * Why someone is told now, which is not why the standing moved. `first`: of an incident that they have not heard of,
 * however long it has been open. `worsened` and `improved` are against what they were last told.
 */
export const NOTICE_REASONS = [
  'first',
  'worsened',
  'improved',
  'corrected',
  'unstable',
  'closed',
  'reminder',
  'escalation',
] as const;
export type NoticeReason = (typeof NOTICE_REASONS)[number];

/**
 * Why a notice that was due is not sent. It is kept, and never becomes due again; what it was of is told when the cause
 * has gone and it still holds.
 */
export const SUPPRESSION_CAUSES = [
  /** The server has refused the address for good. */
  'refused',
  /** This recipient reads the digest alone. */
  'digest_only',
  'silenced',
  /** Only time has moved it, and a source that it rests on is late. */
  'source_late',
  /** Only what it is judged by has changed, which restates its history: no figure did. */
  'restated',
  /** A reminder of what somebody has taken on. */
  'acknowledged',
  /** It waited, and what it was of has ended or was told meanwhile. */
  'overtaken',
] as const;
export type SuppressionCause = (typeof SUPPRESSION_CAUSES)[number];

/** Why there is nothing to tell someone of an incident; no row is written for it. */
export const QUIET_REASONS = [
  'not_followed',
  /** It is milder than what they want to hear of. */
  'too_mild',
  /** It has ended, and they never heard that it began. */
  'never_told',
  'nothing_new',
  /** They are to be reminded, and not yet. */
  'not_yet',
] as const;
export type QuietReason = (typeof QUIET_REASONS)[number];

/** `pending` waits for its time, `written` is in a message, whose own state tells the rest. */
export const NOTICE_STATES = ['pending', 'suppressed', 'written'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/**
 * `sending` is claimed by a process; `retry` was not taken, and is tried again; `ambiguous` may have arrived, and is not
 * tried again; `failed` was refused for good.
 */
export const MESSAGE_STATES = ['pending', 'sending', 'retry', 'sent', 'ambiguous', 'failed'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** How someone wants to be told: of each thing at once, or once a week of all of them. */
export const DELIVERY_WAYS = ['at_once', 'digest'] as const;
export type DeliveryWay = (typeof DELIVERY_WAYS)[number];

/** What officers do with incidents; each is kept in the audit. */
export const OFFICER_ACTIONS = ['acknowledge', 'silence', 'unsilence', 'choose_delivery', 'allow_address'] as const;
export type OfficerAction = (typeof OFFICER_ACTIONS)[number];

/** Whereby an officer acted. */
export const OFFICER_VIAS = ['command', 'link', 'page'] as const;
export type OfficerVia = (typeof OFFICER_VIAS)[number];

/** What can be silenced. */
export const SILENCE_SUBJECTS = ['commitment', 'source', 'recipient'] as const;
export type SilenceSubject = (typeof SILENCE_SUBJECTS)[number];
