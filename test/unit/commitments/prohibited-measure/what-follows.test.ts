import { describe, expect, it } from 'vitest';
import { boundRule, ruleTerms } from '../../../../services/commitments/registry.ts';
import { found, given, rule, standingOf } from '../../../support/prohibited-measure.ts';
import { ban, listed, register } from '../../../support/registers.ts';

describe('a measure of before the promise', () => {
  it('that had ended by then is none of it', () => {
    const old = { inForceFrom: '2020-01-01', removed: '2025-10-26' };
    expect(standingOf(old, { since: '2025-10-26' })).toBe('unknown');
    expect(standingOf(old, { since: '2025-10-25' })).toBe('on_track');
    expect(standingOf(old)).toBe('on_track');
  });

  it('that still restricts is one, and the reader is told how old it is', () => {
    const finding = found([ban('a', { inForceFrom: '2024-01-01' })], { since: '2025-10-26' });
    expect(finding.standing).toBe('breached');
    expect(finding.remarks).toContain(
      'Ban a (export ban, listed by Register) was in force before the promise held, on 26 October 2025, and still restricts.',
    );
  });
});

describe('the way back', () => {
  it('is the day on which the measure ends; the register proves no more than that', () => {
    const finding = found([ban('a', { removed: '2026-11-24' })]);
    expect(finding).toMatchObject({ standing: 'on_track', value: null, wayBack: null });
    expect(finding.reason).toContain('ended on 24 November 2026');
    expect(finding.reason).toContain('That no other is listed does not say that there is none.');
    expect(standingOf({ removed: '2026-11-25' })).toBe('breached');
  });

  it('is none where the register lists it no more: that does not say that it was lifted', () => {
    const finding = found([ban('a', { listing: 'unlisted' })]);
    expect(finding.standing).toBe('unknown');
    expect(finding.reason).toContain('as its register lists it no more');
    expect(standingOf({ listing: 'unlisted', removed: '2026-10-01' })).toBe('on_track');
  });

  it('is a correction of the register, which was wrong about it', () => {
    const corrected = listed(ban('a'), ban('a', { vintage: 'a2', effect: 'liberalising' }));
    expect(found([corrected])).toMatchObject({ standing: 'on_track', measures: ['a2'] });
    expect(found([ban('a', { effect: 'liberalising' })]).standing).toBe('unknown');
  });

  it('is an exception that the owner of the deal makes of this very measure, with the reason', () => {
    const exceptions = [{ register: 'gta', measure: 'a', reason: 'It is on ore alone', source: 'made up' }];
    const finding = found([ban('a')], { exceptions });
    expect(finding.standing).toBe('on_track');
    expect(finding.remarks).toContain(
      'Ban a (export ban, listed by Register) is none of those ruled out, as the deal file has it: It is on ore alone.',
    );
    expect(found([ban('a'), ban('b')], { exceptions })).toMatchObject({ standing: 'breached', value: { value: '1' } });
  });
});

describe('a register that lists no such measure', () => {
  it('leaves the promise unknown, and the reason says what was read and when', () => {
    const finding = given([register([]), register([], { id: 'wto', title: 'The other', readAt: null })], {
      registers: ['gta', 'wto'],
    });
    expect(finding).toMatchObject({ standing: 'unknown', value: null, period: null, evidence: [] });
    expect(finding.reason).toBe(
      'No such measure is listed by The register (last read in November 2026). That none is listed does not say that there is none. Never read: The other.',
    );
  });

  it('and was never read leaves nothing to say at all', () => {
    expect(given([register([], { readAt: null })]).reason).toBe(
      'No register was read, so nothing is known of such measures: The register.',
    );
  });

  it('does not hide a measure that another one lists', () => {
    const both = [register([], { readAt: null }), register([ban('b', { source: 'wto' })], { id: 'wto' })];
    const finding = given(both, { registers: ['gta', 'wto'] });
    expect(finding.standing).toBe('breached');
    expect(finding.remarks).toContain('The register was never read.');
  });
});

describe('terms', () => {
  const schema = ruleTerms['prohibited-measure']!;
  const { kind: _kind, ...good } = rule();
  const problems = (more: Record<string, unknown>) =>
    schema.safeParse({ ...good, ...more }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const reading = (more: Record<string, unknown>) => [
    { id: 'A', held_by: 'one', says: 'Less', source: 'made up', ...more },
    { id: 'B', held_by: 'another', says: 'All', source: 'made up' },
  ];

  it('are refused where a reading goes beyond them, or an exception names no register of theirs', () => {
    expect(problems({})).toBeUndefined();
    expect(problems({ interpretations: reading({ products: ['284690'] }) })).toBeUndefined();
    expect(problems({ interpretations: reading({ products: ['28'] }) })).toEqual([
      'interpretations.0.products: goes beyond the terms: a reading may only narrow them',
    ]);
    expect(problems({ interpretations: reading({ kinds: ['export_tax'] }) })?.[0]).toContain('.kinds');
    expect(problems({ interpretations: reading({ against: 'all' }) })?.[0]).toContain('.against');
    expect(problems({ interpretations: reading({ id: 'B' }) })?.[0]).toContain('interpretations.1.id');
    const exceptions = [{ register: 'wto', measure: 'a', reason: 'x', source: 'y' }];
    expect(problems({ exceptions })).toEqual(['exceptions.0.register: is none of registers']);
    expect(problems({ interpretations: reading({ exceptions }) })?.[0]).toContain('interpretations.0.exceptions.0');
  });

  it('are refused where a code is none', () => {
    expect(problems({ products: ['284'] })?.[0]).toContain('HS code');
    expect(problems({ against: ['US'] })).toHaveLength(1);
    expect(problems({ since: '2025-10' })?.[0]).toContain('write a day');
    expect(problems({ registers: ['gta', 'gta'] })?.[0]).toContain('twice');
  });

  it('name the registers that the rule reads, and no other can be read', () => {
    expect(boundRule({ rule: rule() }).registers).toEqual(['gta']);
    expect(() => given([])).toThrow(/register "gta" without naming it/);
  });
});
