import { expect, test } from 'vitest';
import { seedOf } from '../../../services/commitments/seed.ts';

const rule = { kind: 'target-by-date', low: '5', baseline: { period: '2025', value: '1' } };

test('draws begin from the commitment and its rule, in whatever order its terms are written', () => {
  const seed = seedOf('promise', rule);
  expect(seed).toMatch(/^promise\/target-by-date\/[0-9a-f]{16}$/);
  expect(seedOf('promise', { baseline: { value: '1', period: '2025' }, low: '5', kind: 'target-by-date' })).toBe(seed);
  expect(seedOf('other', rule)).not.toBe(seed);
  expect(seedOf('promise', { ...rule, low: '6' })).not.toBe(seed);
});
