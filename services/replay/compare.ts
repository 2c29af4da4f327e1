import type { NewAssessment } from '../../db/assessments.ts';

/** The first place at which two assessments differ, with what each has there as JSON; null where it has nothing. */
export interface FieldDifference {
  /** A column, or a place in the judgement such as `judgement.steps.2.result`. */
  readonly field: string;
  readonly stored: string | null;
  readonly made: string | null;
}

/** What a person looks at first comes first. */
const FIELDS = [
  'standing',
  'legal',
  'value',
  'target',
  'margin',
  'unit',
  'period',
  'evidence',
  'reason',
  'inputs',
  'measureInputs',
  'method',
  'since',
  'judgement',
] as const satisfies readonly (keyof NewAssessment)[];

type Compared = Pick<NewAssessment, (typeof FIELDS)[number]>;

/** Where an assessment that was made again first differs from the stored one; null when it is the same, byte for byte. */
export function compareAssessments(stored: Compared, made: Compared): FieldDifference | null {
  for (const field of FIELDS) {
    const difference = firstDifference(field, plainOf(stored[field]), plainOf(made[field]));
    if (difference !== null) return difference;
  }
  return null;
}

/** As JSON has it: instants as text. */
const plainOf = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** Names are taken in alphabetical order, since the database keeps no other. */
function firstDifference(field: string, stored: unknown, made: unknown): FieldDifference | null {
  if (Object.is(stored, made)) return null;
  if (!isHolder(stored) || !isHolder(made) || Array.isArray(stored) !== Array.isArray(made)) {
    return { field, stored: textOf(stored), made: textOf(made) };
  }
  const names = new Set([...Object.keys(stored), ...Object.keys(made)]);
  const inOrder = Array.isArray(stored) ? [...names] : [...names].toSorted();
  for (const name of inOrder) {
    const difference = firstDifference(`${field}.${name}`, stored[name], made[name]);
    if (difference !== null) return difference;
  }
  return null;
}

const isHolder = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const textOf = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
