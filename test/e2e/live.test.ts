import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDeal } from '../../services/deal.ts';
import { readScorecard } from '../../services/scorecard/read.ts';
import type { Scorecard } from '../../services/scorecard/schema.ts';
import { openTestApp, outboxOf, tempFolder } from '../support/app.ts';
import type { Ended } from '../support/command.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { inProcess } from '../support/in-process.ts';
import { type PublisherServer, startPublisherServer } from '../support/publisher-server.ts';
import { startSmtpServer, type TestSmtpServer } from '../support/smtp-server.ts';
import { tablesWith } from '../support/tables-with.ts';
import { DEAL_FOLDER } from '../support/us-malaysia-folder.ts';

const LONG = { timeout: 120_000 };
const FROM = 'pactwatch@example.com';
const KEYS = {
  COMTRADE: 'made-up-comtrade-key-4d70',
  EIA: 'made-up-eia-key-7f31',
  CENSUS: 'made-up-census-key-9c02',
};

const opened = new AsyncDisposableStack();
let database: TestDatabase;
let publisher: PublisherServer;
let mailServer: TestSmtpServer;
let variables: Record<string, string>;
let healthy: Ended;
let standing: Scorecard;

const status = () =>
  readScorecard({ db: database.db, deal: openDeal(DEAL_FOLDER), figuresMode: 'live' }, Temporal.Now.instant());

beforeAll(async () => {
  database = opened.use(await testDatabase());
  publisher = opened.use(await startPublisherServer());
  await publisher.serveRecorded(path.join(DEAL_FOLDER, 'recorded'));
  mailServer = await startSmtpServer();
  opened.defer(() => mailServer.stop());
  variables = {
    DATABASE_URL: database.url,
    SMTP_URL: mailServer.url,
    PACTWATCH_SOURCES: 'live',
    PACTWATCH_CONTACT: 'https://example.org/contact',
    PACTWATCH_MAIL_FROM: FROM,
    PACTWATCH_RECIPIENTS: path.join(DEAL_FOLDER, 'recipients.example.yaml'),
    ...Object.fromEntries(
      ['COMTRADE', 'EIA', 'CENSUS', 'USGS', 'DATA_GOV_MY'].map((id) => [`PACTWATCH_${id}_URL`, publisher.url]),
    ),
    ...Object.fromEntries(Object.entries(KEYS).map(([id, key]) => [`PACTWATCH_${id}_KEY`, key])),
  };
  healthy = await inProcess(['run'], variables);
  standing = await status();
}, 120_000);
afterAll(() => opened.disposeAsync());

/** The lines of a mail, without those that tell one mode, one document or one day from another. */
function linesOf({ text }: ParsedMail): string[] {
  return text!
    .split('\n')
    .filter(
      (line) =>
        !/^ *(?:$|sha256:|Asked for at:|Citation:|Incident:|To take it on by command:|Standing since:|Recorded figures:)/.test(
          line,
        ),
    )
    .map((line) => line.replace(' (recorded figures)', '').replace(/, retrieved .*$/, ''));
}

test('publishers that answer as recorded lead to the mails that the record leads to', async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  await using other = await testDatabase();
  await using recorded = await openTestApp({
    PACTWATCH_STATE: folder.path,
    DATABASE_URL: other.url,
    PACTWATCH_MAIL_FROM: FROM,
  });
  await recorded.cycle();
  const files = await outboxOf(folder.path);
  const written = await Promise.all(
    files.map(async (file) => simpleParser(await readFile(path.join(folder.path, 'outbox', file)))),
  );
  const sent = await Promise.all(mailServer.mails.map(({ bytes }) => simpleParser(bytes)));

  expect(healthy.code, healthy.stderr).toBe(0);
  expect(mailServer.mails.map(({ from, to }) => ({ from, to }))).toEqual([
    { from: FROM, to: ['compliance@example.org'] },
  ]);
  expect(sent.map(linesOf)).toEqual(written.map(linesOf));
  expect(linesOf(sent[0]!).length).toBeGreaterThan(50);
  expect(sent.map(({ subject }) => subject)).toEqual(written.map(({ subject }) => subject));
  expect(written[0]!.text).toContain('Recorded figures');
  expect(sent[0]!.text).not.toMatch(/recorded figures/i);
});

test('each publisher is asked with its key and the contact', () => {
  const keyed = JSON.stringify(publisher.requests.map(({ url, headers }) => [url, headers]));
  for (const key of Object.values(KEYS)) expect(keyed).toContain(key);
  for (const { headers } of publisher.requests) expect(headers['user-agent']).toContain('https://example.org/contact');
});

test('publishers that refuse, redirect, break or send a page fail alone, and move no standing', LONG, async () => {
  const pathWith = (part: string) => publisher.requests.find(({ path: asked }) => asked.includes(part))!.path;
  publisher.answer(pathWith('/natural-gas/'), {
    headers: { 'content-type': 'text/html' },
    body: `<html><body>Down for maintenance. You asked with ${KEYS.EIA}.</body></html>`,
  });
  publisher.answer(pathWith('/catalog/file/'), { status: 500, body: '{"error":"made up"}' });
  publisher.answer(pathWith('/imports/hs'), { status: 429, headers: { 'retry-after': '3600' }, body: '{}' });
  publisher.answer(pathWith('/C/A/HS'), { status: 302, headers: { location: 'https://example.org/login' } });
  const told = mailServer.mails.length;

  const { code, stderr } = await inProcess(['run'], variables);
  expect(code, stderr).toBe(0);
  const after = await status();
  const failed = Object.fromEntries(
    after.sources.filter(({ outcome }) => outcome === 'failed').map(({ id, detail }) => [id, detail]),
  );
  expect(failed).toMatchObject({
    'eia-lng': expect.stringContaining('sent text/html, not application/json'),
    'usgs-mcs': expect.stringContaining('answered 500'),
    'census-imports': expect.stringContaining('answered 429'),
    'comtrade-china': expect.stringMatching(/answered 302 and leads to .*, which is not followed/),
  });
  expect(after.sources.filter(({ publisher: id }) => id === 'hand-fed').map(({ outcome }) => outcome)).toEqual(
    Array.from({ length: 5 }, () => 'ok'),
  );
  expect(after.commitments).toEqual(standing.commitments);
  expect(after.incidents).toEqual(standing.incidents);
  expect(mailServer.mails).toHaveLength(told);
  expect(stderr).toContain('Down for maintenance');
  for (const key of Object.values(KEYS)) expect(stderr).not.toContain(key);
});

test('no key is in any output, mail or table', async () => {
  expect(await tablesWith(database.db, 'Down for maintenance. You asked with ***')).toContain('public.document');
  expect(await tablesWith(database.db, 'raw-ore-ban')).toContain('public.assessment');
  for (const key of Object.values(KEYS)) {
    expect(await tablesWith(database.db, key)).toEqual([]);
    expect(healthy.stdout + healthy.stderr + JSON.stringify(standing)).not.toContain(key);
    for (const { bytes } of mailServer.mails) expect(bytes.includes(key)).toBe(false);
  }
});
