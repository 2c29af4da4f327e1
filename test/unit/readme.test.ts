import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withVariableTable } from '../support/readme.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the README lists every variable as the schema has it (npm run docs)', () => {
  expect(readme).toBe(withVariableTable(readme));
});
