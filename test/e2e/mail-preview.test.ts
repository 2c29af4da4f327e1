import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pactwatch } from '../support/command.ts';
import { openTestApp, outboxOf, tempFolder } from '../support/app.ts';
import { countsOf } from '../support/history.ts';
import { testDatabase } from '../support/database.ts';
import { startSmtpServer } from '../support/smtp-server.ts';
import { DEAL_FOLDER } from '../support/us-malaysia-folder.ts';

const LONG = { timeout: 180_000 };

async function newFolder(): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  return folder.path;
}

test('a preview is written with the figures that are known, and nothing is sent or stored', LONG, async () => {
  await using database = await testDatabase();
  const folder = await newFolder();
  const variables = { DATABASE_URL: database.url, PACTWATCH_STATE: folder };
  const preview = (...args: string[]) => pactwatch(['mail', 'preview', ...args], variables);

  const early = await preview('raw-ore-ban', '--out', path.join(folder, 'early.eml'));
  expect(early).toMatchObject({ code: 2, stderr: expect.stringContaining('raw-ore-ban has not been judged yet') });

  {
    await using app = await openTestApp({ ...variables, PACTWATCH_GROUP_WAIT: 'PT0S' });
    await app.cycle();
  }
  const before = await countsOf(database.db);
  const sent = await outboxOf(folder);

  const eml = path.join(folder, 'worse.eml');
  const worse = await preview('raw-ore-ban', '--kind', 'worsened', '--out', eml);
  expect(worse.code, worse.stderr).toBe(0);
  const mail = await simpleParser(await readFile(eml));
  expect(mail.subject).toMatch(/^Preview: \[US-Malaysia\] MYUS-04 /);
  expect(mail.text).toMatch(/^◆ OFF TRACK \(recorded figures\)\. The drift has become worse/);
  expect(mail.text).toContain(
    'that the drift has become worse is made up, and so is that it is off track: it is at risk.',
  );
  expect(mail.text).toContain('16,344,687 kg');
  expect(mail.to).toMatchObject({ value: [{ address: 'compliance@example.org' }] });

  const html = path.join(folder, 'digest.html');
  const digest = await preview('raw-ore-ban', '--kind', 'digest', '--out', html, '--recipient', 'Policy@example.org');
  expect(digest.code, digest.stderr).toBe(0);
  expect(await readFile(html, 'utf8')).toContain('1 OF 3 DRIFT');

  expect(await countsOf(database.db)).toEqual(before);
  expect(await outboxOf(folder)).toEqual(sent);
});

test.each([
  [['no-such-commitment', '--out', 'x.eml'], 'no commitment "no-such-commitment"'],
  [['raw-ore-ban', '--out', 'x.pdf'], 'name a file that ends in .eml, .html, .png'],
  [
    ['raw-ore-ban', '--out', 'x.eml', '--recipient', 'nobody@example.org'],
    'names compliance@example.org, policy@example.org',
  ],
  [['raw-ore-ban'], '--out'],
])('what cannot be previewed is refused before anything is opened, with the fix: %j', LONG, async (args, words) => {
  const { code, stderr } = await pactwatch(['mail', 'preview', ...args]);
  expect(code, stderr).toBe(2);
  expect(stderr).toContain(words);
});

describe('a test mail', () => {
  test('goes the way that all mails go, and says what the server said', LONG, async () => {
    const server = await startSmtpServer();
    onTestFinished(() => server.stop());
    const { port } = new URL(server.url);
    const variables = {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      PACTWATCH_RECIPIENTS: path.join(DEAL_FOLDER, 'recipients.example.yaml'),
    };
    const { code, stdout, stderr } = await pactwatch(['mail', 'test', 'desk@example.org'], variables);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^sent: smtp:/);
    const [mail, ...others] = await Promise.all(server.mails.map(({ bytes }) => simpleParser(bytes)));
    expect(others).toEqual([]);
    expect(mail!.subject).toBe('[US-Malaysia] Test mail');
    expect(mail!.text).toMatch(/^✓ MAIL ARRIVES\. /);
  });

  test('is a file of the outbox without a server, and goes to no address that could be two', LONG, async () => {
    const folder = await newFolder();
    const variables = { PACTWATCH_STATE: folder };
    expect(await pactwatch(['mail', 'test', 'desk@example.org'], variables)).toMatchObject({ code: 0 });
    expect(await outboxOf(folder)).toHaveLength(1);
    const two = await pactwatch(['mail', 'test', 'a@example.org, b@example.org'], variables);
    expect(two).toMatchObject({ code: 2, stderr: expect.stringContaining('is no bare mail address') });
  });
});
