import { expect, test } from 'vitest';
import type { Quality } from '../../../services/commitments/quality.ts';
import { qualityBrief, qualityLines } from '../../../services/notices/quality-text.ts';

const AT = '2026-11-24T09:00:00Z';
const GOOD: Quality = {
  newest: { period: '2026-07', publishedAt: '2026-09-30T00:00:00Z', knownFrom: '2026-10-01T06:00:00Z' },
  figures: 7,
  provisional: 0,
  estimated: 0,
  notFinal: '0',
  conversions: [],
  weakest: 'reported',
  sides: null,
  gaps: [],
};
const text = (quality: Quality, at = AT) => qualityLines(quality, at).map((line) => `${line.label}: ${line.text}`);

test('figures are as old as the day on which one looks, and no line says more than that where all is well', () => {
  expect(qualityBrief(GOOD, AT)).toBe('Figures to 2026-07, published 55 days ago');
  expect(qualityBrief(GOOD, '2026-10-01T23:59:59Z')).toBe('Figures to 2026-07, published yesterday');
  expect(qualityBrief(GOOD, '2026-09-30T08:00:00Z')).toBe('Figures to 2026-07, published today');
  expect(text(GOOD)).toEqual([
    'Newest figure: 2026-07, published 30 September 2026, 55 days ago',
    'Figures it rests on: 7, all final',
  ]);
});

test('without a release date they are as old as pactwatch knows them, and that is said', () => {
  const undated = { ...GOOD, newest: { ...GOOD.newest!, period: '2026-01/2026-04', publishedAt: null } };
  expect(qualityBrief(undated, AT)).toBe('Figures to 2026-04, release date not stated, first seen 54 days ago');
  expect(text(undated)[0]).toBe(
    'Newest figure: 2026-01 to 2026-04, release date not stated, first seen 1 October 2026, 06:00 UTC, 54 days ago',
  );
});

test('figures that may still change are told with their part of the sum, where they make one', () => {
  const open = { ...GOOD, provisional: 1, estimated: 2, notFinal: '0.2351' };
  expect(qualityBrief(open, AT)).toBe(
    'Figures to 2026-07, published 55 days ago; 1 provisional and 2 estimated of 7, 24% of their sum',
  );
  expect(text({ ...open, provisional: 0, notFinal: null })[1]).toBe('Figures it rests on: 2 estimated of 7');
});

test('conversions are named; the scorecard names only what is unconfirmed', () => {
  const conversions = [
    { conversion: 'kg-to-t/1', standing: 'exact' as const },
    { conversion: 'mmcf-to-t/2', standing: 'unconfirmed' as const },
  ];
  expect(text({ ...GOOD, conversions }).at(-1)).toBe('Converted by: kg-to-t/1 (exact) and mmcf-to-t/2 (unconfirmed)');
  expect(qualityBrief({ ...GOOD, conversions }, AT)).toContain('; converted by mmcf-to-t/2, which is unconfirmed');
});

test('gaps are told by their periods, the first twelve of them', () => {
  const periods = Array.from({ length: 14 }, (_, index) => `20${10 + index}`);
  const gaps = [{ series: 'Flow', periods }];
  expect(text({ ...GOOD, gaps }).at(-1)).toMatch(/^Gaps: Flow: no figure for 2010, 2011, .*, 2021 and 2 more$/);
  expect(qualityBrief({ ...GOOD, gaps: [{ series: 'Flow', periods: ['2026-03'] }] }, AT)).toContain(
    '; no figure for 2026-03',
  );
});

test('what rests on no figure has no age', () => {
  const none = { ...GOOD, newest: null, figures: 0, notFinal: null, weakest: null };
  expect(qualityBrief(none, AT)).toBeNull();
  expect(text(none)).toEqual([]);
});
