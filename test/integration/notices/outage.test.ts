import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { dueMessages } from '../../../db/messages.ts';
import { sendMessage } from '../../../services/notices/send.ts';
import { messageRows, messagesTo, sendAll, sendContext } from '../../support/sending.ts';
import { startSmtpServer } from '../../support/smtp-server.ts';
import { passes } from '../../support/tin-alerts.ts';
import { contextOf, recipient } from '../../support/tin-incidents.ts';
import { NOW, pact, tinDatabase } from '../../support/tin-looks.ts';
import { refusing } from '../../support/wrong-servers.ts';

const ADDRESSES = Array.from({ length: 12 }, (_, index) => `desk-${index}@example.org`);
const recipients = ADDRESSES.slice(0, 4).map((address) => recipient(address, 'at_risk'));
const NEVER = new AbortController().signal;

async function server() {
  const started = await startSmtpServer();
  onTestFinished(() => started.stop());
  return started;
}

test('a mail server that is down for a day loses nothing, doubles nothing and is not flooded when it is back', async () => {
  await using database = await tinDatabase();
  await using down = await refusing();
  const { db } = database;
  const addresses = recipients.map(({ address }) => address);
  await messagesTo(db, ...addresses);
  const tried: number[] = [];
  const sweeps = async (from: number, to: number, every: number, url: string, mailRate: number) => {
    for (let minute = from; minute < to; minute += every) {
      const at = NOW.add({ minutes: minute });
      const due = await dueMessages(db, pact.id, at, mailRate);
      if (due.length === 0) continue;
      tried.push(due.length);
      await sendAll(
        sendContext(db, url, at, { mailRate }),
        due.map(({ id }) => id),
      );
    }
  };
  await sweeps(0, 24 * 60, 10, down.url, 60);
  const waiting = await messageRows(db);
  expect(waiting.map(({ state }) => state)).toEqual(addresses.map(() => 'retry'));
  const attempts = waiting.map((row) => row.attempts);
  expect(Math.max(...attempts)).toBeLessThan(40);
  expect(new Set(waiting.map(({ notBefore }) => notBefore.epochMilliseconds)).size).toBe(addresses.length);
  // What has not left is no reason to remind anybody of it.
  const nextDay = NOW.add({ hours: 24 });
  expect(await passes(db, nextDay, contextOf(db, nextDay, { recipients }))).toEqual([]);

  const back = await server();
  tried.length = 0;
  await sweeps(24 * 60, 25 * 60 + 1, 1, back.url, 1);
  expect(Math.max(...tried)).toBe(1);
  expect((await messageRows(db)).map(({ state }) => state)).toEqual(addresses.map(() => 'sent'));
  expect(back.mails.map(({ to }) => to[0]).toSorted()).toEqual(addresses.toSorted());
  const mail = await simpleParser(back.mails[0]!.bytes);
  expect((await messageRows(db)).map(({ messageId }) => messageId)).toContain(mail.messageId);
});

test('no more mails a minute are given to the server than it may get, by all workers together; the rest wait their turn', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const { url, mails } = await server();
  const ids = await messagesTo(db, ...ADDRESSES.slice(0, 5));
  let at = NOW;
  const waits: number[] = [];
  const context = sendContext(db, url, NOW, {
    mailRate: 2,
    now: () => at,
    sleep: async (ms) => {
      waits.push(ms);
      at = at.add({ milliseconds: ms });
    },
  });
  const counts: number[] = [];
  for (const id of ids) {
    await sendMessage(context, id, NEVER);
    counts.push(at.since(NOW).total('seconds'));
  }
  expect(counts).toEqual([0, 0, 60, 60, 120]);
  expect(waits).toEqual([60_000, 60_000]);
  expect(mails).toHaveLength(5);
});

test('one that waits for its turn and is stopped has claimed nothing', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const { url } = await server();
  const [first, second] = await messagesTo(db, ...ADDRESSES.slice(0, 2));
  const stopped = new Error('made up: stopped');
  const context = sendContext(db, url, NOW, { mailRate: 1, sleep: () => Promise.reject(stopped) });
  await sendMessage(context, first!, NEVER);
  await expect(sendMessage(context, second!, NEVER)).rejects.toBe(stopped);
  expect(await messageRows(db)).toMatchObject([{ state: 'sent' }, { state: 'pending', attempts: 0 }]);
});

test('workers that claim side by side keep to the rate too', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const { url, mails } = await server();
  const ids = await messagesTo(db, ...ADDRESSES);
  const context = sendContext(db, url, NOW, { mailRate: 4 });
  const outcomes = await Promise.allSettled(ids.map((id) => sendMessage(context, id, NEVER)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  expect(mails).toHaveLength(4);
});
