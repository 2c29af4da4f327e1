import { InvalidArgumentError } from 'commander';
import { parsePeriod, type Period } from '../config/vocabulary/period.ts';

/** A period, and the text that it was given as. */
export interface GivenPeriod {
  readonly text: string;
  readonly period: Period;
}

/** Reads `--from` and `--to`: a year, a quarter or a month. */
export function parseGivenPeriod(text: string): GivenPeriod {
  try {
    return { text, period: parsePeriod(text) };
  } catch {
    throw new InvalidArgumentError('write a year, a quarter or a month, such as 2015, 2015-Q2 or 2015-03');
  }
}
