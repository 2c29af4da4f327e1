import { describe, expect, it } from 'vitest';
import { severity } from '../../../config/vocabulary/standing.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { assess, months, series } from '../../support/evidence.ts';

// Algeria and Iraq as Reuters and their own filings had them, in thousand barrels a day; all other figures are made up.
const UNIT = 'kb/d';
const specs = {
  algeria: series('Output of Algeria', { unit: UNIT, evidence: ['reported'] }),
  iraq: series('Output of Iraq', { unit: UNIT, evidence: ['reported'] }),
};
const algeria = {
  name: 'Algeria',
  series: 'algeria',
  pledges: [{ from: '2019-01', baseline: '1057', cut: '32', source: 'Reuters survey, November 2019' }],
};
const iraq = {
  name: 'Iraq',
  series: 'iraq',
  pledges: [{ from: '2019-01', baseline: '4500', cut: '100', source: 'made up' }],
};
const output = (id: string, first: string, values: readonly (string | null)[]) =>
  months(id, first, values, { unit: UNIT });
const run = (reports: KnownObservation[], terms = {}, members: readonly object[] = [algeria]) =>
  assess({ rule: { kind: 'cut-from-baseline', unit: UNIT, members, ...terms }, series: specs, reports });
const both = (reports: KnownObservation[], terms = {}) => run(reports, terms, [algeria, iraq]);

describe('a cut from a baseline', () => {
  it('is conformed to by what was achieved of it: Algeria 116% in November 2019', () => {
    const finding = run(output('algeria', '2019-11', ['1020']));
    expect(finding).toMatchObject({
      standing: 'compliant',
      period: '2019-11',
      value: { value: '1020', unit: UNIT },
      target: { value: '1025' },
      margin: { value: '5' },
      reason: 'Algeria cut 116% of what was pledged for 2019-11.',
    });
    expect(finding.steps.map(({ arithmetic }) => arithmetic)).toEqual([
      '1057 kb/d - 32 kb/d',
      '1057 kb/d - 1020 kb/d',
      '37 kb/d ÷ 32 kb/d',
    ]);
  });

  it('is negative in a word when more was produced than the baseline', () => {
    const finding = run(output('algeria', '2019-11', ['1060']));
    expect(finding).toMatchObject({
      standing: 'off_track',
      wayBack: 'Algeria to produce 35 kb/d less than in 2019-11',
    });
    expect(finding.reason).toContain('negative');
    expect(run(output('algeria', '2019-11', ['1060']), { binds: 'floor' })).toMatchObject({ standing: 'breached' });
  });

  it('is at risk a little short of what was pledged', () => {
    expect(run(output('algeria', '2019-11', ['1028']))).toMatchObject({ standing: 'at_risk' });
  });

  it('allows for rounded tables by its tolerance', () => {
    expect(run(output('algeria', '2019-11', ['1025.5']), { tolerance: '0.5' })).toMatchObject({
      standing: 'compliant',
    });
  });

  it('takes the baseline that held in the month', () => {
    const pledges = [...algeria.pledges, { from: '2019-12', baseline: '1000', cut: '32', source: 'made up' }];
    const finding = run(output('algeria', '2019-11', ['1020', '1020']), {}, [{ ...algeria, pledges }]);
    expect(finding).toMatchObject({ standing: 'off_track', period: '2019-12', target: { value: '968' } });
  });

  it('a month without a value is never judged, and is no zero', () => {
    expect(run(output('algeria', '2019-11', ['1020', null]))).toMatchObject({
      standing: 'compliant',
      period: '2019-11',
    });
    expect(run(output('algeria', '2019-11', [null]))).toMatchObject({ standing: 'unknown' });
  });

  it('worse figures never stand better', () => {
    const found = ['1000', '1025', '1026', '1030', '1057', '1100'].map((value) =>
      severity(run(output('algeria', '2019-11', [value])).standing),
    );
    expect(found).toEqual(found.toSorted((a, b) => a - b));
  });
});

