import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../../config/config-error.ts';
import { loadRecipients } from '../../../config/recipients/load.ts';

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

const deal = { id: 'us-malaysia-2025', commitments: { 'raw-ore-ban': {} }, sources: { 'eia-lng': {} } };

test('without other words a recipient hears of every drift of every commitment, and of the sources behind it', () => {
  expect(load('recipients:\n  - { address: desk@example.org, name: Desk, follows: [{}] }\n')).toEqual({
    recipients: [
      {
        address: 'desk@example.org',
        name: 'Desk',
        language: 'en',
        time_zone: 'UTC',
        delivery: 'at_once',
        remind_after: Temporal.Duration.from('P7D'),
        digest: { day: 'monday', at: Temporal.PlainTime.from('08:00') },
        follows: [{ commitments: 'all', sources: 'followed' }],
        least_standing: 'at_risk',
      },
    ],
    webhooks: [],
  });
});

test('the example of the deal loads and can reach no one', () => {
  const { recipients } = loadRecipients('config/deals/us-malaysia-2025/recipients.example.yaml');
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

/** What is said of one field of a recipient. */
const problemOf = (field: string): string | undefined =>
  problemsOf(`recipients:\n  - address: a@example.org\n    name: A\n    follows: [{}]\n    ${field}\n`).join('; ');

test.each([
  ['language: english please', '5:15 recipients.0.language: write a language tag such as en, en-GB or ms'],
  [
    'time_zone: Asia/Kuala Lumpur',
    '5:16 recipients.0.time_zone: write an IANA time zone such as Asia/Kuala_Lumpur, or UTC',
  ],
  ['time_zone: "+08:00"', '5:16 recipients.0.time_zone: write an IANA time zone such as Asia/Kuala_Lumpur, or UTC'],
  ['delivery: weekly', '5:15 recipients.0.delivery: write at_once or digest'],
  [
    'quiet_hours: { from: "22:00", to: "7:00" }',
    '5:39 recipients.0.quiet_hours.to: write a time of day such as "07:00"',
  ],
  ['quiet_hours: { from: "22:00", to: "22:00" }', '5:39 recipients.0.quiet_hours.to: is the same as from'],
  [
    'remind_after: PT1H',
    '5:19 recipients.0.remind_after: write never, or a duration of whole days or weeks such as P7D',
  ],
  [
    'remind_after: P0D',
    '5:19 recipients.0.remind_after: write never, or a duration of whole days or weeks such as P7D',
  ],
  ['digest: never', '5:13 recipients.0.digest: write none, or { day: monday, at: "08:00" }'],
  ['escalate: { after_working_days: 0, to: b@example.org }', '5:37 recipients.0.escalate.after_working_days: '],
  ['escalate: { after_working_days: 2, to: the boss }', '5:44 recipients.0.escalate.to: write one bare address'],
  ['escalate: { after_working_days: 2, to: A@example.org }', '5:44 recipients.0.escalate.to: is the recipient'],
])('a field that could not be meant so is refused, with its place and the fix: %s', (field, said) => {
  expect(problemOf(field)).toContain(`${file}:${said}`);
});

test('a recipient of the digest alone who has none is refused: nothing at all would be sent', () => {
  expect(problemOf('delivery: digest\n    digest: none')).toContain(
    'recipients.0.digest: with delivery: digest nothing',
  );
});

test.each([
  ['language: zh-Hant-TW', { language: 'zh-Hant-TW' }],
  ['time_zone: Asia/Kuala_Lumpur', { time_zone: 'Asia/Kuala_Lumpur' }],
  ['remind_after: never', { remind_after: null }],
  ['digest: none', { digest: null }],
  ['digest: { day: friday }', { digest: { day: 'friday', at: Temporal.PlainTime.from('08:00') } }],
])('a field is read as it is meant: %s', (field, expected) => {
  const text = `recipients:\n  - { address: a@example.org, name: A, follows: [{}] }\n`.replace(
    ' }\n',
    `, ${field} }\n`,
  );
  expect(load(text).recipients[0]).toMatchObject(expected);
});

test('a source that the deal does not have is refused, with its place', () => {
  const [line] = problemsOf(
    'recipients:\n  - { address: a@example.org, name: A, follows: [{ sources: [eia-lng, eia-lgn] }] }\n',
    deal,
  );
  expect(line).toBe(`${file}:2:71 recipients.0.follows.0.sources.1: the deal us-malaysia-2025 has no source "eia-lgn"`);
});

describe('webhooks', () => {
  const hook = (more: string) => `webhooks:\n  - { name: pager, follows: [{}], ${more} }\n`;

  test('alone are a file of recipients too', () => {
    expect(load(hook('url: "https://example.org/hook"'))).toMatchObject({
      recipients: [],
      webhooks: [{ name: 'pager', url: 'https://example.org/hook', least_standing: 'at_risk' }],
    });
  });

  test('have an address of the web, and an error about it does not repeat it', () => {
    const [line] = problemsOf(hook('url: "ftp://example.org/s3cr3t"'));
    expect(line).toContain('webhooks.0.url: write a URL such as https://example.org/hook');
    expect(line).not.toContain('s3cr3t');
  });

  test('have names of their own', () => {
    const twice = hook('url: "https://example.org/a"') + hook('url: "https://example.org/b"').split('\n')[1]!;
    expect(problemsOf(twice)[0]).toContain('webhooks.1.name: pager is the name of another webhook too');
  });
});

test('an empty file and an empty list are refused', () => {
  expect(problemsOf('')).toHaveLength(1);
  expect(problemsOf('recipients: []\n')[0]).toContain('recipients:');
});
