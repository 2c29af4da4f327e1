import { describe, expect, test } from 'vitest';
import { isDrift, STANDINGS } from '../../../config/vocabulary/standing.ts';
import { loneMessage } from '../../../services/notices/preview/lone-message.ts';
import { madeUpMove, PREVIEW_MOVES } from '../../../services/notices/preview/made-up.ts';
import { testMail } from '../../../services/notices/preview/test-mail.ts';
import { render } from '../../../services/notices/render.ts';
import { standaloneHtml } from '../../../services/notices/standalone.ts';
import { toldWhole } from '../../support/mail-contents.ts';
import { mailOf, messageOf, noticeOf } from '../../support/notice-mail.ts';

const at = Temporal.Instant.from('2026-11-24T06:15:42Z');

describe('a move that is made up', () => {
  test.each(STANDINGS.flatMap((standing) => PREVIEW_MOVES.map((kind) => [kind, standing] as const)))(
    'is one that the kind allows, and says what of it is made up: %s at %s',
    (kind, standing) => {
      const { from, to, words } = madeUpMove(kind, standing);
      expect(isDrift(from)).toBe(kind !== 'opened');
      expect(isDrift(to)).toBe(kind !== 'closed');
      expect(from === to).toBe(kind === 'corrected');
      expect(words).toContain('is made up');
      expect(words.includes(`it is ${standing.replace('_', ' ')}.`)).toBe(to !== standing);
    },
  );

  test('keeps the standing where it fits the kind', () => {
    expect(madeUpMove('opened', 'off_track')).toMatchObject({ from: 'on_track', to: 'off_track' });
    expect(madeUpMove('closed', 'compliant')).toMatchObject({ from: 'at_risk', to: 'compliant' });
  });
});

test('a preview says so before anything else, in its subject too', () => {
  const { subject, text, html } = render({
    ...messageOf([noticeOf(toldWhole)]),
    preview: 'Preview: made up.',
  });
  expect(subject).toBe('Preview: [US-Malaysia] MYUS-04 Raw rare-earth ore stays in Malaysia');
  expect(text.split('\n\n')[1]).toBe('Preview: made up.');
  expect(html.indexOf('Preview: made up.')).toBeLessThan(html.indexOf('Recorded figures: '));
  expect(mailOf(toldWhole).text).not.toContain('Preview');
});

test('as a file for a browser a mail has its charts inside and loads nothing', () => {
  const html = standaloneHtml(mailOf(toldWhole));
  expect(html).toContain('src="data:image/png;base64,iVBOR');
  expect(html).not.toContain('cid:');
});

test('the test mail says what it is, and how it came', () => {
  const deal = { short: 'Tin', title: 'Tin for all (made up)' };
  const { subject, text, html } = testMail({ deal, sender: 'pactwatch@example.com', way: 'SMTP, mail.example', at });
  expect(subject).toBe('[Tin] Test mail');
  for (const said of ['MAIL ARRIVES', '24 November 2026, 06:15 UTC', 'SMTP, mail.example', 'Tin for all (made up)']) {
    expect(text).toContain(said);
    expect(html).toContain(said);
  }
});

test('a mail of no message carries nothing but itself, and goes to nobody else', () => {
  const mail = testMail({ deal: { short: 'T', title: 'T' }, sender: 'a@example.com', way: 'file', at });
  const about = { sender: 'a@example.com', deal: 'tin', at };
  const message = loneMessage(mail, {
    ...about,
    recipient: { name: 'Desk\r\nBcc: x@y.example', address: 'desk@example.org' },
  });
  expect(message.to).toEqual({ name: 'Desk Bcc: x@y.example', address: 'desk@example.org' });
  expect(message.envelope).toEqual({ from: 'a@example.com', to: 'desk@example.org' });
  expect(() => loneMessage(mail, { ...about, recipient: { name: 'x', address: 'a@b.example, c@d.example' } })).toThrow(
    RangeError,
  );
});
