import { describe, expect, it } from 'vitest';
import type { KnownMeasure } from '../../../../services/commitments/rule.ts';
import { found } from '../../../support/prohibited-measure.ts';
import { ban } from '../../../support/registers.ts';

describe('a text that is read in different ways', () => {
  // The dispute of the deal that ships: whether the pledge touches the ban on raw material.
  const interpretations = [
    { id: 'A', held_by: 'the obligor', says: 'Raw goods are not meant', source: 'made up', products: ['284690'] },
    { id: 'B', held_by: 'a critic', says: 'All goods are meant', source: 'made up' },
  ];
  const terms = { products: ['284690', '253090'], interpretations };
  const on = (code: string, more: Partial<KnownMeasure> = {}) =>
    ban(code, { products: [{ code, inForceFrom: null, removed: null }], ...more });

  it('stands as all read it, where they agree', () => {
    expect(found([on('284690')], terms)).toMatchObject({ standing: 'breached', value: { value: '1' } });
    expect(found([on('284690', { isOfficial: false })], terms).standing).toBe('at_risk');
    expect(found([], terms).standing).toBe('unknown');
    expect(found([on('284690', { removed: '2026-10-01' })], terms).standing).toBe('on_track');
  });

  it('is at risk where only some have it broken, and shows each of them', () => {
    const finding = found([on('253090')], terms);
    expect(finding).toMatchObject({ standing: 'at_risk', value: null, evidence: ['official'] });
    expect(finding.reason).toMatch(
      /^The promise is read in different ways: by the reading of the obligor there is none that is known; by the reading of a critic there is a measure in force that it rules out\. 1 measure is in force/,
    );
    expect(finding.remarks.slice(0, 2)).toEqual([
      'As the obligor reads it (A), there is none that is known. Raw goods are not meant. Source: made up.',
      'As a critic reads it (B), there is a measure in force that it rules out. All goods are meant. Source: made up.',
    ]);
    expect(finding.steps.map(({ what }) => what)).toEqual([
      'measures in force, as read by the obligor',
      'gta 253090, as read by a critic',
      'measures in force, as read by a critic',
    ]);
  });

  it('is at risk, the milder of two drifts, where one has it broken and one in doubt', () => {
    expect(found([on('253090'), on('284690', { isOfficial: null })], terms).standing).toBe('at_risk');
  });

  it('may leave a measure aside in one reading alone', () => {
    const aside = [{ register: 'gta', measure: '284690', reason: 'It is the ban on ore', source: 'made up' }];
    const [a, b] = interpretations;
    const finding = found([on('284690')], { ...terms, interpretations: [{ ...a, exceptions: aside }, b] });
    expect(finding.standing).toBe('at_risk');
    expect(finding.reason).toContain('by the reading of the obligor there is none in force any more');
  });

  it('is not back because one reading never had the measure that is no longer listed', () => {
    const unlisted = on('253090', { listing: 'unlisted' });
    expect(found([unlisted, on('284690', { removed: '2026-10-01' })], terms).standing).toBe('unknown');
  });
});
