import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigError } from '../../../config/config-error.ts';
import { loadRecipients } from '../../../config/recipients.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'recipients-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = path.join(folder, 'recipients.yaml');
const load = (text: string, deal?: Parameters<typeof loadRecipients>[1]) => {
  writeFileSync(file, text);
  return loadRecipients(file, deal);
};
const problemsOf = (text: string, deal?: Parameters<typeof loadRecipients>[1]): readonly string[] => {
  try {
    load(text, deal);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
};

const deal = { id: 'us-malaysia-2025', commitments: { 'raw-ore-ban': {} } };

test('without other words a recipient hears of every drift of every commitment', () => {
  expect(load('recipients:\n  - { address: desk@example.org, name: Desk, follows: [{}] }\n')).toEqual([
    { address: 'desk@example.org', name: 'Desk', follows: [{ commitments: 'all' }], least_standing: 'at_risk' },
  ]);
});

test('the example of the deal loads and can reach no one', () => {
  const recipients = loadRecipients('config/deals/us-malaysia-2025/recipients.example.yaml');
  expect(recipients.map(({ address }) => address)).toEqual(['compliance@example.org', 'policy@example.org']);
});

test.each([
  ['two addresses in one', '"a@example.org, b@example.org"'],
  ['a command behind the address', '"a@example.org\\r\\nRCPT TO:<b@example.org>"'],
  ['a name in front of the address', '"Desk <a@example.org>"'],
  ['no domain', 'desk'],
])('an address that is not one bare address is refused: %s', (_what, address) => {
  const [line] = problemsOf(`recipients:\n  - address: ${address}\n    name: Desk\n    follows: [{}]\n`);
  expect(line).toBe(`${file}:2:14 recipients.0.address: write one bare address such as desk@example.org`);
});

test('a name of two lines is refused', () => {
  const [line] = problemsOf(
    'recipients:\n  - { address: a@example.org, name: "a\\nBcc: b@example.org", follows: [{}] }\n',
  );
  expect(line).toContain('recipients.0.name: a name is one line of text');
});

test('a misspelt field is refused, with its line', () => {
  const [line] = problemsOf(
    'recipients:\n  - address: a@example.org\n    name: A\n    follows: [{}]\n    leaststanding: x\n',
  );
  expect(line).toMatch(/^.*recipients\.yaml:\d+:\d+ recipients\.0: .*leaststanding/);
});

test('a recipient who follows nothing is refused: no mail would ever reach them', () => {
  const [line] = problemsOf('recipients:\n  - { address: a@example.org, name: A, follows: [] }\n');
  expect(line).toContain('recipients.0.follows: without follows no mail is sent');
});

test('no standing but a drift can be asked for', () => {
  const lines = problemsOf(
    'recipients:\n  - { address: a@example.org, name: A, follows: [{}], least_standing: on_track }\n',
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('recipients.0.least_standing:');
});

test('an address that is listed twice, in whatever case, is refused', () => {
  const [line] = problemsOf(
    'recipients:\n  - { address: a@example.org, name: A, follows: [{}] }\n  - { address: A@Example.org, name: B, follows: [{}] }\n',
  );
  expect(line).toBe(
    `${file}:3:16 recipients.1.address: a@example.org is listed twice: put what it follows in one entry`,
  );
});

test('a commitment that the deal does not have is refused, with its place', () => {
  const [line] = problemsOf(
    'recipients:\n  - address: a@example.org\n    name: A\n    follows:\n      - commitments: [raw-ore-ban, raw-ore-bann]\n',
    deal,
  );
  expect(line).toBe(
    `${file}:5:36 recipients.0.follows.0.commitments.1: the deal us-malaysia-2025 has no commitment "raw-ore-bann"`,
  );
});

test('a file in which nobody follows the deal is refused', () => {
  const lines = problemsOf('recipients:\n  - { address: a@example.org, name: A, follows: [{ deal: other }] }\n', deal);
  expect(lines).toEqual([expect.stringContaining('recipients: nobody here follows the deal us-malaysia-2025')]);
});

test('a file that is not there is named, with the variable that names it', () => {
  const missing = path.join(folder, 'missing.yaml');
  expect(() => loadRecipients(missing)).toThrow(
    `${missing}: this file of recipients cannot be read (PACTWATCH_RECIPIENTS names it)`,
  );
});

test('an empty file and an empty list are refused', () => {
  expect(problemsOf('')).toHaveLength(1);
  expect(problemsOf('recipients: []\n')[0]).toContain('recipients:');
});
