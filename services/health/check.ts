import { ConfigError } from '../../config/config-error.ts';
import { oneLine } from '../notices/one-line.ts';

export const AREAS = [
  'environment',
  'deal',
  'recipients',
  'state',
  'database',
  'queue',
  'mail',
  'clock',
  'source',
] as const;
export const RESULTS = ['ok', 'warn', 'fail'] as const;

/** One thing that was looked at. */
export interface Check {
  readonly area: (typeof AREAS)[number];
  /** Which one of several: a source, a clock; null where there is one only. */
  readonly subject: string | null;
  readonly result: (typeof RESULTS)[number];
  /** What was found, with its figures. */
  readonly figure: string;
  /** What a person can do about it, with the variable or the command; null when there is nothing to be done. */
  readonly fix: string | null;
  /** Of a failure: whether what is configured is wrong, or what is depended on does not serve. */
  readonly breaks: 'config' | 'dependency' | null;
}

type Place = Pick<Check, 'area'> & { readonly subject?: string | null };

const LONGEST = 600;

export const ok = (place: Place, figure: string): Check => made(place, 'ok', figure, null, null);

export const warn = (place: Place, figure: string, fix: string): Check => made(place, 'warn', figure, fix, null);

export const fail = (place: Place, breaks: NonNullable<Check['breaks']>, figure: string, fix: string): Check =>
  made(place, 'fail', figure, fix, breaks);

function made(
  { area, subject = null }: Place,
  result: Check['result'],
  figure: string,
  fix: string | null,
  breaks: Check['breaks'],
): Check {
  return { area, subject, result, figure: oneLine(figure, LONGEST), fix, breaks };
}

/** A failure for each line of a `ConfigError`. @throws whatever else it is. */
export function configFailures(place: Place, error: unknown, fix: string): Check[] {
  if (!(error instanceof ConfigError)) throw error;
  return error.lines.map((line) => fail(place, 'config', line, fix));
}

/** What is wrong, the worst first: a wrong configuration is not mended by waiting for what is down. */
export function worstOf(checks: readonly Check[]): Check['breaks'] {
  const broken = new Set(checks.map(({ breaks }) => breaks));
  return broken.has('config') ? 'config' : broken.has('dependency') ? 'dependency' : null;
}

/** What an error says, on one line. */
export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(wordsOf).join('; ');
  return oneLine(error instanceof Error ? error.message || error.name : String(error), LONGEST);
}
