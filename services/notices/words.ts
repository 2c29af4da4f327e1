import type { BindingClass } from '../../config/deal/schema.ts';
import type { EvidenceGrade, ObservationStatus } from '../../config/vocabulary/evidence.ts';
import type { LegalReading, Standing } from '../../config/vocabulary/standing.ts';
import type { TransitionReason } from '../../config/vocabulary/transition.ts';

/** A standing is told by its word and by a shape, never by colour alone. */
export const STANDING_SHAPES: Readonly<Record<Standing, string>> = {
  compliant: '✓',
  on_track: '●',
  at_risk: '▲',
  off_track: '◆',
  breached: '■',
  unknown: '○',
};

export const LEGAL_WORDS: Readonly<Record<LegalReading, string>> = {
  compliant: 'kept',
  breached: 'breached',
  not_due: 'not due yet',
  not_in_force: 'not in force',
  not_binding: 'not binding',
  disputed: 'disputed',
  unknown: 'unknown',
};

export const CLASS_WORDS: Readonly<Record<BindingClass, string>> = {
  treaty: 'treaty text',
  joint_statement: 'joint statement, political',
  mou: 'memorandum of understanding, not binding',
  commercial: 'commercial deal that officials announced',
  domestic: "the obligor's own policy",
  press_claim: 'press claim without an official source',
};

export const GRADE_WORDS: Readonly<Record<EvidenceGrade, string>> = {
  official: "official, the obligor's own record",
  reported: "reported, the obligor's statistics",
  mirror: "mirror, the statistics of the obligor's partners",
  proxy: 'proxy, a line that also holds other goods',
};

export const STATUS_WORDS: Readonly<Record<ObservationStatus, string>> = {
  reported: 'reported',
  provisional: 'provisional, the publisher may still change it',
  estimated: 'estimated',
  missing: 'missing: no value was given, which is not zero',
  suppressed: 'suppressed: the publisher withholds the value, which is not zero',
};

export const TARGET_WORDS = {
  floor: 'Required at least',
  ceiling: 'Allowed at most',
  expectation: 'Expected',
} as const;

export const REASON_WORDS: Readonly<Record<TransitionReason, string>> = {
  first_assessment: 'it was judged for the first time',
  new_figure: 'a new figure was reported',
  data_revised: 'a publisher revised its figures',
  register_changed: 'a register of measures says something new',
  rule_changed: 'what it is judged by was changed',
  deal_updated: 'the deal file states something new, such as another status of a text',
  time_passed: 'time went on without a new figure',
};
