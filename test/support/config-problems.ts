import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError } from '../../config/config-error.ts';
import { loadDeal } from '../../config/deal/load.ts';
import type { Deal } from '../../config/deal/schema.ts';
import { ruleTerms } from '../../services/commitments/registry.ts';
import { connectors } from '../../services/sources/registry.ts';
import { TIN_PACT, writeTinPact } from './tin-pact.ts';

/** The lines of the ConfigError that the work ends in; none when it does not. */
export function problemsIn(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}

export const QUERIES = Object.fromEntries(
  Object.entries(connectors).map(([publisher, { query }]) => [publisher, query]),
);

/** Loads the deal of a folder by the rules and publishers that there are. */
export const load = (folder: string): Deal => loadDeal(folder, { rules: ruleTerms, queries: QUERIES });

/** What is said of the tin pact with parts of it replaced, as `line field: message`. */
export function tinProblems(...replacements: readonly (readonly [string, string])[]): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'tin-pact-'));
  try {
    writeTinPact(folder, ...replacements);
    const place = `${path.join(folder, 'deal.yaml')}:`;
    return problemsIn(() => load(folder)).map((line) => {
      if (!line.startsWith(place)) throw new Error(`"${line}" does not name the file first`);
      return line.slice(place.length).replace(/^(\d+):\d+ /, '$1 ');
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The line of the tin pact in which a part of it begins. */
export const lineOf = (part: string): number => TIN_PACT.slice(0, TIN_PACT.indexOf(part)).split('\n').length;
