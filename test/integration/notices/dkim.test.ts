import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { dkimSettings } from '../../../services/notices/dkim.ts';
import { smtp } from '../../../services/notices/smtp.ts';
import { problemsIn } from '../../support/config-problems.ts';
import { verifyDkim } from '../../support/dkim-verify.ts';
import { messageTo } from '../../support/notice-message.ts';
import { startSmtpServer } from '../../support/smtp-server.ts';

const PEM = { type: 'pkcs8', format: 'pem' } as const;
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: PEM,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const signer = { domain: 'example.com', selector: 'watch', key: privateKey };
const never = new AbortController().signal;

async function sentWith(key: string) {
  const server = await startSmtpServer();
  onTestFinished(() => server.stop());
  const mailer = smtp(server.url, { dkim: dkimSettings({ ...signer, key }) });
  const message = messageTo('compliance@example.org');
  const listed = { ...message.headers, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  for (let count = 0; count < 2; count += 1) await mailer.deliver({ ...message, headers: listed }, never);
  return server.mails.map(({ bytes }) => bytes);
}

test('a mail is signed so that a receiver can verify it, with all that a mail program acts on', async () => {
  const [mail] = await sentWith(privateKey);
  const verified = verifyDkim(mail!, createPublicKey(publicKey));
  expect(verified).toMatchObject({ domain: 'example.com', selector: 'watch', holds: true });
  expect(verified.covers).toEqual(
    expect.arrayContaining([
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'in-reply-to',
      'references',
      'list-id',
      'list-unsubscribe',
      'list-unsubscribe-post',
      'auto-submitted',
    ]),
  );
});

test.each([
  ['its subject', /^Subject: .*$/m, 'Subject: all is well'],
  ['where one unsubscribes', /<mailto:pactwatch@/, '<https://evil.example.net>, <mailto:pactwatch@'],
  ['that one click is enough', /One-Click/, 'Two-Clicks'],
  ['its body', /rare/, 'fair'],
])('a mail of which somebody changes %s no longer verifies', async (_what, part, by) => {
  const [mail] = await sentWith(privateKey);
  const changed = mail!.toString('latin1').replace(part, by);
  expect(changed).not.toBe(mail!.toString('latin1'));
  expect(verifyDkim(Buffer.from(changed, 'latin1'), createPublicKey(publicKey)).holds).toBe(false);
});

test('a retry carries the same signature, and so the same bytes', async () => {
  const [first, second] = await sentWith(privateKey);
  expect(second).toEqual(first);
});

test('a key whose lines were joined by \\n, as files of variables hold it, is the same key', async () => {
  const [mail] = await sentWith(privateKey.trim().replaceAll('\n', String.raw`\n`));
  expect(verifyDkim(mail!, createPublicKey(publicKey)).holds).toBe(true);
});

test.each([
  ['no key', 'hunter2'],
  ['a public key', publicKey],
  ['a key of another kind', generateKeyPairSync('ed25519', { privateKeyEncoding: PEM }).privateKey as string],
])('%s is refused before any mail goes out unsigned, and is not repeated', (_what, key) => {
  const problems = problemsIn(() => dkimSettings({ ...signer, key }));
  expect(problems).toEqual([expect.stringMatching(/^PACTWATCH_DKIM_KEY: write /)]);
  expect(problems.join()).not.toContain(key.trim().slice(30, 60) || 'hunter2');
});
