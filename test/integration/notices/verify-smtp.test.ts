import { expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '../../../config/config-error.ts';
import { verifySmtp } from '../../../services/notices/verify-smtp.ts';
import { startSmtpServer } from '../../support/smtp-server.ts';

const PASSWORD = 'made-up-password';
const SHORT = { connection: 500, greeting: 500, socket: 500 };

async function server(login?: Parameters<typeof startSmtpServer>[0]) {
  const started = await startSmtpServer(login);
  onTestFinished(() => started.stop());
  return started;
}

test('a server that takes mails is good, and is sent none', async () => {
  const { url, mails } = await server();
  expect(await verifySmtp(url)).toEqual({ outcome: 'ok', place: url, loggedIn: false });
  expect(mails).toEqual([]);
});

test('a login that is refused is told apart, without the password that the server repeats', async () => {
  const { url } = await server({ user: 'watcher', password: 'another', refusal: (password) => `not ${password}` });
  const finding = await verifySmtp(url.replace('smtp://', `smtp://watcher:${PASSWORD}@`));
  expect(finding).toMatchObject({ outcome: 'login', place: url, words: expect.stringContaining('not ***') });
  expect(JSON.stringify(finding)).not.toContain(PASSWORD);
});

test('a server that does not speak TLS where it should is told apart', async () => {
  const { url } = await server();
  expect(await verifySmtp(url.replace('smtp://', 'smtps://'), SHORT)).toMatchObject({ outcome: 'encryption' });
});

test('a server that never greets is given up in time', async () => {
  const started = await server();
  started.next({ at: 'greeting', do: 'hang' });
  expect(await verifySmtp(started.url, SHORT)).toMatchObject({ outcome: 'unreachable' });
});

test('an address that is none is a fault of configuration', async () => {
  await expect(verifySmtp('smtp://host/with/a/path')).rejects.toThrow(ConfigError);
});
