/**
 * Who recorded a figure, strongest first: `official` is the obligor's own record, `reported` its statistics,
 * `mirror` the statistics of its partners, `proxy` a line that also holds other goods.
 */
export const EVIDENCE_GRADES = ['official', 'reported', 'mirror', 'proxy'] as const;
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/** The weakest grade of several: a finding is worth no more than the weakest figure it rests on. */
export function weakestGrade(grades: readonly EvidenceGrade[]): EvidenceGrade | undefined {
  return EVIDENCE_GRADES.findLast((grade) => grades.includes(grade));
}

/** What a publisher says of one value. Zero is `reported` with the value 0; the other states are no zero. */
export const OBSERVATION_STATUSES = ['reported', 'provisional', 'estimated', 'missing', 'suppressed'] as const;
export type ObservationStatus = (typeof OBSERVATION_STATUSES)[number];

/** The two clocks of a history: when pactwatch stored a value, and when its publisher released it. */
export const CLOCKS = ['known', 'published'] as const;
export type Clock = (typeof CLOCKS)[number];

/** Which vintage of a figure is meant: the one that stood at the instant, the first that was released, or the newest. */
export const VINTAGE_VERBS = ['as-of', 'first', 'latest'] as const;
export type VintageVerb = (typeof VINTAGE_VERBS)[number];
