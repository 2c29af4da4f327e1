import { expect, onTestFinished, test } from 'vitest';
import { refusals } from '../../../db/refusals.ts';
import { checkRefused } from '../../../services/health/refused.ts';
import { allowAddress } from '../../../services/officers/allow-address.ts';
import { readScorecard } from '../../../services/scorecard/read.ts';
import { messageRows, messagesTo, sendAll, sendContext } from '../../support/sending.ts';
import { startSmtpServer, type TestSmtpServer } from '../../support/smtp-server.ts';
import { noticesIn, passes } from '../../support/tin-alerts.ts';
import { contextOf, decide, february, recipient } from '../../support/tin-incidents.ts';
import { minutes, NOW, pact, tinDatabase } from '../../support/tin-looks.ts';

const DESK = 'Desk@example.org';
const recipients = [recipient(DESK, 'at_risk')];
const NO_SUCH = { at: 'recipient', reply: 550, words: '5.1.1 no such mailbox' } as const;
const OFFICER = { by: 'Officer (example)', why: 'the mailbox is back', via: 'command' } as const;

async function refusedOnce(db: Parameters<typeof messagesTo>[0]): Promise<TestSmtpServer> {
  const server = await startSmtpServer();
  onTestFinished(() => server.stop());
  const ids = await messagesTo(db, DESK);
  server.next(NO_SUCH);
  await sendAll(sendContext(db, server.url, NOW), ids);
  return server;
}

test('an address that the server refuses for good is on the list, in its words, until somebody allows it', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await refusedOnce(db);
  const said = expect.stringContaining('550 5.1.1 no such mailbox') as string;
  expect(await refusals(db)).toEqual([{ address: 'desk@example.org', at: NOW, detail: said }]);
  const { refused } = await readScorecard({ db, deal: pact, figuresMode: 'recorded' }, NOW);
  expect(refused).toEqual([{ address: 'desk@example.org', at: NOW.toString(), detail: said }]);
  expect(checkRefused(await refusals(db))).toMatchObject([
    { area: 'mail', subject: 'desk@example.org', result: 'warn', fix: expect.stringContaining('pactwatch mail allow') },
  ]);
});

test('what there is to tell later is held back as refused, and no server is asked', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const server = await refusedOnce(db);
  await february(db, minutes(1), '0.5');
  await decide(db, minutes(1), { recipients });
  expect(await passes(db, minutes(1), contextOf(db, minutes(1), { recipients }))).toEqual([]);
  expect(await noticesIn(db)).toEqual([`${DESK}: first 1, written`, `${DESK}: worsened 2, refused`]);
  expect(server.mails).toEqual([]);
});

test('a message that was written before the refusal is not tried, and says why', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const server = await startSmtpServer();
  onTestFinished(() => server.stop());
  const [first] = await messagesTo(db, DESK);
  await february(db, minutes(1), '0.5');
  await decide(db, minutes(1), { recipients });
  const [second] = await passes(db, minutes(1), contextOf(db, minutes(1), { recipients }));
  server.next(NO_SUCH);
  await sendAll(sendContext(db, server.url, minutes(1)), [first!, second!]);
  expect(await messageRows(db)).toMatchObject([
    { state: 'failed', attempts: 1, detail: expect.stringContaining('no such mailbox') },
    { state: 'failed', attempts: 1, detail: expect.stringMatching(/^not sent: the address was refused /) },
  ]);
  expect(server.mails).toEqual([]);
});

test('allowed again, it gets what it missed, once, and the audit says who did it and why', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const server = await refusedOnce(db);
  await february(db, minutes(1), '0.5');
  await decide(db, minutes(1), { recipients });

  const at = minutes(2);
  const allowed = await allowAddress({ db, deal: pact, now: () => at }, 'desk@EXAMPLE.org', OFFICER);
  expect(allowed).toMatchObject({ messages: 1, refusal: { address: 'desk@example.org' } });
  const written = await passes(db, at, contextOf(db, at, { recipients }));
  const ids = (await messageRows(db)).map((_, index) => String(index + 1));
  expect(ids).toEqual(['1', ...written]);
  await sendAll(sendContext(db, server.url, at), [...ids, ...ids]);
  expect(await messageRows(db)).toMatchObject([
    { state: 'sent', attempts: 2, maybeSent: false },
    { state: 'sent', attempts: 1 },
  ]);
  expect(await noticesIn(db)).toEqual([
    `${DESK}: first 1, written`,
    `${DESK}: worsened 2, refused`,
    `${DESK}: worsened 2, written`,
  ]);
  expect(server.mails).toHaveLength(2);
  const actions = await db.selectFrom('officerAction').selectAll().execute();
  expect(actions).toMatchObject([
    {
      who: OFFICER.by,
      why: OFFICER.why,
      via: 'command',
      action: 'allow_address',
      subject: 'recipient/desk@example.org',
    },
  ]);
});

test('an address that is not refused cannot be allowed, and nothing is written down', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const allowing = allowAddress({ db, deal: pact, now: () => NOW }, 'desk@example.org', OFFICER);
  await expect(allowing).rejects.toThrow('desk@example.org is not refused');
  expect(await db.selectFrom('officerAction').selectAll().execute()).toEqual([]);
});

test.each([
  ['the sender', { at: 'sender', reply: 550, words: 'sender not allowed' }],
  ['what is relayed', { at: 'recipient', reply: 550, words: '5.7.1 relaying denied' }],
  ['the message', { at: 'after-dot', reply: 550, words: 'looks like spam' }],
] as const)('a refusal of %s puts no address on the list', async (_what, fault) => {
  await using database = await tinDatabase();
  const { db } = database;
  const server = await startSmtpServer();
  onTestFinished(() => server.stop());
  const ids = await messagesTo(db, DESK);
  server.next(fault);
  await sendAll(sendContext(db, server.url, NOW), ids);
  expect(await messageRows(db)).toMatchObject([{ state: 'failed' }]);
  expect(await refusals(db)).toEqual([]);
});
