import { describe, expect, it } from 'vitest';
import { severity } from '../../../config/vocabulary/standing.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { ruleTerms } from '../../../services/commitments/registry.ts';
import { assess, commitment, judged, report, series } from '../../support/evidence.ts';

// All figures are made up. Unless told otherwise today is 24 November 2026: the third quarter is over since September.

const rule = (more: Record<string, unknown> = {}) => ({
  kind: 'scheduled-event',
  series: 'talks',
  unit: 'meetings',
  every: 'quarter',
  from: '2026-Q1',
  grace: 'P1M',
  ...more,
});
const talks = series('Talks', { unit: 'meetings', frequency: 'quarter', evidence: ['reported'] });
const met = (period: string, value: string | null, more: Partial<KnownObservation> = {}) =>
  report('talks', period, value, { unit: 'meetings', ...more });
const given = (
  reports: readonly KnownObservation[],
  { at, spec = talks, ...more }: Record<string, unknown> & { at?: string; spec?: typeof talks } = {},
) =>
  assess({
    rule: rule(more),
    series: { talks: spec },
    reports,
    ...(at === undefined ? {} : { at: Temporal.Instant.from(`${at}T12:00:00Z`) }),
  });
const THREE = [met('2026-Q1', '1'), met('2026-Q2', '2'), met('2026-Q3', '1')];

describe('an event that is due in every period', () => {
  it('is kept by the newest count, and shows those before it', () => {
    expect(given(THREE)).toMatchObject({
      standing: 'compliant',
      value: { value: '1', unit: 'meetings' },
      target: { value: '1', unit: 'meetings' },
      margin: { value: '0', unit: 'meetings' },
      period: '2026-Q3',
      evidence: ['reported'],
      reason: 'Talks: 1 in 2026-Q3, not below the 1 due.',
      wayBack: null,
      figures: [
        { period: '2026-Q1' },
        { period: '2026-Q2' },
        { period: '2026-Q3', vintages: ['talks@2026-Q3#Publisher'] },
      ],
    });
    const mirror = { ...talks, evidence: ['mirror' as const] };
    expect(given(THREE, { spec: mirror }).standing).toBe('on_track');
  });

  it('is missed by a zero that somebody reported, at once when the period is over', () => {
    const missed = given([met('2026-Q3', '0')], { at: '2026-10-01' });
    expect(missed).toMatchObject({
      standing: 'off_track',
      margin: { value: '-1' },
      period: '2026-Q3',
      reason: 'Talks: 0 in 2026-Q3, below the 1 due.',
      wayBack: 'A later quarter with 1 or more, and the count of every quarter since.',
    });
    expect(missed.steps.at(-1)).toEqual({
      what: 'against what is due every quarter',
      arithmetic: '0 meetings < 1 meetings',
      result: 'missed',
    });
    expect(given([met('2026-Q3', '0')], { at: '2026-09-30' }).standing).toBe('unknown');
    expect(given([met('2026-Q3', '0')], { spec: { ...talks, evidence: ['official'] } }).standing).toBe('breached');
  });

  it('is missed by one too few of several', () => {
    expect(given(THREE, { at_least: 2 })).toMatchObject({ standing: 'off_track', margin: { value: '-1' } });
    expect(given([met('2026-Q3', '2')], { at_least: 2 }).standing).toBe('compliant');
  });

  it('tells of misses before the one that is judged', () => {
    const finding = given([met('2026-Q1', '0'), met('2026-Q2', '1'), met('2026-Q3', '1')]);
    expect(finding.standing).toBe('compliant');
    expect(finding.remarks).toContain('2026-Q1 was missed: 0, and 1 due.');
  });
});

describe('a period without a count', () => {
  it('is unknown, with the periods named, and no zero', () => {
    const finding = given([]);
    expect(finding).toMatchObject({ standing: 'unknown', value: null, figures: [] });
    expect(finding.reason).toBe('Talks: no count is known of 2026-Q1, 2026-Q2 and 2026-Q3, which is not zero.');
    expect(given([met('2026-Q1', null)]).standing).toBe('unknown');
  });

  it('is not missing before its grace is over', () => {
    const two = [met('2026-Q1', '1'), met('2026-Q2', '1')];
    const within = given(two, { at: '2026-10-31' });
    expect(within).toMatchObject({ standing: 'compliant', period: '2026-Q2' });
    expect(within.remarks).toContain('The count of 2026-Q3 is not late before 1 November 2026.');
    const after = given(two, { at: '2026-11-01' });
    expect(after.standing).toBe('unknown');
    expect(after.reason).toBe('Talks: no count after 2026-Q2 is known of 2026-Q3, which is not zero.');
  });

  it('does not take back a miss before it', () => {
    const finding = given([met('2026-Q1', '1'), met('2026-Q2', '0')]);
    expect(finding).toMatchObject({ standing: 'off_track', period: '2026-Q2' });
    expect(finding.remarks).toContain('Talks: no whole count is known of 2026-Q3.');
  });

  it('is none where reports disagree, or where the count may still rise', () => {
    const two = [met('2026-Q3', '0'), met('2026-Q3', '1', { reportedBy: 'Other' })];
    expect(given(two).standing).toBe('unknown');
    expect(given([met('2026-Q3', '0', { status: 'provisional' })]).standing).toBe('unknown');
    expect(given([met('2026-Q3', '1', { status: 'provisional' })])).toMatchObject({
      standing: 'compliant',
      remarks: expect.arrayContaining(['Talks, 2026-Q3 is provisional.']),
    });
  });
});

