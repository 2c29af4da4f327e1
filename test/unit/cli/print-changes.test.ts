import { expect, test } from 'vitest';
import { printChanges } from '../../../cli/print-changes.ts';

const FILE = { source: 'ledger', target: 'figures/ledger.csv', rows: 3 };

test('each change of a figure is a line, with what it was and what it becomes', () => {
  const figure = (id: string, value: string, status: string, superseded = '') => ({
    id,
    says: { value, status, superseded },
  });
  const printed = printChanges(FILE, {
    added: [figure('tin of 2026-01 by Mine', '1.5 t', 'reported'), figure('tin of 2026-02 by Mine', '', 'missing')],
    revised: [
      {
        id: 'tin of 2026-03 by Mine',
        fields: [
          { name: 'value', from: '2 t', to: '3 t' },
          { name: 'superseded', from: '', to: 'misprint' },
        ],
      },
    ],
    withdrawn: [figure('tin of 2026-04 by Mine', '4 t', 'estimated', 'a\nb')],
    unchanged: 7,
  });
  expect(printed.split('\n')).toEqual([
    'ledger: 3 rows for figures/ledger.csv',
    '  new        tin of 2026-01 by Mine: 1.5 t',
    '  new        tin of 2026-02 by Mine: missing',
    '  revised    tin of 2026-03 by Mine: value 2 t → 3 t; superseded (none) → misprint',
    '  withdrawn  tin of 2026-04 by Mine: 4 t, estimated, superseded: a b',
    '2 new, 1 revised, 1 withdrawn, 7 unchanged.',
    '',
  ]);
});

test('a measure is told by its title, kind and dates', () => {
  const says = { title: 'The tin order', kind: 'legal_event', announced: '2026-01-10', in_force_from: '', removed: '' };
  const printed = printChanges(
    { ...FILE, rows: 1 },
    { added: [{ id: 'tin-order', says }], revised: [], withdrawn: [], unchanged: 0 },
  );
  expect(printed).toContain(
    'ledger: 1 row for figures/ledger.csv\n  new        tin-order: The tin order, legal_event, announced 2026-01-10\n',
  );
});
