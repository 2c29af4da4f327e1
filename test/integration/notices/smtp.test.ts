import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compose } from '../../../services/notices/compose.ts';
import { smtp, type SmtpTimeouts } from '../../../services/notices/smtp.ts';
import { rawOreBan } from '../../support/notice-content.ts';
import { messageTo } from '../../support/notice-message.ts';
import { startSmtpServer, type TestSmtpServer } from '../../support/smtp-server.ts';

const SHORT: SmtpTimeouts = { connection: 2_000, greeting: 150, socket: 300, whole: 2_000 };
const never = new AbortController().signal;

let server: TestSmtpServer;
beforeEach(async () => {
  server = await startSmtpServer();
});
afterEach(() => server.stop());

describe('a mail that goes well', () => {
  test('is accepted once, by the one recipient it is for, and the server is named without its login', async () => {
    const delivery = await smtp(server.url).deliver(messageTo('compliance@example.org'), never);
    expect(delivery).toEqual({ outcome: 'sent', response: expect.stringMatching(/^250 /), place: server.url });
    expect(server.mails).toMatchObject([{ from: 'pactwatch@example.com', to: ['compliance@example.org'] }]);
  });

  test('arrives with the bytes that were composed', async () => {
    const message = messageTo('compliance@example.org');
    await smtp(server.url).deliver(message, never);
    expect(server.mails[0]?.bytes).toEqual(await compose(message));
  });

  test('arrives as it was rendered, in one thread with the other mails of its incident', async () => {
    const message = messageTo('compliance@example.org');
    await smtp(server.url).deliver(message, never);
    const mail = await simpleParser(server.mails[0]!.bytes);
    expect(mail).toMatchObject({
      subject: message.subject,
      text: message.text,
      html: message.html,
      messageId: message.messageId,
      inReplyTo: '<incident-12@example.com>',
      references: '<incident-12@example.com>',
    });
  });

  test('is the same, byte for byte, when it is sent again', async () => {
    const mailer = smtp(server.url);
    await mailer.deliver(messageTo('compliance@example.org'), never);
    await mailer.deliver(messageTo('compliance@example.org'), never);
    expect(server.mails).toHaveLength(2);
    expect(server.mails[1]?.bytes).toEqual(server.mails[0]?.bytes);
  });

  test('is not cut short by a line that is a single dot', async () => {
    const content = { ...rawOreBan, reason: '.' };
    const message = messageTo('compliance@example.org', { content });
    await smtp(server.url).deliver(message, never);
    expect(message.text).toContain('\n.\n');
    expect(server.mails[0]?.bytes).toEqual(await compose(message));
  });

  test('does not wait for the ones beside it', async () => {
    const mailer = smtp(server.url);
    const addresses = ['a@example.org', 'b@example.org', 'c@example.org'];
    const deliveries = await Promise.all(addresses.map((address) => mailer.deliver(messageTo(address), never)));
    expect(deliveries.map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'sent']);
    expect(server.mails.map(({ to }) => to[0]).toSorted()).toEqual(addresses);
  });
});

describe('a mail that the server refuses', () => {
  test.each([
    ['a greylisted recipient', { at: 'recipient', reply: 451, words: 'greylisted, come back' }],
    ['a server that is out of space', { at: 'after-dot', reply: 452, words: 'no space' }],
    ['a server that goes down', { at: 'after-dot', reply: 421, words: 'going down' }],
  ] as const)('for now is to be tried again: %s', async (_what, fault) => {
    server.next(fault);
    const delivery = await smtp(server.url).deliver(messageTo('compliance@example.org'), never);
    expect(delivery).toEqual({ outcome: 'retry', error: expect.stringContaining(`${fault.reply} ${fault.words}`) });
    expect(server.mails).toEqual([]);
  });

  test.each([
    ['an unknown recipient', true, { at: 'recipient', reply: 550, words: 'no such mailbox' }],
    ['a recipient who has moved', true, { at: 'recipient', reply: 551, words: '5.1.6 moved' }],
    ['a name that is no mailbox', true, { at: 'recipient', reply: 553, words: '5.1.3 bad name' }],
    ['a recipient for whom it does not relay', false, { at: 'recipient', reply: 550, words: '5.7.1 no relay' }],
    ['a full mailbox', false, { at: 'recipient', reply: 552, words: '5.2.2 mailbox full' }],
    ['a sender that may not send', false, { at: 'sender', reply: 553, words: 'sender not allowed' }],
    ['a message that is too large', false, { at: 'after-dot', reply: 552, words: 'too large' }],
    ['a message that is taken for spam', false, { at: 'after-dot', reply: 550, words: 'looks like spam' }],
  ] as const)('for good has failed, and tells whether the address is to blame: %s', async (_what, refused, fault) => {
    server.next(fault);
    const delivery = await smtp(server.url).deliver(messageTo('compliance@example.org'), never);
    const error = expect.stringContaining(`${fault.reply} ${fault.words}`) as string;
    expect(delivery).toEqual({ outcome: 'failed', error, refused });
    expect(server.mails).toEqual([]);
  });

  test('for want of a login is to be tried again: it says nothing of the mail', async () => {
    server.next({ at: 'sender', reply: 530, words: 'authentication required' });
    const delivery = await smtp(server.url).deliver(messageTo('compliance@example.org'), never);
    expect(delivery.outcome).toBe('retry');
  });
});

