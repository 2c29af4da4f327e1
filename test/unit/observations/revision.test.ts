import { describe, expect, test } from 'vitest';
import { changeOf, revisedFigures, type StoredVintage } from '../../../services/observations/revision.ts';
import { percentText, publicationsText, revisionText } from '../../../services/notices/revision-text.ts';

const stored = (vintage: string, value: string | null, more: Partial<StoredVintage> = {}): StoredVintage => ({
  vintage,
  series: 'tin',
  period: '2024',
  reportedBy: 'Ledger',
  unit: 'kg',
  value,
  status: value === null ? 'missing' : 'reported',
  publishedAt: null,
  superseded: null,
  note: null,
  document: 'd'.repeat(64),
  locator: '#/data/0/netWgt',
  ...more,
});

describe('by how much a value changed', () => {
  test.each([
    ['16344000', '16344687', '+687', '+0.004203377386'],
    ['16344687', '16344000', '-687', '-0.00420320071'],
    ['0.3', '0.1', '-0.2', '-66.666666666667'],
    ['-100', '-150', '-50', '-50'],
    ['-100', '50', '+150', '+150'],
    ['5', '5.00', '0', '0'],
  ])('from %s to %s: %s, %s%%', (before, after, absolute, percent) => {
    expect(changeOf(before, after)).toEqual({ absolute, percent });
  });

  test('of zero there is no per cent', () => {
    expect(changeOf('0', '7166')).toEqual({ absolute: '+7166', percent: null });
  });

  test('a value that came or went did not change by any amount: missing is not zero', () => {
    expect(changeOf('7166', null)).toBeNull();
    expect(changeOf(null, '0')).toBeNull();
  });

  test('every digit counts', () => {
    expect(changeOf('9007199254740993.1', '9007199254740993.3')!.absolute).toBe('+0.2');
  });
});

describe('which figures were revised', () => {
  test('those that stand on another vintage; not what is new, unchanged or looked at no longer', () => {
    const revised = revisedFigures(
      [stored('1', '5'), stored('2', '6', { period: '2023' }), stored('3', '7', { period: '2022' })],
      [stored('2', '6', { period: '2023' }), stored('4', '8'), stored('5', '9', { period: '2025' })],
    );
    expect(revised).toMatchObject([
      { series: 'tin', period: '2024', before: { vintage: '1', value: '5' }, after: { vintage: '4', value: '8' } },
    ]);
  });

  test('reports of two reporters are two figures', () => {
    const other = { reportedBy: 'Port' };
    expect(revisedFigures([stored('1', '5')], [stored('2', '5', other)])).toEqual([]);
    expect(revisedFigures([stored('1', '5', other)], [stored('2', '6', other)])).toHaveLength(1);
  });
});

describe('a revision in words', () => {
  const words = (before: StoredVintage, after: StoredVintage) => revisionText(revisedFigures([before], [after])[0]!);

  test('has the new value, the old one, and the difference with its sign', () => {
    expect(words(stored('1', '16344000'), stored('2', '16344687'))).toBe(
      '16,344,687 kg, was 16,344,000 kg (+687 kg, +0.004%)',
    );
    expect(words(stored('1', '1000'), stored('2', '900.5'))).toBe('900.5 kg, was 1,000 kg (-99.5 kg, -9.95%)');
    expect(words(stored('1', '0'), stored('2', '7166'))).toBe('7,166 kg, was 0 kg (+7,166 kg)');
  });

  test('says missing where there is no value any more', () => {
    expect(words(stored('1', '5'), stored('2', null))).toBe('missing, was 5 kg');
    expect(words(stored('1', null), stored('2', '5'))).toBe('5 kg, was missing');
  });

  test('says what else changed where the value did not', () => {
    expect(words(stored('1', '5', { status: 'estimated' }), stored('2', '5'))).toBe(
      '5 kg reported, was 5 kg estimated',
    );
    expect(words(stored('1', '5'), stored('2', '5', { superseded: 'a misprint' }))).toBe(
      '5 kg reported, stepping back (a misprint), was 5 kg reported',
    );
  });

  test('a per cent has three decimals, half up, and never pretends to be none', () => {
    expect(percentText('+0.0005')).toBe('+0.001%');
    expect(percentText('-0.00049')).toBe('-less than 0.001%');
    expect(percentText('+1234.5678')).toBe('+1,234.568%');
    expect(percentText('0')).toBe('+0%');
  });

  test('tells from which publication to which, as far as the publisher says', () => {
    const at = (publishedAt: string | null) => ({ publishedAt });
    expect(publicationsText({ before: at('2025-06-14T00:00:00Z'), after: at('2025-07-04T18:20:18Z') })).toBe(
      'published 4 July 2025, 18:20 UTC, before that 14 June 2025',
    );
    expect(publicationsText({ before: at(null), after: at(null) })).toBe('release dates not stated');
  });
});
