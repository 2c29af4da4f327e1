import { expect, test } from 'vitest';
import { formatsFor } from '../../../services/notices/letter/formats.ts';
import { toldWhole } from '../../support/mail-contents.ts';
import { desk, mailOf } from '../../support/notice-mail.ts';
import { unsaidInHtml } from '../../support/seen-html.ts';

const formats = (language: string, timeZone = 'UTC') => formatsFor({ language, timeZone });

test.each(['0', '999', '-16344687', '19084528.174', '0.000123456789', '123456789012345678901234567890.123456789'])(
  'no digit of a number is added, dropped or rounded, whatever the language: %s',
  (value) => {
    const digits = (text: string) => text.replace(/\D/g, '');
    for (const language of ['en', 'de', 'fr', 'ms', 'ar', 'zh', 'hi']) {
      expect(digits(formats(language).decimal(value))).toBe(digits(value));
    }
  },
);

test('an instant is told in the reader’s zone and in UTC, to the minute, with the other day where it is another', () => {
  const at = '2026-11-24T22:15:59Z';
  expect(formats('en').instant(at)).toBe('24 November 2026, 22:15 UTC');
  expect(formats('en', 'Europe/Berlin').instant(at)).toBe('24 November 2026, 23:15 CET (22:15 UTC)');
  expect(formats('en', 'Asia/Kuala_Lumpur').instant(at)).toBe(
    '25 November 2026, 06:15 GMT+8 (24 November 2026, 22:15 UTC)',
  );
  expect(formats('en-US', 'America/New_York').instant(at)).toBe('November 24, 2026, 5:15 PM EST (10:15 PM UTC)');
});

test('a day of a release is that day everywhere: midnight in UTC is no time of day', () => {
  expect(formats('en', 'America/New_York').dayOrInstant('2026-11-24T00:00:00Z')).toBe('24 November 2026');
  expect(formats('en', 'America/New_York').dayOf('2026-11-24T00:00:00Z')).toBe('24 November 2026');
  expect(formats('en', 'America/New_York').dayOf('2026-11-24T03:00:00Z')).toBe('23 November 2026');
});

test('periods are named as a reader names them', () => {
  const { period } = formats('en');
  expect(['2026', '2026-Q2', '2026-07', '2025/2026'].map(period)).toEqual([
    '2026',
    'Q2 2026',
    'July 2026',
    '2025 to 2026',
  ]);
  expect(formats('de').period('2026-10')).toBe('Oktober 2026');
});

test('a reader of German in Kuala Lumpur gets their numbers and days, and is told that sentences have English ones', () => {
  const mail = mailOf(toldWhole, {}, { ...desk, language: 'de', timeZone: 'Asia/Kuala_Lumpur' });
  expect(mail.text).toContain('Reported in 2024: 16.344.687 kg');
  expect(mail.text).toContain('Standing since: 24. November 2026, 14:15 GMT+8 (06:15 UTC)');
  expect(mail.text).toContain('by 31. März 2027');
  expect(mail.text).toContain('16,34 Millionen kg reported');
  expect(mail.text.trim().split('\n').at(-1)).toMatch(/^Numbers and dates in tables are written as in German\./);
  expect(unsaidInHtml(mail)).toEqual([]);
  expect(mail.html).toContain('<html lang="en">');
});

test('a reader of English is told nothing about languages', () => {
  for (const language of ['en', 'en-US', 'en-GB']) {
    expect(mailOf(toldWhole, {}, { ...desk, language }).text).not.toContain('Numbers and dates');
  }
});

test('the subject does not depend on who reads it', () => {
  const german = mailOf(toldWhole, {}, { ...desk, language: 'de' });
  expect(german.subject).toBe(mailOf(toldWhole).subject);
});
