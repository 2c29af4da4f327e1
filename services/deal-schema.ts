import { z } from 'zod';
import { ReleaseForms } from '../config/deal/release.ts';
import { DealFile } from '../config/deal/schema.ts';
import { rules } from './commitments/registry.ts';
import { connectors } from './sources/registry.ts';

/** As zod writes it: no schema that is a mere `true` or `false`. */
export type JsonSchema = Exclude<z.core.JSONSchema._JSONSchema, boolean>;

/**
 * The JSON Schema of a `deal.yaml`, for editors: what each field is, which terms a rule of each kind takes, and which
 * query each publisher. It says of the file as it is written; the checks between fields are made by `deal check` alone.
 */
export function dealJsonSchema(): JsonSchema {
  const schema = schemaOf(DealFile);
  const entry = (part: string) => fieldOf(schema, part).additionalProperties as JsonSchema;
  fieldsOf(entry('commitments'))['rule'] = ruleSchema();
  const source = entry('sources');
  fieldOf(source, 'publisher').enum = Object.keys(connectors);
  fieldsOf(source)['release'] = { ...schemaOf(ReleaseForms), description: 'When a period is expected to be there.' };
  source.allOf = Object.values(connectors).map(({ publisher, query }) =>
    when('publisher', publisher, { type: 'object', properties: { query: schemaOf(query) } }),
  );
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: 'A deal that pactwatch watches', ...schema };
}

function ruleSchema(): JsonSchema {
  const kinds = Object.entries(rules);
  return {
    type: 'object',
    description: 'The rule that tests the promise: its kind, and the terms of that kind.',
    properties: {
      kind: {
        type: 'string',
        enum: kinds.map(([kind]) => kind),
        description: kinds.map(([kind, { means }]) => `${kind}: ${means}`).join('\n'),
      },
    },
    required: ['kind'],
    allOf: kinds.map(([kind, { terms }]) => when('kind', kind, termsSchema(kind, terms))),
  };
}

/** The terms are read without their kind, which stands among them in the file. */
function termsSchema(kind: string, terms: z.ZodType): JsonSchema {
  const schema = schemaOf(terms);
  return { ...schema, properties: { kind: { const: kind }, ...fieldsOf(schema) } };
}

/** In the draft that editors know best, of what is written and not of what it is read as; without its `$schema`. */
function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-07' });
  return rest;
}

const when = (field: string, is: string, then: JsonSchema): JsonSchema => ({
  if: { properties: { [field]: { const: is } }, required: [field] },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then,
});

const fieldsOf = (schema: JsonSchema): Record<string, JsonSchema | boolean> => {
  if (schema.properties === undefined) throw new TypeError('this is the schema of no object with fields');
  return schema.properties;
};

function fieldOf(schema: JsonSchema, name: string): JsonSchema {
  const field = fieldsOf(schema)[name];
  if (typeof field !== 'object') throw new TypeError(`there is no schema of ${name}`);
  return field;
}
