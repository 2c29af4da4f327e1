import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ruleTerms } from '../../../services/commitments/registry.ts';
import { dealJsonSchema, type JsonSchema } from '../../../services/deal-schema.ts';
import { connectors } from '../../../services/sources/registry.ts';
import { EXAMPLES, exampleFolder } from '../../support/made-up-deals.ts';
import { DEAL_FOLDER } from '../../support/us-malaysia-folder.ts';

const Written = z.record(z.string(), z.unknown());
const Condition = z.object({
  if: z.object({ properties: z.record(z.string(), z.object({ const: z.string() })) }),
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: z.custom<JsonSchema>(),
});
const schema = dealJsonSchema();
const part = (name: string) => (schema.properties![name] as JsonSchema).additionalProperties as JsonSchema;
const rule = part('commitments').properties!['rule'] as JsonSchema;

/** The schema that holds under each value of the field that it hangs on. */
const branches = ({ allOf = [] }: JsonSchema): Map<string, JsonSchema> =>
  new Map(
    allOf.map((one) => Condition.parse(one)).map((one) => [Object.values(one.if.properties)[0]!.const, one.then]),
  );

const committed = new URL('../../../config/deals/deal.schema.json', import.meta.url);

test('the schema in the tree is the one that deals are read by; node test/support/write-deal-schema.ts writes it', () => {
  expect(JSON.parse(readFileSync(committed, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
});

test('has the terms of every kind of rule, and the query of every publisher', () => {
  expect([...branches(rule).keys()]).toEqual(Object.keys(ruleTerms));
  expect([...branches(part('sources')).keys()]).toEqual(Object.keys(connectors));
});

test('says of every term of every kind what it is', () => {
  const silent = (at: string, fields: JsonSchema): string[] =>
    Object.entries(fields.properties ?? {}).flatMap(([name, field]) => {
      if (typeof field === 'boolean' || name === 'kind') return [];
      const inner = [field, field.items, field.additionalProperties, ...(field.anyOf ?? []), ...(field.oneOf ?? [])]
        .flat()
        .filter((one) => typeof one === 'object');
      return [
        ...(field.description === undefined ? [`${at}.${name}`] : []),
        ...inner.flatMap((one) => silent(`${at}.${name}`, one)),
      ];
    });
  expect([...branches(rule)].flatMap(([kind, terms]) => silent(kind, terms))).toEqual([]);
  expect(silent('series', part('series'))).toEqual([]);
});

/** What the schema says against a file; zod's reader of schemas takes conditions only one by one. */
function problemsOf(file: z.output<typeof Written>): string[] {
  const issues = (at: string, checked: JsonSchema, value: unknown) =>
    (z.fromJSONSchema(checked as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value).error?.issues ?? []).map(
      ({ path, message }) => `${[at, ...path].filter((name) => name !== '').join('.')}: ${message}`,
    );
  const entries = (name: string) => Object.entries(z.record(z.string(), Written).parse(file[name]));
  return [
    ...issues('', z.custom<JsonSchema>().parse(unconditional(schema)), file),
    ...entries('commitments').flatMap(([id, commitment]) => {
      const terms = Written.parse(commitment['rule']);
      return issues(`commitments.${id}.rule`, branches(rule).get(String(terms['kind']))!, terms);
    }),
    ...entries('sources').flatMap(([id, source]) =>
      issues(`sources.${id}`, branches(part('sources')).get(String(source['publisher']))!, source),
    ),
  ];
}

function unconditional(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unconditional);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name !== 'allOf');
  return Object.fromEntries(kept.map(([name, inner]) => [name, unconditional(inner)]));
}

const FOLDERS = [DEAL_FOLDER, ...EXAMPLES.map(exampleFolder)];
const textOf = (folder: string) => readFileSync(`${folder}/deal.yaml`, 'utf8');
const fileOf = (folder: string) => Written.parse(parse(textOf(folder), { maxAliasCount: 1000 }));

describe.each(FOLDERS)('the deal in %s', (folder) => {
  test('is taken by the schema', () => {
    expect(problemsOf(fileOf(folder))).toEqual([]);
  });

  test('names the schema in its first line, so that editors check it', () => {
    const [, to] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(textOf(folder)) ?? [];
    expect(new URL(to!, `file://${folder.replace(/\/$/, '')}/deal.yaml`).pathname).toBe(fileURLToPath(committed));
  });
});

test.each<[string, string, string, RegExp]>([
  ['a misspelt field', 'obligor: A\n', 'obligator: A\n', /obligator/],
  ['a term of another kind', 'binds: floor', 'fall: "0.5"\n      binds: floor', /machines-2025-seller\.rule.*fall/s],
  ['a number that would be rounded', "floor: '6000'", 'floor: 6000', /grain-tonnage\.rule\.floor/],
  ['a file outside of the folder', 'figures/seller.csv', '../seller.csv', /sources\.customs-of-b/],
  ['a query of another publisher', '{ files: [figures/buyer.csv] }', '{ partner: A }', /sources\.customs-of-a/],
])('%s is refused by the schema', (_, written, instead, says) => {
  const text = textOf(exampleFolder('purchase-agreement'));
  expect(text).toContain(written);
  const problems = problemsOf(Written.parse(parse(text.replace(written, () => instead))));
  expect(problems.join('\n')).toMatch(says);
});
