import { type Document, LineCounter, isNode, isScalar, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from './config-error.ts';

type Path = readonly PropertyKey[];

/** A YAML text with the place of every field, so that whoever checks it can point at the line. */
export interface PlacedYaml {
  readonly value: unknown;
  /** `file:line:column`, of the field or of the nearest one around it. */
  place(path: Path): string;
}

/**
 * Reads one YAML document of strings, numbers, lists and maps.
 * @throws ConfigError with `file:line:column` for each error of syntax, doubled keys, unknown tags and bad aliases
 *   among them.
 */
export function readYaml(text: string, file: string): PlacedYaml {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: true, merge: false });
  const at = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const faults = [
    ...[...document.errors, ...document.warnings].map(({ pos: [offset], message }) => ({ offset, message })),
    ...refusedNodes(document),
  ];
  if (faults.length > 0) {
    throw new ConfigError(faults.map(({ offset, message }) => `${at(offset)} ${firstLine(message)}`));
  }
  return {
    value: valueOf(document, file),
    place: (path) => at(nearestOffset(document, path)),
  };
}

function refusedNodes(document: Document.Parsed): { offset: number; message: string }[] {
  const found: { offset: number; message: string }[] = [];
  visit(document, {
    Pair(_key, { key }) {
      // Whoever checks the value would skip it, and nothing of the field be read.
      if (isScalar(key) && key.value === '__proto__') {
        found.push({ offset: key.range?.[0] ?? 0, message: 'no field can be named __proto__' });
      }
    },
    Alias(_key, alias, around) {
      const target = alias.resolve(document);
      if (target !== undefined && !around.includes(target)) return;
      const message = target ? `*${alias.source} stands inside &${alias.source}` : `no &${alias.source} stands above`;
      found.push({ offset: alias.range?.[0] ?? 0, message });
    },
  });
  return found;
}

function valueOf(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // Aliases that unfold beyond all measure.
    if (error instanceof ReferenceError) throw new ConfigError([`${file}: ${error.message}`]);
    throw error;
  }
}

/**
 * Reads a YAML text and checks it.
 * @throws ConfigError with a line `file:line:column field: message` for each problem.
 */
export function parseYaml<T>(text: string, file: string, schema: z.ZodType<T>): T {
  return checkYaml(readYaml(text, file), schema);
}

/**
 * Checks a YAML text that was read.
 * @throws ConfigError as `parseYaml`.
 */
export function checkYaml<T>(placed: PlacedYaml, schema: z.ZodType<T>): T {
  const checked = schema.safeParse(placed.value);
  if (checked.success) return checked.data;
  throw new ConfigError(checked.error.issues.map((issue) => problem(placed, issue.path, messageOf(issue))));
}

/** Of a key that does not fit, zod itself says no more than that. */
function messageOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? issue.issues.map(({ message }) => message).join('; ') : issue.message;
}

/** One line about one field. */
export function problem(placed: PlacedYaml, path: Path, message: string): string {
  return `${placed.place(path)} ${path.length === 0 ? 'the file' : path.map(String).join('.')}: ${message}`;
}

function nearestOffset(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

const firstLine = (message: string) => message.split('\n', 1)[0]!.replace(/ at line \d+, column \d+:?$/, '');
