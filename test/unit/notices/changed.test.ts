import { describe, expect, test } from 'vitest';
import { NoticeContent, type NoticeChange } from '../../../services/notices/content.ts';
import { mailOf } from '../../support/notice-mail.ts';
import { rawOreBan } from '../../support/notice-content.ts';
import { seenIn } from '../../support/seen-html.ts';

// UN Comtrade corrected the net weight of 2024 on 2025-07-04; the value before is made up.
const weight: NoticeChange = {
  series: "China's imports of HS 2846 from Malaysia, net weight",
  period: '2024',
  reportedBy: 'UN Comtrade',
  unit: 'kg',
  before: {
    value: '16344000',
    status: 'reported',
    publishedAt: '2025-06-14T00:00:00Z',
    superseded: null,
    note: null,
    document: 'a'.repeat(64),
  },
  after: {
    value: '16344687',
    status: 'reported',
    publishedAt: '2025-07-04T18:20:18Z',
    superseded: null,
    note: null,
    document: 'b'.repeat(64),
  },
  change: { absolute: '+687', percent: '+0.004203377386' },
};
const withdrawn: NoticeChange = {
  ...weight,
  period: '2023',
  after: {
    ...weight.after,
    value: null,
    status: 'missing',
    publishedAt: null,
    note: "no longer in the publisher's answer",
  },
  change: null,
};
const mail = (...changed: NoticeChange[]) => mailOf(NoticeContent.parse({ ...rawOreBan, changed }));

describe('the section that says what changed', () => {
  test('has each revised figure from what to what, by whom, and the documents of both, in text and HTML', () => {
    const { text, html } = mail(weight);
    for (const said of [
      "China's imports of HS 2846 from Malaysia, net weight, 2024, by UN Comtrade",
      '16,344,687 kg, was 16,344,000 kg (+687 kg, +0.004%)',
      'published 4 July 2025, 18:20 UTC, before that 14 June 2025',
      'a'.repeat(64),
      'b'.repeat(64),
    ]) {
      expect(text).toContain(said);
      expect(seenIn(html)).toContain(said);
    }
    expect(text.toLowerCase()).toContain('what was revised');
  });

  test('says of a withdrawn figure that it is missing, and why', () => {
    expect(mail(withdrawn).text).toContain(
      "missing, was 16,344,000 kg; release date not stated, before that 14 June 2025. no longer in the publisher's answer",
    );
  });

  test('is not there when nothing was revised, nor in a mail that was stored before there was one', () => {
    expect(mailOf(rawOreBan).text.toLowerCase()).not.toContain('what was revised');
    expect(NoticeContent.parse(rawOreBan).changed).toBeUndefined();
  });

  test('names no more figures than fit, and says how many there are besides', () => {
    const years = Array.from({ length: 15 }, (_, index) => ({ ...weight, period: String(2010 + index) }));
    const { text } = mail(...years);
    expect(text).toContain('9 more revised figures, printed by npx pactwatch explain raw-ore-ban');
    expect(text.split('sha256 before').length - 1).toBe(6);
  });
});
