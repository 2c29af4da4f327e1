import path from 'node:path';
import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { inProcess } from '../support/in-process.ts';
import { startSmtpServer } from '../support/smtp-server.ts';
import { DEAL_FOLDER } from '../support/us-malaysia-folder.ts';

const LONG = { timeout: 120_000 };

test('a mail that was not taken is told, tried again when it is due, and delivered once', LONG, async () => {
  await using database = await testDatabase();
  const server = await startSmtpServer();
  onTestFinished(() => server.stop());
  const { port } = new URL(server.url);
  const variables = {
    DATABASE_URL: database.url,
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    PACTWATCH_RECIPIENTS: path.join(DEAL_FOLDER, 'recipients.example.yaml'),
  };
  server.next({ at: 'greeting', do: 'lose' });
  const down = await inProcess(['run'], variables);
  expect(down.code, down.stderr).toBe(4);
  expect(down.stderr).toMatch(/^mail    compliance@example\.org: retry, /m);
  expect(down.stdout).toMatch(/Mail to compliance@example\.org: opened, retry: /);
  expect(server.mails).toEqual([]);

  // Within its back-off the mail waits, and the command goes on saying so.
  const inAnHour = Temporal.Now.instant().add({ hours: 1 });
  await database.db.updateTable('message').set({ notBefore: inAnHour }).execute();
  const early = await inProcess(['run'], variables);
  expect(early.code, early.stderr).toBe(4);
  expect(early.stdout).toMatch(/Mail to compliance@example\.org: opened, retry: /);
  expect(server.mails).toEqual([]);

  await database.db.updateTable('message').set({ notBefore: Temporal.Now.instant() }).execute();
  const back = await inProcess(['run'], variables);
  expect(back.code, back.stderr).toBe(0);
  expect(back.stderr).toMatch(/^mail    compliance@example\.org: sent, smtp:/m);
  const [mail, ...others] = await Promise.all(server.mails.map(({ bytes }) => simpleParser(bytes)));
  expect(others).toEqual([]);
  const messages = await database.db.selectFrom('message').select(['state', 'attempts', 'messageId']).execute();
  expect(messages).toEqual([{ state: 'sent', attempts: 2, messageId: mail!.messageId }]);
});
