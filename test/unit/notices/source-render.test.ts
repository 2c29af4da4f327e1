import { describe, expect, test } from 'vitest';
import { parseNoticeContent } from '../../../services/notices/any-content.ts';
import { compose } from '../../../services/notices/compose.ts';
import { noticeMessage } from '../../../services/notices/message.ts';
import { mailOf } from '../../support/notice-mail.ts';
import type { SourceNoticeContent } from '../../../services/notices/source-content.ts';
import { rawOreBan } from '../../support/notice-content.ts';
import { seenIn, unsaidInHtml } from '../../support/seen-html.ts';
import { lateLng, lngInOrder, quietStudies, refusedLng } from '../../support/source-notice-content.ts';

const ALL = { lateLng, refusedLng, lngInOrder, quietStudies };
const firstLine = (content: SourceNoticeContent) => mailOf(content).text.split('\n', 1)[0];

describe('the mail about a source', () => {
  test('says in text and HTML what is missing, what fails, what last came, what rests on it and what to do', () => {
    const { text, html } = mailOf(refusedLng);
    for (const said of [
      '◆ LATE AND FAILING',
      'EIA, US exports of LNG by vessel',
      'Publisher: US Energy Information Administration.',
      'US exports of LNG by vessel to Malaysia',
      'August 2026, expected by 31 October 2026; known up to July 2026',
      'August 2026, expected by 31 October 2026; nothing is known of it',
      'each month by the last day of the 2nd month after it, with 10 days of grace',
      'EIA, Natural Gas Monthly: July 2026 was in the release of 2026-09-30.',
      'a key is missing or not accepted',
      'api.eia.gov answered 403: "An invalid api_key was supplied."',
      '3 pulls, from 22 November 2026, 18:34 UTC to 24 November 2026, 06:15 UTC',
      '23 November 2026, 18:34 UTC',
      '1 October 2026, 06:34 UTC',
      'MYUS-06 LNG',
      '● on track, unchanged',
      'In law: not binding.',
      'MYUS-08 Energy & coal',
      'See whether it has been released.',
      'npx pactwatch status',
      'eia-lng, publisher US Energy Information Administration, deal file us-malaysia-2025 version 1',
      '12, transition 2: worsened at 24 November 2026, 06:15 UTC',
    ]) {
      expect(text).toContain(said);
      expect(seenIn(html)).toContain(said);
    }
  });

  test.each(Object.entries(ALL))('says the same in text and HTML, word for word: %s', (_name, content) => {
    const mail = mailOf(content);
    expect(unsaidInHtml(mail)).toEqual([]);
    expect(mail.text.split('\n').length).toBeGreaterThan(15);
  });

  test.each(Object.entries(ALL))(
    'is read from its text alone: nothing is loaded, and nothing runs: %s',
    (_name, content) => {
      expect(mailOf(content).html).not.toMatch(/<(img|script|link|iframe|form|svg)\b|url\(|@import|\bsrc=|\bon\w+=/i);
    },
  );

  test('has one subject for the whole incident, which no commitment has', () => {
    expect(new Set(Object.values(ALL).map((content) => mailOf(content).subject))).toEqual(
      new Set(['[US-Malaysia] Source eia-lng: EIA, US exports of LNG by vessel']),
    );
  });

  test('tells the state by shape and word in its first line, and what happened', () => {
    expect(firstLine(lateLng)).toBe('▲ LATE. A source has trouble: August 2026 was expected by 31 October 2026.');
    expect(firstLine(refusedLng)).toBe(
      '◆ LATE AND FAILING. The trouble with a source has become worse: its last 3 pulls have failed.',
    );
    expect(firstLine(quietStudies)).toContain('▲ LATE. A source has trouble: nothing new has come since 1 May 2025');
    expect(firstLine(lngInOrder)).toBe(
      '✓ IN ORDER. The trouble with a source is over: the figures that were expected have come.',
    );
  });

  test.each([
    ['pulls_succeed', 'it answers again'],
    ['calendar_changed', 'its calendar in the deal file no longer expects what was missing'],
    ['no_longer_watched', 'it is no longer watched'],
  ] as const)('says why the trouble is over: %s', (reason, words) => {
    const closed = { ...lngInOrder, transition: { ...lngInOrder.transition, reason } };
    expect(firstLine(closed)).toBe(`✓ IN ORDER. The trouble with a source is over: ${words}.`);
  });

  test('never says that a standing moved, and when the figures are in, not that none did', () => {
    expect(mailOf(lateLng).text).toContain('No standing has moved: figures that are missing say nothing');
    expect(mailOf(lngInOrder).text).not.toMatch(/No standing has moved|unchanged/);
    expect(mailOf(lngInOrder).text).toContain('Standing: ● on track\n   In law: not binding.');
  });

  test('lists no figures, since it rests on none', () => {
    expect(mailOf(lateLng).text).not.toContain('FIGURES USED');
    expect(seenIn(mailOf(lateLng).html)).not.toContain('Figures used');
  });

  test('has the state and what is expected in the line that clients show beside the subject', () => {
    expect(mailOf(lateLng).html).toContain(
      '>LATE, expected by 31 October 2026: August 2026, newest period known: July 2026</div>',
    );
  });

  test('holds a publisher’s words as text, on one line: they carry no markup, header or key of their own', async () => {
    const words = 'answered 500: <script>alert(1)</script>\r\nBcc: evil@example.org\u202e\u2028gnol';
    const hostile = { ...refusedLng, failing: { ...refusedLng.failing!, words } };
    const { text, html } = mailOf(hostile);
    expect(html).not.toContain('<script>');
    expect(text).toContain('Last error: answered 500: <script>alert(1)</script> Bcc: evil@example.org gnol\n');
    const ids = { dedupKey: '12:2:worsened:desk@example.org', messageId: '<0123456789abcdef@example.com>' };
    const desk = { name: 'Desk', address: 'desk@example.org' };
    const message = noticeMessage(hostile, mailOf(hostile), desk, ids, 'pactwatch@example.com');
    const head = (await compose(message)).toString('latin1').split('\r\n\r\n', 1)[0]!;
    expect(head).not.toMatch(/^Bcc:/im);
    expect(message.thread.references).toEqual(['<incident-12@example.com>']);
    expect(message.fileName).toMatch(
      /^20261124T061542Z-us-malaysia-2025-source-eia-lng-2-desk-example-org-[0-9a-f]{8}\.eml$/,
    );
  });

  test('stays small with a hundred series and commitments', () => {
    const many = {
      ...refusedLng,
      lacking: Array.from({ length: 100 }, (_, index) => ({
        ...lateLng.lacking[0]!,
        series: `Series ${index} ${'x'.repeat(500)}`,
      })),
      commitments: Array.from({ length: 100 }, (_, index) => ({
        ...lateLng.commitments[0]!,
        title: `${index} ${'x'.repeat(500)}`,
      })),
    };
    const { text, html } = mailOf(many);
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(text).toContain('and 88 more series');
    expect(text).toContain('and 88 more commitments');
  });
});

describe('what is stored with a transition', () => {
  test('is read as what it is, of a commitment or of a source', () => {
    expect(parseNoticeContent(JSON.parse(JSON.stringify(rawOreBan)))).toEqual(parseNoticeContent(rawOreBan));
    expect(parseNoticeContent(rawOreBan)).not.toHaveProperty('about');
    expect(parseNoticeContent(JSON.parse(JSON.stringify(lateLng)))).toEqual(lateLng);
  });

  test('that is neither is refused', () => {
    expect(() => parseNoticeContent({ ...lateLng, source: undefined })).toThrow('source');
    expect(() => parseNoticeContent({ ...rawOreBan, commitment: undefined })).toThrow('commitment');
    expect(() => parseNoticeContent(null)).toThrow();
  });
});
