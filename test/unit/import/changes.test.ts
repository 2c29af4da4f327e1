import { expect, test } from 'vitest';
import { changesBetween } from '../../../services/import/changes.ts';

const figure = (id: string, value: string, status = 'reported') => ({ id, says: { value, status } });

test('what was not known is new, what is not stated any more is withdrawn, and the rest is told apart field by field', () => {
  const known = [figure('a', '1 t'), figure('b', '2 t'), figure('c', '3 t')];
  const incoming = [figure('d', '4 t'), figure('b', '', 'missing'), figure('a', '1 t')];
  expect(changesBetween(known, incoming)).toEqual({
    added: [figure('d', '4 t')],
    revised: [
      {
        id: 'b',
        fields: [
          { name: 'value', from: '2 t', to: '' },
          { name: 'status', from: 'reported', to: 'missing' },
        ],
      },
    ],
    withdrawn: [figure('c', '3 t')],
    unchanged: 1,
  });
});
