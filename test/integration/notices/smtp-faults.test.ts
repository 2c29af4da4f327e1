import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { backoffMs } from '../../../services/notices/backoff.ts';
import { messageRows, messagesTo, sendAll, sendContext } from '../../support/sending.ts';
import { type Fault, startSmtpServer, type TestSmtpServer } from '../../support/smtp-server.ts';
import { NOW, tinDatabase } from '../../support/tin-looks.ts';
import { breaksTls, drips, greetsAndHangs, refusing, type WrongServer } from '../../support/wrong-servers.ts';

const DESK = 'desk@example.org';

async function goodServer(): Promise<TestSmtpServer> {
  const server = await startSmtpServer();
  onTestFinished(() => server.stop());
  return server;
}

/** What is wrong at the first try: with the server as a whole, or with one connection. */
type Wrong = (() => Promise<WrongServer>) | Fault;

const reply = (at: 'greeting' | 'sender' | 'recipient' | 'after-dot', code: number): Fault => ({
  at,
  reply: code,
  words: 'made up',
});

// state after the first try, whether it may have arrived, mails at the server then, and after whatever comes next.
const MATRIX: readonly [what: string, Wrong, 'retry' | 'failed', inDoubt: boolean, now: number, atTheEnd: number][] = [
  ['refuses the connection', refusing, 'retry', false, 0, 1],
  ['loses the connection before it greets', { at: 'greeting', do: 'lose' }, 'retry', false, 0, 1],
  ['never greets', { at: 'greeting', do: 'hang' }, 'retry', false, 0, 1],
  ['greets and hangs', greetsAndHangs, 'retry', false, 0, 1],
  ['drips its answers', drips, 'retry', false, 0, 1],
  ['breaks TLS', breaksTls, 'retry', false, 0, 1],
  ['greets with 421', reply('greeting', 421), 'retry', false, 0, 1],
  ['says 421 of the sender', reply('sender', 421), 'retry', false, 0, 1],
  ['says 421 of the mail', reply('after-dot', 421), 'retry', false, 0, 1],
  ['says 451 of the recipient', reply('recipient', 451), 'retry', false, 0, 1],
  ['says 451 of the mail', reply('after-dot', 451), 'retry', false, 0, 1],
  ['says 550 of the recipient', reply('recipient', 550), 'failed', false, 0, 0],
  ['says 552 of the mail', reply('after-dot', 552), 'failed', false, 0, 0],
  ['loses the connection at the recipient', { at: 'recipient', do: 'lose' }, 'retry', false, 0, 1],
  // The client cannot tell this from the one below it: it has handed over all of the mail.
  ['loses the connection before the final dot has come', { at: 'in-body', do: 'lose' }, 'retry', true, 0, 1],
  ['loses the connection after the final dot', { at: 'after-dot', do: 'lose' }, 'retry', true, 1, 2],
  ['hangs after the final dot', { at: 'after-dot', do: 'hang' }, 'retry', true, 1, 2],
];

test.each(MATRIX)('a server that %s', async (_what, wrong, state, maybeSent, atOnce, atTheEnd) => {
  await using database = await tinDatabase();
  const { db } = database;
  const server = await goodServer();
  const ids = await messagesTo(db, DESK);
  if (typeof wrong === 'function') {
    await using bad = await wrong();
    await sendAll(sendContext(db, bad.url, NOW), ids);
  } else {
    server.next(wrong);
    await sendAll(sendContext(db, server.url, NOW), ids);
  }
  const [after] = await messageRows(db);
  expect(after).toMatchObject({ state, maybeSent, attempts: 1, detail: expect.stringMatching(/./) });
  expect(server.mails).toHaveLength(atOnce);

  // Not before its time, and then once: whoever has it is not asked again.
  const due = NOW.add({ milliseconds: backoffMs(after!.dedupKey, 1) });
  expect(after!.notBefore).toEqual(state === 'retry' ? due : NOW);
  await sendAll(sendContext(db, server.url, due.subtract({ milliseconds: 1 })), ids);
  expect(server.mails).toHaveLength(atOnce);
  await sendAll(sendContext(db, server.url, due), [...ids, ...ids]);
  const [end] = await messageRows(db);
  expect(end).toMatchObject(
    state === 'failed' ? { state, attempts: 1, maybeSent: false } : { state: 'sent', attempts: 2, maybeSent },
  );
  expect(server.mails).toHaveLength(atTheEnd);
  const messageIds = await Promise.all(server.mails.map(async ({ bytes }) => (await simpleParser(bytes)).messageId));
  expect(new Set(messageIds)).toEqual(new Set(atTheEnd === 0 ? [] : [end!.messageId]));
});

test('a mail that ends in doubt twice is in doubt, and is not sent a third time', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const server = await goodServer();
  const ids = await messagesTo(db, DESK);
  for (const hours of [0, 1, 2]) {
    server.next({ at: 'after-dot', do: 'lose' });
    await sendAll(sendContext(db, server.url, NOW.add({ hours })), ids);
  }
  expect(await messageRows(db)).toMatchObject([{ state: 'ambiguous', maybeSent: true, attempts: 2 }]);
  expect(server.mails).toHaveLength(2);
  expect(server.mails[1]!.bytes).toEqual(server.mails[0]!.bytes);
});

test('one bad recipient among good ones takes nothing from the others: each has a mail of their own', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const server = await goodServer();
  const ids = await messagesTo(db, 'a@example.org', 'gone@example.org', 'z@example.org');
  const [first, ...others] = ids;
  await sendAll(sendContext(db, server.url, NOW), [first!]);
  server.next(reply('recipient', 550));
  await sendAll(sendContext(db, server.url, NOW), others);
  expect((await messageRows(db)).map(({ address, state }) => `${address} ${state}`)).toEqual([
    'a@example.org sent',
    'gone@example.org failed',
    'z@example.org sent',
  ]);
  expect(server.mails.map(({ to }) => to)).toEqual([['a@example.org'], ['z@example.org']]);
});
