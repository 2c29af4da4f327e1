import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { ConfigError } from '../config-error.ts';
import { checkYaml, type PlacedYaml, problem, readYaml } from '../yaml.ts';
import { crossCheck } from './cross-check.ts';
import { type Deal, DealFile } from './schema.ts';

/** What the deal file may say belongs in part to those who read it: the terms of each rule, the query of each publisher. */
export interface DealVocabulary {
  /** Schema of a rule's terms by rule kind; terms reach it without `kind`. */
  readonly rules: Readonly<Record<string, z.ZodType>>;
  /** Schema of a query by publisher. */
  readonly queries: Readonly<Record<string, z.ZodType>>;
}

/**
 * Reads and checks the deal in a folder.
 * @throws ConfigError naming file, line and field of every problem.
 */
export function loadDeal(folder: string, vocabulary: DealVocabulary): Deal {
  const file = path.join(folder, 'deal.yaml');
  if (!existsSync(file)) {
    throw new ConfigError([`${file}: no such file; a deal is a folder with a deal.yaml (PACTWATCH_DEAL names it)`]);
  }
  const bytes = readFileSync(file);
  const placed = readYaml(textOf(bytes, file), file);
  const shape = checkYaml(placed, DealFile);
  const deal: Deal = { ...shape, digest: createHash('sha256').update(bytes).digest('hex'), folder };

  const problems = [...checkExtensions(deal, vocabulary, placed), ...crossCheck(deal, placed)];
  if (problems.length > 0) throw new ConfigError(problems);
  return deal;
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError([`${file}: it is not UTF-8 text`]);
  }
}

function checkExtensions(deal: Deal, vocabulary: DealVocabulary, placed: PlacedYaml): string[] {
  const rules = Object.entries(deal.commitments).flatMap(([id, { rule }]) => {
    const { kind, ...terms } = rule;
    return check(placed, ['commitments', id, 'rule'], 'kind', kind, vocabulary.rules, terms);
  });
  const queries = Object.entries(deal.sources).flatMap(([id, { publisher, query }]) =>
    check(placed, ['sources', id, 'query'], 'publisher', publisher, vocabulary.queries, query),
  );
  return [...rules, ...queries];
}

function check(
  placed: PlacedYaml,
  where: readonly string[],
  noun: string,
  name: string,
  schemas: Readonly<Record<string, z.ZodType>>,
  value: unknown,
): string[] {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  if (!schema) {
    return [problem(placed, where, `no ${noun} "${name}": use one of ${Object.keys(schemas).join(', ')}`)];
  }
  const checked = schema.safeParse(value);
  return checked.success
    ? []
    : checked.error.issues.map((issue) => problem(placed, [...where, ...issue.path], issue.message));
}