describe('counts of shorter periods', () => {
  const monthly = { ...talks, frequency: 'month' as const };
  const of = (...values: readonly (string | null)[]) =>
    given(
      values.map((value, index) => met(`2026-0${7 + index}`, value)),
      { spec: monthly, from: '2026-Q3' },
    );

  it('add up, and one that is missing hides no more than itself', () => {
    expect(of('0', '1', '0').standing).toBe('compliant');
    expect(of('0', '1').standing).toBe('compliant');
    expect(of('0', '0', '0')).toMatchObject({ standing: 'off_track', value: { value: '0' } });
    expect(of('0', null, '0').standing).toBe('unknown');
    expect(of('0', '0').standing).toBe('unknown');
  });
});

describe('the first period', () => {
  it('is the one that the terms name: nothing before it counts', () => {
    expect(given([met('2026-Q1', '0')], { from: '2026-Q2', at: '2026-05-01' })).toMatchObject({
      standing: 'unknown',
      reason: 'Talks: the first quarter in which it is due is 2026-Q2, and no count is expected yet.',
    });
  });

  it('is unknown where the text states none, whatever was counted', () => {
    const finding = given(THREE, { from: undefined, undated: 'no text names the first quarter' });
    expect(finding.standing).toBe('unknown');
    expect(finding.reason).toContain('no text names the first quarter');
  });

  it('reaches back no further than the window', () => {
    const finding = given([met('2020-Q1', '0'), ...THREE], { from: '2019-Q1' });
    expect(finding.remarks.filter((remark) => remark.includes('2020'))).toEqual([]);
    expect(finding.remarks.at(-1)).toMatch(/^Talks: no whole count is known of 2021-Q1, 2021-Q2, .* and 2025-Q4\.$/);
  });
});

it('a breach is said only of a text that binds, on the official record', () => {
  const spec = { ...talks, evidence: ['official' as const] };
  const judge = (more: Parameters<typeof commitment>[0]) =>
    judged({
      commitment: commitment({ rule: rule(), ...more }),
      series: { talks: spec },
      reports: [met('2026-Q3', '0')],
    });
  expect(judge({})).toMatchObject({ standing: 'breached', legal: 'breached' });
  expect(judge({ class: 'mou' })).toMatchObject({ standing: 'off_track', legal: 'not_binding' });
});

it('fewer events never make a better standing', () => {
  const counts = [null, '2', '1', '0'] as const;
  const standings = (first: string | null, second: string | null) => {
    const { standing } = given([met('2026-Q2', first), met('2026-Q3', second)], { from: '2026-Q2' });
    return standing === 'unknown' ? null : severity(standing);
  };
  let compared = 0;
  for (const other of counts) {
    for (const [more, fewer] of [
      ['2', '1'],
      ['1', '0'],
      ['2', '0'],
    ] as const) {
      for (const [better, worse] of [
        [standings(other, more), standings(other, fewer)],
        [standings(more, other), standings(fewer, other)],
      ]) {
        if (better === null || worse === null) continue;
        expect(worse!, `${other} ${more} ${fewer}`).toBeGreaterThanOrEqual(better!);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(15);
});

it('terms name one first period, of the length of each, or say why there is none', () => {
  const { kind: _kind, ...good } = rule();
  const schema = ruleTerms['scheduled-event']!;
  expect(schema.safeParse(good).success).toBe(true);
  for (const wrong of [
    { from: '2026-01' },
    { from: undefined },
    { undated: 'x' },
    { grace: 'P' },
    { grace: '1M' },
    { at_least: 0 },
    { every: 'week' },
  ]) {
    expect(schema.safeParse({ ...good, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  }
});

describe('headroom of events', () => {
  it('is what was held beyond what is due', () => {
    expect(given([met('2026-Q3', '3')]).headroom).toEqual([
      { to: 'off_track', quantity: { value: '2', unit: 'meetings' } },
    ]);
    expect(given([met('2026-Q3', '3')]).steps.at(-1)).toEqual({
      what: 'headroom to off track',
      arithmetic: '3 meetings - 1 meetings',
      result: '2 meetings',
    });
    const official = { ...talks, evidence: ['official' as const] };
    expect(given([met('2026-Q3', '1')], { spec: official }).headroom).toEqual([
      { to: 'breached', quantity: { value: '0', unit: 'meetings' } },
    ]);
    expect(given([met('2026-Q3', '0')]).headroom).toEqual([]);
  });
});
