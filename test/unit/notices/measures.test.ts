import { expect, test } from 'vitest';
import { NoticeContent, type NoticeMeasure } from '../../../services/notices/content.ts';
import { mailOf } from '../../support/notice-mail.ts';
import { rawOreBan } from '../../support/notice-content.ts';
import { seenIn } from '../../support/seen-html.ts';

/** Made up. */
const ban: NoticeMeasure = {
  title: 'Ban on raw rare earths',
  facts: 'export ban of MYS; in force since 1 February 2026; restricts; HS 284690; for USA; official source',
  register: 'The register',
  key: 'intervention/9',
  reportedBy: 'Global Trade Alert',
  page: 'https://register.example/9',
  publishedAt: '2026-02-02T00:00:00Z',
  retrievedAt: '2026-11-24T04:41:00Z',
  document: 'c'.repeat(64),
  locator: '#/0/intervention_id',
  url: 'https://register.example/api',
  citation: null,
  note: null,
};
const mail = (measures: readonly NoticeMeasure[], figures = rawOreBan.figures) =>
  mailOf(NoticeContent.parse({ ...rawOreBan, figures, measures }));

test('a measure is told with its dates, its register, and where it was read, in text and HTML', () => {
  const { text, html } = mail([ban]);
  for (const said of [
    'Ban on raw rare earths',
    ban.facts,
    'The register, intervention/9, by Global Trade Alert, published 2 February 2026, retrieved 24 November 2026, 04:41 UTC',
    'c'.repeat(64),
    '#/0/intervention_id',
    'https://register.example/9',
  ]) {
    expect(text).toContain(said);
    expect(seenIn(html)).toContain(said);
  }
});

test('where a standing rests on measures alone, no figures are said to be used; where it rests on both, both are', () => {
  expect(mail([ban], []).text).not.toContain('FIGURES USED');
  expect(mail([ban]).text).toContain('FIGURES USED');
  expect(mail([], []).text).toContain('FIGURES USED\nnone');
});

test('of many measures the first are told, and how to see the rest', () => {
  const many = Array.from({ length: 8 }, (_, index) => ({ ...ban, key: `intervention/${index}` }));
  const { text } = mail(many);
  expect(text.match(/intervention\/\d/g)).toHaveLength(6);
  expect(text).toContain('2 more measures were weighed, printed by npx pactwatch explain raw-ore-ban');
});

test('the words of a register start no line of their own', () => {
  const { text } = mail([{ ...ban, title: 'Ban\r\nBcc: someone', facts: 'export\u202Eban' }]);
  expect(text).toContain('Ban Bcc: someone: exportban');
});
