import { expect, test } from 'vitest';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { onBasisOf } from '../../../services/observations/basis.ts';
import type { ReportedObservation } from '../../../services/sources/connector.ts';

const value = (more: Partial<ReportedObservation> = {}): ReportedObservation => ({
  of: { named: 'imports' },
  period: parsePeriod('2024'),
  unit: 'USD',
  value: '206400000',
  status: 'reported',
  locator: '#/data/0/primaryValue',
  ...more,
});

test('a value on another basis than its series is missing there, and the note says what was stated', () => {
  const stated = value({ basis: 'fob', note: 'valued FOB, not CIF' });
  expect(onBasisOf({ basis: 'cif' }, stated)).toEqual({
    ...stated,
    value: null,
    status: 'missing',
    note: 'valued FOB, not CIF: stated is 206400000 USD by FOB, and the series is by CIF',
  });
  expect(onBasisOf({ basis: 'cif' }, value({ basis: 'fob' })).note).toBe(
    'stated is 206400000 USD by FOB, and the series is by CIF',
  );
});

test('a value on the basis of its series, or where one of the two states none, is taken as it is', () => {
  for (const [basis, stated] of [
    ['cif', value({ basis: 'cif' })],
    ['cif', value()],
    [undefined, value({ basis: 'fob' })],
  ] as const) {
    expect(onBasisOf({ basis }, stated)).toBe(stated);
  }
});

test('what has no value has no basis either', () => {
  const suppressed = value({ value: null, status: 'suppressed', basis: 'fob' });
  expect(onBasisOf({ basis: 'cif' }, suppressed)).toBe(suppressed);
});