describe('a connection that is lost', () => {
  test.each(['lose', 'hang'] as const)('after the whole mail was handed over leaves it in doubt: %s', async (what) => {
    server.next({ at: 'after-dot', do: what });
    const delivery = await smtp(server.url, { timeouts: SHORT }).deliver(messageTo('compliance@example.org'), never);
    expect(delivery).toEqual({ outcome: 'ambiguous', error: expect.any(String) });
    expect(server.mails).toHaveLength(1);
  });

  test.each([
    ['before the greeting', { at: 'greeting', do: 'lose' }],
    ['by a server that never greets', { at: 'greeting', do: 'hang' }],
    ['before the recipient was accepted', { at: 'recipient', do: 'lose' }],
    ['by a server that never answers for the recipient', { at: 'recipient', do: 'hang' }],
  ] as const)('before the mail was handed over leaves it to be tried again: %s', async (_what, fault) => {
    server.next(fault);
    const delivery = await smtp(server.url, { timeouts: SHORT }).deliver(messageTo('compliance@example.org'), never);
    expect(delivery).toEqual({ outcome: 'retry', error: expect.any(String) });
    expect(server.mails).toEqual([]);
  });

  test('is not carried over to the next mail', async () => {
    const mailer = smtp(server.url, { timeouts: SHORT });
    server.next({ at: 'after-dot', do: 'lose' });
    server.next({ at: 'greeting', do: 'lose' });
    expect((await mailer.deliver(messageTo('a@example.org'), never)).outcome).toBe('ambiguous');
    expect((await mailer.deliver(messageTo('b@example.org'), never)).outcome).toBe('retry');
    expect((await mailer.deliver(messageTo('b@example.org'), never)).outcome).toBe('sent');
  });

  test('of a server that is not there is to be tried again', async () => {
    const gone = createServer();
    gone.listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, 'close');
    const delivery = await smtp(`smtp://127.0.0.1:${port}`).deliver(messageTo('compliance@example.org'), never);
    expect(delivery).toEqual({ outcome: 'retry', error: `connect ECONNREFUSED 127.0.0.1:${port}` });
  });
});

describe('a delivery that is stopped', () => {
  test('before it began has sent nothing', async () => {
    const delivery = await smtp(server.url).deliver(messageTo('compliance@example.org'), AbortSignal.abort());
    expect(delivery.outcome).toBe('retry');
    expect(server.mails).toEqual([]);
  });

  test('by closing the mailer, while the server has the mail and has not answered, is in doubt', async () => {
    server.next({ at: 'after-dot', do: 'hang' });
    const mailer = smtp(server.url);
    const delivery = mailer.deliver(messageTo('compliance@example.org'), never);
    await expect.poll(() => server.mails.length).toBe(1);
    await mailer.close();
    expect((await delivery).outcome).toBe('ambiguous');
  });
});

describe('a login', () => {
  let guarded: TestSmtpServer;
  const login = { user: 'desk', password: 'sesame/1', refusal: (password: string) => `wrong password ${password}` };
  beforeEach(async () => {
    guarded = await startSmtpServer(login);
  });
  afterEach(() => guarded.stop());

  const withLogin = (password: string) =>
    guarded.url.replace('smtp://', `smtp://desk:${encodeURIComponent(password)}@`);

  test('that is right lets the mail through, and is not part of its place', async () => {
    const delivery = await smtp(withLogin('sesame/1')).deliver(messageTo('compliance@example.org'), never);
    expect(delivery).toMatchObject({ outcome: 'sent', place: guarded.url });
  });

  test('that is wrong is to be mended and tried again; a server that repeats the password does not spread it', async () => {
    const delivery = await smtp(withLogin('open/2')).deliver(messageTo('compliance@example.org'), never);
    expect(delivery).toEqual({ outcome: 'retry', error: 'Invalid login: 535 wrong password ***' });
  });
});
