import { expect, test } from 'vitest';
import { termLines } from '../../../cli/print-terms.ts';

test('a term of a rule is a line that names it', () => {
  expect(termLines({ unit: 'kg', series: ['a', 'b'], de_minimis: { value: '0', unit: 'kg' } })).toEqual([
    { text: 'unit: kg', depth: 0 },
    { text: 'series: a, b', depth: 0 },
    { text: 'de_minimis: {value 0, unit kg}', depth: 0 },
  ]);
});

test('each record of a list is a line of its own below its name', () => {
  const members = [
    { name: 'A', pledges: [{ from: '2026-01', cut: '5' }] },
    {
      name: 'B',
      pledges: [
        { from: '2026-01', cut: '2' },
        { from: '2026-05', cut: '3' },
      ],
    },
  ];
  expect(termLines({ members })).toEqual([
    { text: 'members:', depth: 0 },
    { text: 'name A, pledges {from 2026-01, cut 5}', depth: 1 },
    { text: 'name B, pledges {from 2026-01, cut 2} {from 2026-05, cut 3}', depth: 1 },
  ]);
});

test('an empty list says none', () => {
  expect(termLines({ partners: [] })).toEqual([{ text: 'partners: none', depth: 0 }]);
});
