import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { compose } from '../../../services/notices/compose.ts';
import { dedupKeyOf } from '../../../services/notices/ids.ts';
import { type NoticeMessage, noticeMessage } from '../../../services/notices/message.ts';
import { mailOf } from '../../support/notice-mail.ts';
import { rawOreBan } from '../../support/notice-content.ts';
import { messageTo } from '../../support/notice-message.ts';

const desk = 'compliance@example.org';

const headersOf = async (message: NoticeMessage) =>
  (await compose(message)).toString('latin1').split('\r\n\r\n', 1)[0]!;

test('a notice is one by incident, transition, kind and address, in whatever case the address is written', () => {
  const notice = { incident: '12', seq: 1, kind: 'opened', address: 'Compliance@Example.org' } as const;
  expect(dedupKeyOf(notice)).toBe('12:1:opened:compliance@example.org');
});

test('each notice of an incident has a Message-ID of its own, the same at every attempt', () => {
  expect(messageTo(desk).messageId).toBe(messageTo(desk).messageId);
  expect(messageTo(desk).messageId).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
  const second = { ...rawOreBan, transition: { ...rawOreBan.transition, seq: 2 } };
  const ids = [messageTo(desk), messageTo(desk, { content: second }), messageTo('policy@example.org')].map(
    ({ messageId }) => messageId,
  );
  expect(new Set(ids).size).toBe(3);
});

test('a retry carries the same bytes', async () => {
  expect(await compose(messageTo(desk))).toEqual(await compose(messageTo(desk)));
});

test('the mail goes to one recipient and says that a machine wrote it, when, and in which thread', async () => {
  const mail = await simpleParser(await compose(messageTo(desk)));
  expect(mail.from?.value).toEqual([{ name: 'Pactwatch', address: 'pactwatch@example.com' }]);
  expect(mail.to).toMatchObject({ value: [{ name: 'Compliance desk (example)', address: desk }] });
  expect(mail.subject).toBe('[US-Malaysia] MYUS-04 Raw rare-earth ore stays in Malaysia');
  expect(mail.date?.toISOString()).toBe('2026-11-24T06:15:42.000Z');
  expect(mail.inReplyTo).toBe('<incident-12@example.com>');
  expect(mail.references).toBe('<incident-12@example.com>');
  expect(await headersOf(messageTo(desk))).toMatch(/^List-Id: <us-malaysia-2025\.example\.com>$/im);
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.headers.get('x-auto-response-suppress')).toBe('All');
});

test('all mails of an incident share one thread, another incident has its own', () => {
  const worse = { ...rawOreBan, transition: { ...rawOreBan.transition, seq: 2, kind: 'worsened' as const } };
  expect(messageTo(desk, { content: worse }).thread).toEqual(messageTo(desk).thread);
  expect(messageTo(desk, { content: { ...rawOreBan, incident: '13' } }).thread).not.toEqual(messageTo(desk).thread);
});

test('text and HTML arrive as they were rendered', async () => {
  const { text, html } = mailOf(rawOreBan);
  const mail = await simpleParser(await compose(messageTo(desk)));
  expect(mail.text).toBe(text);
  expect(mail.html).toBe(html);
});

test.each([
  'alice@example.org\r\nRCPT TO:<evil@example.net>',
  'alice@example.org, evil@example.net',
  'Alice <evil@example.net>',
  'alice@example.org@example.net',
  'alice',
  '',
])('an address that could carry more than itself is refused: %j', (address) => {
  expect(() => messageTo(address)).toThrow(RangeError);
});

test('a Message-ID that could carry more than itself is refused', () => {
  const ids = { dedupKey: 'made up', messageId: '<a@example.com>\r\nBcc: evil@example.net' };
  expect(() =>
    noticeMessage(rawOreBan, mailOf(rawOreBan), { name: 'made up', address: desk }, ids, 'pactwatch@example.com'),
  ).toThrow('no Message-ID');
});

test('line breaks in names and titles add no header and no recipient', async () => {
  const hostile = 'x\r\nBcc: evil@example.net\r\n\r\nbody';
  const content = {
    ...rawOreBan,
    deal: { ...rawOreBan.deal, short: hostile },
    commitment: { ...rawOreBan.commitment, title: hostile },
  };
  const message = messageTo(desk, { name: `${hostile}, evil@example.net`, content });
  const mail = await simpleParser(await compose(message));
  expect(mail.bcc).toBeUndefined();
  expect(mail.to).toMatchObject({ value: [{ address: desk }] });
  expect(await headersOf(message)).not.toMatch(/^(bcc|body)/im);
});

test('two addresses that read alike without their signs have files of their own', () => {
  const names = ['a.b@example.org', 'a-b@example.org', 'a+b@example.org'].map((address) => messageTo(address).fileName);
  expect(new Set(names).size).toBe(3);
});

test('the file is named by instant, deal, commitment, transition and recipient', () => {
  expect(messageTo(desk).fileName).toMatch(
    /^20261124T061542Z-us-malaysia-2025-raw-ore-ban-1-compliance-example-org-[0-9a-f]{8}\.eml$/,
  );
});
