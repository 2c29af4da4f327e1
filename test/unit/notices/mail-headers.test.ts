import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { compose } from '../../../services/notices/compose.ts';
import { threadOf, unsubscribe } from '../../../services/notices/mail-headers.ts';
import { type NoticeMessage, type Posting, storedMessage } from '../../../services/notices/message.ts';
import { render } from '../../../services/notices/render.ts';
import { readUnsubscribe, unsubscribeUrl } from '../../../services/links/unsubscribe.ts';
import { week } from '../../support/mail-contents.ts';
import { rawOreBan } from '../../support/notice-content.ts';
import { messageOf, noticeOf } from '../../support/notice-mail.ts';

const SENDER = 'pactwatch@example.com';
const ROOT = '<incident-12@example.com>';
const ids = (count: number) => Array.from({ length: count }, (_, index) => `<${index}@example.com>`);
const other = { ...rawOreBan, incident: '13' };

function mailOf(
  { earlier = [], contents = [rawOreBan] }: { earlier?: readonly string[]; contents?: (typeof rawOreBan)[] },
  posting: Posting = {},
): NoticeMessage {
  const content = messageOf(contents.map((one) => noticeOf(one)));
  const claimed = {
    name: 'Compliance desk (example)',
    address: 'compliance@example.org',
    dedupKey: '12:2:worsened:compliance@example.org',
    messageId: '<made-up@example.com>',
    writtenAt: Temporal.Instant.from('2026-11-24T06:15:42Z'),
    earlier,
  };
  return storedMessage(content, render(content), claimed, SENDER, posting);
}

/** The header lines of a mail, unfolded. */
async function linesOf(message: NoticeMessage): Promise<string[]> {
  const [head = ''] = (await compose(message)).toString('latin1').split('\r\n\r\n', 1);
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
}

describe('the thread of an incident', () => {
  test('begins at a root that no mail has, so that it holds together without its first mail', async () => {
    const mail = await simpleParser(await compose(mailOf({})));
    expect(mail.inReplyTo).toBe(ROOT);
    expect(mail.references).toBe(ROOT);
  });

  test('goes on with the mail before: that is answered, and root and mail are referred to', async () => {
    const mail = await simpleParser(await compose(mailOf({ earlier: ids(2) })));
    expect(mail.inReplyTo).toBe('<1@example.com>');
    expect(mail.references).toEqual([ROOT, '<0@example.com>', '<1@example.com>']);
  });

  test('is referred to by at most ten ids, of which one is the root and the others are the latest', () => {
    const { inReplyTo, references } = threadOf(ROOT, ids(30));
    expect(references).toEqual([ROOT, ...ids(30).slice(-9)]);
    expect(inReplyTo).toBe('<29@example.com>');
    expect(threadOf(ROOT, ids(9)).references).toHaveLength(10);
  });

  test('is not drawn into that of another by a mail about both', () => {
    const { thread } = mailOf({ earlier: ids(2), contents: [rawOreBan, other] });
    expect(thread.references).toEqual([expect.stringMatching(/^<release-[0-9a-f]{32}@example\.com>$/)]);
    expect(thread.inReplyTo).toBe(thread.references[0]);
  });

  test('refuses an id that could carry a header', () => {
    expect(() => mailOf({ earlier: ['<a@example.com>\r\nBcc: evil@example.net'] })).toThrow('no Message-ID');
  });
});

describe('the way out of the list', () => {
  const links = { base: 'https://watch.example.org/pact', secret: 'a made-up secret of links' };
  const posting: Posting = { unsubscribeUrl: (of) => unsubscribeUrl(of, links) };

  test('is a mail to the sender, where pactwatch has no address of its own', async () => {
    const lines = (await linesOf(mailOf({}))).filter((line) => /^list-unsubscribe/i.test(line));
    expect(lines).toEqual(['List-Unsubscribe: <mailto:pactwatch@example.com?subject=unsubscribe%20us-malaysia-2025>']);
  });

  test('is one header with both ways and one click, where it has one', async () => {
    const lines = (await linesOf(mailOf({}, posting))).filter((line) => /^list-unsubscribe/i.test(line));
    const url = unsubscribeUrl({ deal: 'us-malaysia-2025', address: 'compliance@example.org' }, links);
    expect(lines).toEqual([
      `List-Unsubscribe: <${url}>, <mailto:pactwatch@example.com?subject=unsubscribe%20us-malaysia-2025>`,
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    ]);
  });

  test('is by one click only over https', () => {
    const list = { deal: 'tin-pact', sender: SENDER, unsubscribeUrl: 'http://watch.example.org/u' };
    expect(unsubscribe(list)).not.toHaveProperty('List-Unsubscribe-Post');
  });

  test('is of one recipient and one deal: a link says whose it is, and nobody can write another', () => {
    const of = { deal: 'tin-pact', address: 'Desk@Example.org' };
    const url = unsubscribeUrl(of, links);
    expect(url).toMatch(/^https:\/\/watch\.example\.org\/pact\/unsubscribe\/[\w.-]+$/);
    const token = url.slice(url.lastIndexOf('/') + 1);
    expect(readUnsubscribe(token, links.secret)).toEqual({ deal: 'tin-pact', address: 'desk@example.org' });
    expect(readUnsubscribe(token, 'another made-up secret')).toBeNull();
    const [said, signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...of, address: 'policy@example.org' })).toString('base64url');
    for (const one of [`${forged}.${signature}`, `${said}.`, said!, `${token}.x`, '', '.']) {
      expect(readUnsubscribe(one, links.secret)).toBeNull();
    }
  });
});

test('a mail that comes back goes to the bounce address, and is still from the sender', () => {
  const { envelope, from } = mailOf({}, { bounce: 'bounces@example.com' });
  expect(envelope).toEqual({ from: 'bounces@example.com', to: 'compliance@example.org' });
  expect(from.address).toBe(SENDER);
  expect(() => mailOf({}, { bounce: 'b@example.com> SIZE=1\r\nRCPT TO:<evil@example.net' })).toThrow(RangeError);
});

test('a digest is written by a machine too, and can be left like every other mail', async () => {
  const content = { kind: 'digest', recipient: messageOf([]).recipient, content: week } as const;
  const claimed = {
    name: 'Compliance desk (example)',
    address: 'compliance@example.org',
    dedupKey: 'digest:us-malaysia-2025:2026-W48:compliance@example.org',
    messageId: '<made-up@example.com>',
    writtenAt: Temporal.Instant.from('2026-11-24T06:15:42Z'),
    earlier: [],
  };
  const names = (await linesOf(storedMessage(content, render(content), claimed, SENDER))).map((line) =>
    line.slice(0, line.indexOf(':')).toLowerCase(),
  );
  expect(names).toEqual(
    expect.arrayContaining(['auto-submitted', 'list-id', 'list-unsubscribe', 'references', 'x-auto-response-suppress']),
  );
  expect(new Set(names).size).toBe(names.length);
});