describe('a group', () => {
  const reports = [...output('algeria', '2019-11', ['900']), ...output('iraq', '2019-11', ['4450'])];

  it('that cut more than it pledged does not hide the member that did not', () => {
    const finding = both(reports);
    expect(finding).toMatchObject({ standing: 'off_track', wayBack: 'Iraq to produce 50 kb/d less than in 2019-11' });
    expect(finding.reason).toBe('The group cut 157% of what was pledged for 2019-11: Iraq 50%.');
    expect(finding.steps.at(-1)).toEqual({
      what: 'conformity of the group',
      arithmetic: '(157 kb/d + 50 kb/d) ÷ (32 kb/d + 100 kb/d)',
      result: '157%',
    });
  });

  it('is judged as a sum where the text says so, and still names who is behind', () => {
    const finding = both(reports, { judged: 'group' });
    expect(finding.standing).toBe('compliant');
    expect(finding.reason).toContain('Iraq 50%');
  });

  it('is judged in the newest month that every member has', () => {
    const finding = both([...output('algeria', '2019-10', ['1020', '1020']), ...output('iraq', '2019-10', ['4400'])]);
    expect(finding).toMatchObject({ standing: 'compliant', period: '2019-10' });
  });

  it('without figures of a member is not judged', () => {
    expect(both(output('algeria', '2019-11', ['1020']))).toMatchObject({ standing: 'unknown' });
  });

  it('leaves out a member that pledged nothing', () => {
    const free = { ...iraq, pledges: [{ from: '2019-01', baseline: '4500', cut: '0', source: 'made up' }] };
    const finding = run([...output('algeria', '2019-11', ['1020']), ...output('iraq', '2019-11', ['4900'])], {}, [
      algeria,
      free,
    ]);
    expect(finding).toMatchObject({ standing: 'compliant', value: { value: '1020' } });
  });
});

describe('what is owed', () => {
  const late = { ...iraq, pledges: [{ ...iraq.pledges[0]!, from: '2020-05' }] };

  it('grows by each day above the pledged level, and stands beside a month that conforms', () => {
    // 50 above in May, 31 days; the target met in June.
    const finding = run(output('iraq', '2020-05', ['4450', '4400']), {}, [late]);
    expect(finding.standing).toBe('compliant');
    expect(finding.remarks).toEqual([
      'Iraq has produced 1,550 kb/d × days more than pledged since 2020-05; no cure of it is planned.',
    ]);
  });

  it('is cured by a plan that lowers the target of its months', () => {
    // Iraq's filed plan of 2020: 203 in September and 165 in each of October to December.
    const cure = [
      { month: '2020-09', amount: '203', source: 'Hellenic Shipping News, 2 October 2020' },
      { month: '2020-10', amount: '165', source: 'Hellenic Shipping News, 2 October 2020' },
    ];
    const finding = run(output('iraq', '2020-08', ['4500', '4400']), {}, [{ ...late, cure }]);
    expect(finding).toMatchObject({ standing: 'off_track', target: { value: '4197' } });
    expect(finding.steps[0]!.arithmetic).toBe('4500 kb/d - 100 kb/d - 203 kb/d by its cure plan');
    expect(finding.remarks[0]).toContain('its plan cures 165 kb/d in 2020-10');
  });
});

describe('terms that cannot be meant', () => {
  it.each([
    [{ pledges: [{ from: '2019-01', baseline: '10', cut: '11', source: 'made up' }] }, /above the baseline/],
    [
      { pledges: [{ ...algeria.pledges[0]!, from: '2019-02' }, algeria.pledges[0]!] },
      /list the pledges by month, each month once/,
    ],
    [{ cure: Array.from({ length: 2 }, () => ({ month: '2020-09', amount: '1', source: 'made up' })) }, /twice/],
  ])('are refused', (change, says) => {
    expect(() => run([], {}, [{ ...algeria, ...change }])).toThrow(says);
  });
});
