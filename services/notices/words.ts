import type { BindingClass } from '../../config/deal/schema.ts';
import type { EvidenceGrade, ObservationStatus } from '../../config/vocabulary/evidence.ts';
import { type LegalReading, type Standing, isDrift } from '../../config/vocabulary/standing.ts';
import type { TransitionKind, TransitionReason } from '../../config/vocabulary/transition.ts';
import { sayWord } from '../commitments/words.ts';
import type { NoticeContent } from './content.ts';

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

const REASON_WORDS: Readonly<Record<TransitionReason, string>> = {
  first_assessment: 'it was judged for the first time',
  new_figure: 'a new figure was reported',
  data_revised: 'a publisher revised its figures',
  register_changed: 'a register of measures says something new',
  rule_changed: 'what it is judged by was changed',
  deal_updated: 'the deal file states something new, such as another status of a text',
  time_passed: 'time went on without a new figure',
};

const UNTIL_SETTLED = ' Until they settle, no further move is told unless it is for the worse.';

/** Whether what drifts is a promise that binds nobody in law today. */
function isPledge({ transition, legal }: NoticeContent): boolean {
  return isDrift(transition.to) && (legal.reading === 'not_in_force' || legal.reading === 'not_binding');
}

/** What the transition did and why, and where the commitment came from. */
export function transitionSentence(content: NoticeContent): string {
  const { kind, seq, from, reason } = content.transition;
  const before = from === null ? 'There was no standing before.' : `It was ${sayWord(from)} before.`;
  const drift = isPledge(content) ? 'drift against a pledge' : 'drift';
  const what: Readonly<Record<TransitionKind, string>> = {
    opened: `A ${drift} has opened`,
    worsened: `The ${drift} has become worse`,
    improved: `The ${drift} has become smaller and is still open`,
    closed: 'The drift is closed',
    unstable: `The figures are flapping, and a ${drift} ${seq === 1 ? 'has opened' : 'stays open'}`,
  };
  const correction = reason === 'data_revised' ? 'Correction. ' : '';
  return `${correction}${what[kind]}: ${REASON_WORDS[reason]}. ${before}${kind === 'unstable' ? UNTIL_SETTLED : ''}`;
}

/** What the law says, beside what the figures say. */
export function legalSentence({ transition, legal }: NoticeContent): string {
  const driftsOnly = isDrift(transition.to) && transition.to !== 'breached' && legal.reading !== 'breached';
  return `In law: ${LEGAL_WORDS[legal.reading]}.${driftsOnly ? ' No breach of the text is claimed.' : ''}`;
}
