import { describe, expect, it } from 'vitest';
import { found, given, standingOf } from '../../../support/prohibited-measure.ts';
import { ban, register } from '../../../support/registers.ts';

describe('a measure that a promise rules out', () => {
  it('is a breach before the gates where an official source has it in force, and tells what, since when and on what', () => {
    const finding = found([ban('a')]);
    expect(finding).toMatchObject({
      standing: 'breached',
      value: { value: '1', unit: 'in force' },
      target: { value: '0', unit: 'in force' },
      margin: { value: '-1', unit: 'in force' },
      period: '2026-11',
      evidence: ['official'],
      measures: ['a'],
      reason:
        '1 measure is in force that the promise rules out: Ban a (export ban, listed by Register), since 1 February 2026.',
    });
    expect(finding.wayBack).toMatch(
      /^The end of Ban a \(export ban, listed by Register\), as the register states it, or an exception/,
    );
    expect(finding.steps).toEqual([
      {
        what: 'gta a',
        arithmetic: 'Ban a; export ban; HS 284690 for USA; since 1 February 2026',
        result: 'in force, and ruled out',
      },
      { what: 'measures in force', arithmetic: '1 > 0', result: 'there is a measure in force that it rules out' },
    ]);
  });

  it.each([
    ['no source of it is known to be official', { isOfficial: null }],
    ['its source is not official', { isOfficial: false }],
    ['it only probably restricts trade', { effect: 'probably_restricting' }],
    ['what it does to trade is not stated', { effect: null }],
    ['it names no goods', { products: [] }],
    ['it names no partner', { affected: [] }],
  ] as const)('is no more than a risk where %s', (doubt, more) => {
    const finding = found([ban('a', more)]);
    expect(finding.standing).toBe('at_risk');
    expect(finding.remarks).toContain(`Ban a (export ban, listed by Register): ${doubt}.`);
  });

  it('rests on those that are sure, where others are in doubt', () => {
    const finding = found([ban('a'), ban('b', { isOfficial: false })]);
    expect(finding).toMatchObject({ standing: 'breached', evidence: ['official'], value: { value: '2' } });
    expect(found([ban('b', { isOfficial: false })]).evidence).toEqual(['reported']);
  });

  it('against whomever it is: one for all partners touches each of them, one for others does not', () => {
    expect(standingOf({ affected: 'all' })).toBe('breached');
    expect(standingOf({ affected: ['CHN', 'USA'] })).toBe('breached');
    expect(standingOf({ affected: ['CHN'] })).toBe('unknown');
    expect(standingOf({ affected: ['CHN'] }, { against: 'all' })).toBe('breached');
    expect(standingOf({ affected: [] }, { against: 'all' })).toBe('breached');
  });

  it('on goods of the promise: a chapter touches its headings, and a line its heading', () => {
    const on = (...codes: readonly string[]) =>
      standingOf({ products: codes.map((code) => ({ code, inForceFrom: null, removed: null })) });
    expect([on('28'), on('2846'), on('2846909910'), on('8505')]).toEqual(Array(4).fill('breached'));
    expect([on('2845'), on('850519'), on('72')]).toEqual(Array(3).fill('unknown'));
    expect(on('72', '2846')).toBe('breached');
  });

  it('is of the implementer and of a kind that the promise names', () => {
    expect(standingOf({ implementer: 'THA' })).toBe('unknown');
    expect(standingOf({ kind: 'export_quota' })).toBe('breached');
    expect(standingOf({ kind: 'export_tax' })).toBe('unknown');
  });

  it('is none where it frees trade, nor where nobody said what a legal event does to it', () => {
    expect(standingOf({ effect: 'liberalising' })).toBe('unknown');
    const events = { kinds: ['legal_event'] };
    expect(standingOf({ kind: 'legal_event', effect: null }, events)).toBe('unknown');
    expect(standingOf({ kind: 'legal_event' }, events)).toBe('breached');
  });

  it('that is announced is a risk, with the day on which it begins', () => {
    const finding = found([ban('a', { inForceFrom: '2027-01-01' })]);
    expect(finding).toMatchObject({ standing: 'at_risk', value: null, evidence: ['official'] });
    expect(finding.reason).toContain('1 measure is announced that the promise would rule out');
    expect(finding.reason).toContain('from 1 January 2027');
    expect(found([ban('a', { inForceFrom: null })]).reason).toContain('no first day stated');
  });

  it('is in force from its first day, by the calendar alone', () => {
    const on = (day: string) => given([register([ban('a')])], {}, Temporal.Instant.from(`${day}T12:00:00Z`)).standing;
    expect([on('2026-01-31'), on('2026-02-01')]).toEqual(['at_risk', 'breached']);
  });

  it('is read by the days of the goods themselves, where the register states them', () => {
    const stages = (inForceFrom: string | null, removed: string | null = null) => ({
      products: [
        { code: '720110', inForceFrom: '2026-02-01', removed: null },
        { code: '284690', inForceFrom, removed },
      ],
    });
    expect(standingOf(stages('2027-03-01'))).toBe('at_risk');
    expect(standingOf(stages(null))).toBe('breached');
    expect(standingOf(stages(null, '2026-10-01'))).toBe('on_track');
    expect(standingOf({ ...stages(null), removed: '2026-10-01' })).toBe('on_track');
  });
});
