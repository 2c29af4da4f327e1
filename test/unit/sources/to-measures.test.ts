import { describe, expect, test } from 'vitest';
import type { ReportedMeasure } from '../../../services/sources/connector.ts';
import { SourceError } from '../../../services/sources/errors.ts';
import { toMeasures } from '../../../services/sources/pull/to-measures.ts';
import type { ReadReport } from '../../../services/sources/pull/read-reports.ts';
import { askOf, connectorOf } from '../../support/ask.ts';
import { answer, sha256Of } from '../../support/pulls.ts';

const ASK = askOf(connectorOf());

/** All made up. */
const ban = (more: Partial<ReportedMeasure> = {}): ReportedMeasure => ({
  key: 'ban/1',
  title: 'A ban',
  kind: 'export_ban',
  implementer: 'MYS',
  isOfficial: true,
  announced: '2026-01-01',
  inForceFrom: '2026-02-01',
  removed: null,
  products: [product('284690')],
  affected: ['USA'],
  page: null,
  locator: '#/0/id',
  ...more,
});
const product = (code: string, inForceFrom: string | null = null) => ({ code, inForceFrom, removed: null });

const report = (text: string, measures?: readonly ReportedMeasure[]): ReadReport => ({
  answer: answer(text),
  report: { observations: [], publications: [], ...(measures === undefined ? {} : { measures }) },
});

test('a source that lists no measures is no register; one that lists none is', () => {
  expect(toMeasures(ASK, [report('a')], true)).toBeUndefined();
  expect(toMeasures(ASK, [report('a', [])], true)).toEqual({ measures: [], whole: sha256Of('a') });
});

test('a list of which a part held nothing is not taken for whole', () => {
  expect(toMeasures(ASK, [report('a', [ban()])], false)?.whole).toBeNull();
});

test('each measure has its document, its reporter and its own order of products and partners', () => {
  const measure = ban({ products: [product('850511'), product('284690')], affected: ['USA', 'CHN', 'USA'] });
  expect(toMeasures(ASK, [report('a', [measure])], true)!.measures).toMatchObject([
    {
      sha256: sha256Of('a'),
      locator: '#/0/id',
      reportedBy: 'Made-up Statistics',
      kindInRegister: null,
      effect: null,
      note: null,
      publishedAt: null,
      products: [product('284690'), product('850511')],
      affected: ['CHN', 'USA'],
    },
  ]);
});

describe('a measure that several answers list', () => {
  test('is one, with the products of all of them', () => {
    const lists = [report('a', [ban()]), report('b', [ban({ products: [product('850511')], locator: '#/4/id' })])];
    expect(toMeasures(ASK, lists, true)!.measures).toMatchObject([
      { sha256: sha256Of('a'), locator: '#/0/id', products: [product('284690'), product('850511')] },
    ]);
  });

  test('is one if it is the same: the pages moved', () => {
    const listing = toMeasures(ASK, [report('a', [ban()]), report('b', [ban()])], true)!;
    expect(listing.measures).toHaveLength(1);
    expect(listing.measures[0]!.products).toEqual([product('284690')]);
  });

  test('in two forms is refused: nobody knows which one is meant', () => {
    const lists = [report('a', [ban()]), report('b', [ban({ removed: '2026-05-01', locator: '#/4/id' })])];
    expect(() => toMeasures(ASK, lists, true)).toThrow('ban/1 is listed in two forms: at #/0/id and at #/4/id');
  });
});

test('a product that came under a measure by stages keeps each of them', () => {
  const stages = [product('284690', '2026-06-01'), product('284690', '2026-02-01'), product('284690', '2026-02-01')];
  expect(toMeasures(ASK, [report('a', [ban({ products: stages })])], true)!.measures[0]!.products).toEqual([
    product('284690', '2026-02-01'),
    product('284690', '2026-06-01'),
  ]);
});

test.each([['\0'], ['\ud800']])('a text that cannot be stored is refused with its place', (character) => {
  const call = () => toMeasures(ASK, [report('a', [ban({ title: `A ${character} ban` })])], true);
  expect(call).toThrow(SourceError);
  expect(call).toThrow(/^#\/0\/id: a text of the measure/);
});
