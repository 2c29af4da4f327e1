import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import type { Standing } from '../../../config/vocabulary/standing.ts';
import { headroomParts, nextWorse } from '../../../services/commitments/headroom.ts';
import { commitment, judged, report, series } from '../../support/evidence.ts';

// All figures are made up.
const left = (to: Standing, value: string) => ({ to, quantity: { value, unit: 't' } });

describe('headroom', () => {
  const parts = (found: Standing, rooms: readonly (readonly [Standing, string])[]) =>
    headroomParts(
      found,
      rooms.map(([to, room]) => ({ to, room: new Decimal(room), arithmetic: 'a - b' })),
      't',
    );

  it('is kept for each standing that is worse than the one found, with its arithmetic', () => {
    const { headroom, steps } = parts('on_track', [
      ['on_track', '-3'],
      ['at_risk', '2'],
      ['off_track', '5'],
    ]);
    expect(headroom).toEqual([left('at_risk', '2'), left('off_track', '5')]);
    expect(steps[0]).toEqual({ what: 'headroom to at risk', arithmetic: 'a - b', result: '2 t' });
  });

  it('leaves out a standing that a worse one overtakes, and is never below 0', () => {
    expect(
      parts('on_track', [
        ['at_risk', '5'],
        ['off_track', '5'],
      ]).headroom,
    ).toEqual([left('off_track', '5')]);
    expect(parts('on_track', [['at_risk', '-1e-50']]).headroom).toEqual([left('at_risk', '0')]);
  });

  it('is to the next standing that is worse than both what is found and what stands', () => {
    const all = [left('at_risk', '2'), left('off_track', '5')];
    const same = (standing: Standing) => standing;
    expect(nextWorse(all, ['on_track'], same)).toEqual(left('at_risk', '2'));
    expect(nextWorse(all, ['on_track', 'at_risk'], same)).toEqual(left('off_track', '5'));
    expect(nextWorse(all, ['off_track'], same)).toBeNull();
    expect(nextWorse(all, ['unknown', 'at_risk'], same)).toBeNull();
  });
});

describe('headroom of a judgement', () => {
  const promise = commitment({
    rule: { kind: 'prohibited-flow', series: ['imports'], de_minimis: { value: '5', unit: 't' } },
  });
  const at = (evidence: ('official' | 'proxy')[], more: Partial<Parameters<typeof judged>[0]> = {}) =>
    judged({
      commitment: promise,
      series: { imports: series('Imports', { frequency: 'year', evidence }) },
      reports: [report('imports', '2024', '2')],
      ...more,
    }).headroom;

  it('is to where the gates of evidence and law would let the standing go', () => {
    expect(at(['official'])).toEqual(left('breached', '3'));
    expect(at(['proxy'])).toEqual(left('at_risk', '3'));
    const political = { ...promise, class: 'joint_statement' as const };
    expect(at(['official'], { commitment: political })).toEqual(left('off_track', '3'));
  });

  it('is none where nothing is judged', () => {
    expect(at(['official'], { reports: [report('imports', '2024', null)] })).toBeNull();
  });
});
