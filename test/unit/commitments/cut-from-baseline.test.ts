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
      'Algeria: 1025 kb/d - 1020 kb/d',
      'Algeria: 1028.2 kb/d - 1020 kb/d',
    ]);
  });

  it('is negative in a word when more was produced than the baseline', () => {
    const finding = run(output('algeria', '2019-11', ['1060']));
    expect(finding).toMatchObject({
      standing: 'off_track',
      wayBack: 'In a later month, Algeria to produce 35 kb/d less than in 2019-11.',
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
    expect(finding).toMatchObject({
      standing: 'off_track',
      wayBack: 'In a later month, Iraq to produce 50 kb/d less than in 2019-11.',
    });
    expect(finding.reason).toBe('The group cut 157% of what was pledged for 2019-11: Iraq 50%.');
    expect(finding.steps.find(({ what }) => what === 'conformity of the group')).toEqual({
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

describe('a member that pledged nothing', () => {
  const free = { ...iraq, pledges: [{ from: '2019-01', baseline: '4500', cut: '0', source: 'made up' }] };

  it('is listed without a ratio, and holds up nobody when its figures are not there', () => {
    const listed = run([...output('algeria', '2019-11', ['1020']), ...output('iraq', '2019-11', ['4900'])], {}, [
      algeria,
      free,
    ]);
    expect(listed.steps).toContainEqual({ what: 'Iraq, output', arithmetic: '4900 kb/d', result: 'it pledged no cut' });
    expect(listed.reason).toBe('Algeria cut 116% of what was pledged for 2019-11.');
    expect(run(output('algeria', '2019-11', ['1020']), {}, [algeria, free])).toMatchObject({
      standing: 'compliant',
      period: '2019-11',
    });
  });

  it('before its first pledge is no member yet', () => {
    const later = { ...iraq, pledges: [{ ...iraq.pledges[0]!, from: '2019-12' }] };
    const reports = [...output('algeria', '2019-11', ['1020', '1020']), ...output('iraq', '2019-11', ['4900'])];
    expect(run(reports, {}, [algeria, later])).toMatchObject({ standing: 'unknown' });
    expect(run([...reports, ...output('iraq', '2019-12', ['4400'])], {}, [algeria, later])).toMatchObject({
      period: '2019-12',
      standing: 'compliant',
    });
  });
});

describe('a group above 100%', () => {
  it('names members below 100% also where their share counts as on track, but not what rounding explains', () => {
    const reports = [...output('algeria', '2019-11', ['900']), ...output('iraq', '2019-11', ['4404'])];
    const lenient = { on_track: '0.9', at_risk: '0.8' };
    expect(both(reports, lenient)).toMatchObject({
      standing: 'on_track',
      reason: 'The group cut 192% of what was pledged for 2019-11: Iraq 96%.',
    });
    expect(both(reports, { ...lenient, tolerance: '4' })).toMatchObject({
      standing: 'compliant',
      reason: 'The group cut 192% of what was pledged for 2019-11.',
    });
  });

  it('is told in a word, and half a per cent goes up', () => {
    const negative = [...output('algeria', '2019-11', ['1157']), ...output('iraq', '2019-11', ['4450'])];
    expect(both(negative).reason).toBe(
      'The group cut negative of what was pledged for 2019-11: Algeria negative and Iraq 50%.',
    );
    expect(run(output('iraq', '2019-11', ['4399.5']), {}, [iraq]).reason).toContain('cut 101%');
    expect(run(output('algeria', '2019-11', ['1057'])).reason).toContain('cut 0%');
  });

  it('that as a group produced too much has to produce less as a group', () => {
    const reports = [...output('algeria', '2019-11', ['1040']), ...output('iraq', '2019-11', ['4400'])];
    expect(both(reports, { judged: 'group' })).toMatchObject({
      standing: 'off_track',
      wayBack: 'In a later month, the group to produce 15 kb/d less than in 2019-11.',
    });
  });
});

describe('headroom of a cut', () => {
  const rooms = (finding: ReturnType<typeof run>) =>
    finding.headroom.map(({ to, quantity }) => `${to} ${quantity.value}`);

  it('is what the member that is nearest to a worse standing may produce more', () => {
    const reports = (a: string, i: string) => [...output('algeria', '2019-11', [a]), ...output('iraq', '2019-11', [i])];
    // Targets are 1,025 and 4,400; nine tenths of the cuts allow 1,028.2 and 4,410.
    expect(rooms(both(reports('1020', '4398')))).toEqual(['at_risk 2', 'off_track 8.2']);
    expect(rooms(both(reports('1020', '4405')))).toEqual(['off_track 5']);
    expect(rooms(both(reports('1020', '4500')))).toEqual([]);
    expect(rooms(both(reports('1020', '4398'), { binds: 'floor' }))).toEqual(['at_risk 2', 'breached 8.2']);
    expect(rooms(both(reports('1020', '4402'), { judged: 'group' }))).toEqual(['at_risk 3', 'off_track 16.2']);
  });

  it('begins behind the tolerance', () => {
    expect(rooms(run(output('algeria', '2019-11', ['1025']), { tolerance: '1' }))).toEqual([
      'at_risk 1',
      'off_track 3.2',
    ]);
  });
});

describe('a cut that is made again', () => {
  const at = (value: string, close?: object) => run(output('algeria', '2019-11', [value]), { tolerance: '1', close });

  it('counts from shares and a tolerance of their own', () => {
    const close = { on_track: '1.1', at_risk: '0.95', tolerance: '0' };
    expect(at('1025', close)).toMatchObject({ standing: 'compliant', closing: 'compliant' });
    expect(at('1025.5', close)).toMatchObject({ standing: 'compliant', closing: 'at_risk' });
    expect(at('1028', close)).toMatchObject({ standing: 'at_risk', closing: 'off_track' });
    expect(at('1025.5')).not.toHaveProperty('closing');
  });

  it('cannot be made before it was missed', () => {
    expect(() => at('1', { tolerance: '2' })).toThrow(/above tolerance, by which the drift begins/);
    expect(() => at('1', { at_risk: '0.8' })).toThrow(/below at_risk, by which the drift begins/);
  });
});

describe('the account of a member', () => {
  const late = { ...iraq, pledges: [{ ...iraq.pledges[0]!, from: '2020-05' }] };
  const accountOf = (values: readonly (string | null)[], more = {}) =>
    run(output('iraq', '2020-05', values), {}, [{ ...late, ...more }]);

  it('is shown day by day since it last owed nothing, cuts beyond the pledge taken off, never below 0', () => {
    // May 50 below: nothing owed. June 50 above, July 20 below, August 10 above.
    const finding = accountOf(['4350', '4450', '4380', '4410']);
    expect(finding.steps).toContainEqual({
      what: 'Iraq, owed since 2020-06',
      arithmetic: '50 × 30 + -20 × 31 + 10 × 31 kb/d × days',
      result: '1190 kb/d × days',
    });
    expect(accountOf(['4410', '4200']).steps.some(({ what }) => what.startsWith('Iraq, owed'))).toBe(false);
  });

  it('says what its plan leaves, and which months are in no account', () => {
    const cure = [
      { month: '2020-07', amount: '10', source: 'made up' },
      { month: '2020-09', amount: '20', source: 'made up' },
    ];
    const finding = accountOf(['4450', null, '4450', '4400'], { cure });
    expect(finding.remarks).toEqual([
      'Iraq has produced 3,100 kb/d × days more than pledged since 2020-05; its plan cures 20 kb/d in 2020-09, which leaves 2,500 kb/d × days of it.',
      'What Iraq produced in 2020-06 is not in that: no figure is known.',
    ]);
    expect(finding.steps).toContainEqual({
      what: 'Iraq, planned to be cured',
      arithmetic: '310 kb/d × days so far + 600 kb/d × days ahead',
      result: '910 kb/d × days',
    });
  });
});
