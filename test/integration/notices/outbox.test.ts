import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mailerFor } from '../../../services/notices/mailer-for.ts';
import { outbox } from '../../../services/notices/outbox.ts';
import { messageTo } from '../../support/notice-message.ts';
import { startSmtpServer } from '../../support/smtp-server.ts';

const never = new AbortController().signal;
let folder: string;

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'outbox-')), 'made', 'when-needed');
});
afterEach(() => rm(path.dirname(path.dirname(folder)), { recursive: true }));

test('a mail becomes one whole file, named for a person who looks for it', async () => {
  const delivery = await outbox(folder).deliver(messageTo('compliance@example.org'), never);
  const [name, ...others] = await readdir(folder);
  expect(others).toEqual([]);
  expect(name).toMatch(/^20261124T061542Z-us-malaysia-2025-raw-ore-ban-1-compliance-example-org-[0-9a-f]{8}\.eml$/);
  expect(delivery).toEqual({ outcome: 'sent', response: 'written to the outbox', place: path.join(folder, name!) });
});

test('the file is the mail that SMTP would carry', async () => {
  const server = await startSmtpServer();
  const message = messageTo('compliance@example.org');
  await mailerFor({ smtpUrl: server.url, outboxFolder: folder, dkim: undefined }).deliver(message, never);
  await server.stop();
  await mailerFor({ smtpUrl: undefined, outboxFolder: folder, dkim: undefined }).deliver(message, never);

  const [name] = await readdir(folder);
  const file = await readFile(path.join(folder, name!));
  expect(file).toEqual(server.mails[0]?.bytes);
  expect(await simpleParser(file)).toMatchObject({ subject: message.subject, text: message.text, html: message.html });
});

test('with a server named, nothing is written to the outbox, also when the server is not there', async () => {
  const server = await startSmtpServer();
  await server.stop();
  const mailer = mailerFor({ smtpUrl: server.url, outboxFolder: folder, dkim: undefined });
  expect((await mailer.deliver(messageTo('compliance@example.org'), never)).outcome).toBe('retry');
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});

test('the same mail again leaves the file as it is', async () => {
  const mailer = outbox(folder);
  await mailer.deliver(messageTo('compliance@example.org'), never);
  const [name] = await readdir(folder);
  const before = await stat(path.join(folder, name!));
  const again = await mailer.deliver(messageTo('compliance@example.org'), never);
  expect(again).toMatchObject({ outcome: 'sent', response: 'already in the outbox' });
  expect((await stat(path.join(folder, name!))).ino).toBe(before.ino);
  expect(await readdir(folder)).toEqual([name]);
});

test('a file that was left damaged is replaced whole', async () => {
  const mailer = outbox(folder);
  const message = messageTo('compliance@example.org');
  await mailer.deliver(message, never);
  const file = path.join(folder, message.fileName);
  const whole = await readFile(file);
  await writeFile(file, whole.subarray(0, 100));
  expect(await mailer.deliver(message, never)).toMatchObject({ response: 'written to the outbox' });
  expect(await readFile(file)).toEqual(whole);
});

test('two workers that write the same mail at once leave one whole file', async () => {
  const message = messageTo('compliance@example.org');
  const deliveries = await Promise.all(Array.from({ length: 8 }, () => outbox(folder).deliver(message, never)));
  expect(deliveries.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 8 }, () => 'sent'));
  expect(await readdir(folder)).toEqual([message.fileName]);
});

test('a folder that cannot be written is to be tried again, and is named', async () => {
  await outbox(folder).deliver(messageTo('compliance@example.org'), never);
  const [name] = await readdir(folder);
  const delivery = await outbox(path.join(folder, name!)).deliver(messageTo('policy@example.org'), never);
  expect(delivery).toEqual({ outcome: 'retry', error: expect.stringContaining(folder) });
});

test('a delivery that is stopped before it began writes nothing', async () => {
  expect((await outbox(folder).deliver(messageTo('compliance@example.org'), AbortSignal.abort())).outcome).toBe(
    'retry',
  );
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});
