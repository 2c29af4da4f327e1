import { describe, expect, it } from 'vitest';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { assess, months, report, series } from '../../support/evidence.ts';

const conversions = {
  'mmcf-to-t-lng': {
    from: 'MMcf',
    to: 't LNG',
    divisor: '0.048',
    version: 1,
    standing: 'unconfirmed' as const,
    source: 'made up',
  },
};

describe('US LNG for Malaysia', () => {
  // EIA, NGM_EPG0_EVE_NUS-NMY_MMCF: 7,166, 7,366 and 3,694 MMcf in May, July and August 2024, none in the other
  // months from May 2023 to July 2026.
  const values = Array.from({ length: 39 }, () => '0');
  values[12] = '7166';
  values[14] = '7366';
  values[15] = '3694';
  const lng = months('lng', '2023-05', values, { unit: 'MMcf' });
  const specs = { lng: series('US LNG to Malaysia', { unit: 'MMcf', evidence: ['mirror', 'proxy'] }) };
  const rule = { kind: 'quantity-per-period', series: 'lng', unit: 't LNG', every: 'year' };
  const expected = { ...rule, expectation: '3000000', undated: 'The first delivery year is not stated.' };
  const run = (terms: typeof rule, reports: KnownObservation[] = lng) =>
    assess({ rule: terms, series: specs, reports, conversions });

  it('while no start is stated nothing is due, and value, target and pace are shown', () => {
    const finding = run(expected);
    expect(finding).toMatchObject({
      standing: 'unknown',
      value: { value: '0', unit: 't LNG' },
      target: { value: '3000000', unit: 't LNG' },
      margin: { value: '-1750000', unit: 't LNG' },
      period: '2026-01/2026-07',
      wayBack: null,
    });
    expect(finding.reason).toBe(
      'US LNG to Malaysia: 0 t LNG in 2026-01/2026-07 (7 of 12 months), 0% of the even pace of 1,750,000 t LNG ' +
        'towards the expectation of 3,000,000 t LNG in 2026; nothing is due on a known date: The first delivery year is not stated.',
    );
    expect(finding.steps.map(({ what }) => what)).toEqual([
      'US LNG to Malaysia, 2026-01/2026-07',
      'the same, by mmcf-to-t-lng/1',
      'even pace',
      'pace ratio',
      'margin to the pace',
    ]);
  });

  it('every calendar year is summed in the unit of the series, with the vintages of its months', () => {
    const { figures } = run(expected);
    const sums = figures.filter(({ vintages }) => vintages.length > 1);
    expect(sums.map(({ period, value, unit, vintages }) => [period, value, unit, vintages.length])).toEqual([
      ['2023-05/2023-12', '0', 'MMcf', 8],
      ['2024', '18226', 'MMcf', 12],
      ['2025', '0', 'MMcf', 12],
      ['2026-01/2026-07', '0', 'MMcf', 7],
    ]);
    expect(figures.filter(({ vintages }) => vintages.length === 1).map(({ period }) => period)).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
    ]);
  });

  it('a ceiling is judged without a start, and not missed by buying nothing', () => {
    const { undated } = expected;
    expect(run({ ...rule, ceiling: '5000000', undated } as typeof rule)).toMatchObject({
      standing: 'on_track',
      margin: { value: '5000000', unit: 't LNG' },
    });
  });

  it('the year is converted as a whole, by the named conversion', () => {
    const finding = run({ ...rule, expectation: '3000000', from: '2024-01' } as typeof rule, lng.slice(0, 20));
    expect(finding).toMatchObject({ standing: 'off_track', value: { value: '379708.333333333333' }, period: '2024' });
    expect(finding.steps[1]!.arithmetic).toBe('18226 MMcf ÷ 0.048 = 379708.333333333333 t LNG');
  });
});

describe('a quantity in every year', () => {
  // Made-up tonnes.
  const specs = { flow: series('Flow') };
  const run = (reports: KnownObservation[], terms = {}, spec = specs) =>
    assess({
      rule: {
        kind: 'quantity-per-period',
        series: 'flow',
        unit: 't',
        every: 'year',
        floor: '120',
        from: '2024-01',
        ...terms,
      },
      series: spec,
      reports,
    });
  const tens = (count: number, first = '2026-01') =>
    months(
      'flow',
      first,
      Array.from({ length: count }, () => '10'),
    );

  it('the pace counts the months that are reported, not those that have passed', () => {
    expect(run(tens(3))).toMatchObject({
      standing: 'on_track',
      margin: { value: '0', unit: 't' },
      period: '2026-Q1',
    });
  });

  it('a month without a value ends the count, and later months are told as reported, not counted', () => {
    const finding = run(months('flow', '2026-01', ['10', '10', null, '500']));
    expect(finding).toMatchObject({ standing: 'on_track', value: { value: '20' }, period: '2026-01/2026-02' });
    expect(finding.remarks).toContain('Flow, 2026-04: reported, not counted.');
  });

  it('a month that nobody reported is a gap too', () => {
    expect(run([...tens(1), ...tens(2, '2026-03')])).toMatchObject({ period: '2026-01', value: { value: '10' } });
  });

  it('a reported zero counts as a month', () => {
    expect(run(months('flow', '2026-01', ['10', '10', '0']))).toMatchObject({
      standing: 'off_track',
      wayBack: '11.11 t a month over the last 9 months of 2026.',
    });
  });

  it('a last month that is provisional is left out, an earlier one is used and told', () => {
    const provisional = months('flow', '2026-01', ['10', '10', '0']).map((one) => ({
      ...one,
      status: 'provisional' as const,
    }));
    const finding = run(provisional);
    expect(finding).toMatchObject({ standing: 'on_track', period: '2026-01/2026-02' });
    expect(finding.remarks).toEqual(
      expect.arrayContaining([
        'Flow, 2026-03: reported, not counted.',
        'Flow, 2026-01 is provisional.',
        'Flow, 2026-02 is provisional.',
      ]),
    );
    expect(run(months('flow', '2026-01', ['0'], { status: 'provisional' })).standing).toBe('unknown');
  });

  it('the sum of a year is no firmer than its least firm month', () => {
    const reports = months('flow', '2026-01', ['10', '10']);
    const { figures } = run([{ ...reports[0]!, status: 'estimated' }, reports[1]!]);
    expect(figures[0]).toMatchObject({ period: '2026-01/2026-02', value: '20', status: 'estimated' });
  });

  it('a correction below zero stays in the sum', () => {
    expect(run(months('flow', '2026-01', ['40', '-10'])).value).toEqual({ value: '30', unit: 't' });
  });

  it('a complete year is judged by its level', () => {
    expect(run(tens(12, '2025-01'))).toMatchObject({ standing: 'compliant', period: '2025' });
    const short = run([...tens(11, '2025-01'), report('flow', '2025-12', '9.5')]);
    expect(short).toMatchObject({ standing: 'breached', margin: { value: '-0.5', unit: 't' } });
    expect(short.reason).toContain('0.5 t short of the floor of 120 t in 2025');
  });

  it('when a new year begins, the closed year that missed is still told', () => {
    const finding = run([
      ...months(
        'flow',
        '2025-01',
        Array.from({ length: 12 }, () => '5'),
      ),
      ...tens(1),
    ]);
    expect(finding).toMatchObject({ standing: 'on_track', period: '2026-01' });
    expect(finding.remarks).toContain('2025 closed at 60 t, short of the floor of 120 t.');
  });

  it('a promise that starts within a year expects its share of it, and cannot be breached by that assumption', () => {
    const finding = run(
      months(
        'flow',
        '2025-01',
        Array.from({ length: 12 }, () => '5'),
      ),
      { from: '2025-07' },
    );
    expect(finding).toMatchObject({
      standing: 'off_track',
      value: { value: '30', unit: 't' },
      target: { value: '60', unit: 't' },
      period: '2025-07/2025-12',
    });
    expect(finding.steps).toContainEqual({
      what: 'share of the year from 2025-07',
      arithmetic: '120 t × 6 ÷ 12 months',
      result: '60 t',
    });
  });

  it('before its start nothing is judged', () => {
    expect(run(tens(3), { from: '2027-01' }).standing).toBe('unknown');
    expect(run(tens(3), { from: '2026-06' }).standing).toBe('unknown');
  });

  it('beyond a ceiling it is off track, and nothing brings it back before the next year', () => {
    const over = run(months('flow', '2026-01', ['100', '21']), { floor: undefined, ceiling: '120' });
    expect(over).toMatchObject({
      standing: 'off_track',
      margin: { value: '-1', unit: 't' },
      wayBack: '2026 stays 1 t above its ceiling; in 2027 no more than 120 t.',
    });
  });

  it('a gap cannot hide that a ceiling is passed', () => {
    const over = run(months('flow', '2026-01', ['100', null, '21']), { floor: undefined, ceiling: '120' });
    expect(over.standing).toBe('off_track');
  });

  it('close under a ceiling is told', () => {
    const near = run(months('flow', '2026-01', ['115']), { floor: undefined, ceiling: '120' });
    expect(near.standing).toBe('on_track');
    expect(near.remarks).toContain('The flow is within 10% of the ceiling of 120 t.');
  });

  it('a year to date is not added to an earlier one', () => {
    const spec = { flow: series('Flow', { frequency: 'year-to-date' }) };
    const reports = [report('flow', '2026-01/2026-02', '20'), report('flow', '2026-01/2026-04', '40')];
    expect(run(reports, {}, spec)).toMatchObject({
      value: { value: '40' },
      period: '2026-01/2026-04',
      standing: 'on_track',
    });
  });

  it('whole years and quarters count their months', () => {
    expect(run([report('flow', '2025', '119')], {}, { flow: series('Flow', { frequency: 'year' }) }).standing).toBe(
      'breached',
    );
    expect(
      run([report('flow', '2026-Q1', '30')], {}, { flow: series('Flow', { frequency: 'quarter' }) }),
    ).toMatchObject({
      standing: 'on_track',
      period: '2026-Q1',
    });
  });

  it('is unknown without any figures, and keeps its target', () => {
    expect(run([])).toMatchObject({
      standing: 'unknown',
      reason: 'No figures are known for Flow.',
      target: { value: '120' },
    });
  });

  it('terms that contradict themselves are refused', () => {
    expect(() => run([], { ceiling: '5' })).toThrow(/one of floor, expectation, ceiling/);
    expect(() => run([], { floor: '0' })).toThrow(/above 0/);
    expect(() => run([], { undated: 'no date' })).toThrow(/from, or undated/);
    expect(() => run([], { on_track: '0.8' })).toThrow(/above on_track/);
    expect(() => run([], { floor: 'many' })).toThrow(/decimal number/);
  });
});

describe('a quantity in every quarter or month', () => {
  // Made-up tonnes.
  const run = (values: readonly (string | null)[], terms = {}, first = '2026-01') =>
    assess({
      rule: {
        kind: 'quantity-per-period',
        series: 'flow',
        unit: 't',
        every: 'quarter',
        floor: '30',
        from: '2025-01',
        ...terms,
      },
      series: { flow: series('Flow') },
      reports: months('flow', first, values),
    });

  it('is judged in the newest quarter, by its pace and at its end by its level', () => {
    expect(run(['10', '10', '10', '9'])).toMatchObject({
      standing: 'at_risk',
      period: '2026-04',
      target: { value: '30' },
      wayBack: '10.5 t a month over the last 2 months of 2026-Q2.',
    });
    expect(run(['10', '10', '9'])).toMatchObject({ standing: 'breached', period: '2026-Q1' });
    expect(run(['10', '10', '10'])).toMatchObject({ standing: 'compliant', period: '2026-Q1' });
  });

  it('a quarter that missed is told when the next one begins', () => {
    expect(run(['10', '10', '9', '12']).remarks).toContain('2026-Q1 closed at 29 t, short of the floor of 30 t.');
  });

  it('carries what one quarter falls short by into the next', () => {
    const finding = run(['10', '10', '7', '11', '11', '11'], { carry_over: true, from: '2026-01' });
    expect(finding).toMatchObject({ standing: 'compliant', target: { value: '33' }, period: '2026-Q2' });
    expect(finding.steps).toContainEqual({
      what: 'shortfall of 2026-Q1, carried over',
      arithmetic: '30 t - 27 t',
      result: '3 t',
    });
  });

  it('expects its share of a quarter in which it begins', () => {
    const finding = run(['9', '9'], { from: '2026-02' }, '2026-02');
    expect(finding).toMatchObject({ standing: 'off_track', target: { value: '20' } });
    expect(finding.steps).toContainEqual({
      what: 'share of the quarter from 2026-02',
      arithmetic: '30 t × 2 ÷ 3 months',
      result: '20 t',
    });
  });

  it('of every month is judged month by month', () => {
    expect(run(['10', '9'], { every: 'month', floor: '10' })).toMatchObject({
      standing: 'breached',
      period: '2026-02',
    });
    const over = run(['9', '11'], { every: 'month', floor: undefined, ceiling: '10' });
    expect(over).toMatchObject({
      standing: 'off_track',
      wayBack: '2026-02 stays 1 t above its ceiling; in 2026-03 no more than 10 t.',
    });
  });

  it('of every quarter follows the season of the same quarter', () => {
    const base = months('flow', '2020-01', ['1', '1', '4', ...Array.from({ length: 9 }, () => '1')]);
    const finding = assess({
      rule: {
        kind: 'quantity-per-period',
        series: 'flow',
        unit: 't',
        every: 'quarter',
        floor: '30',
        from: '2025-01',
        proration: { seasonal: { base_year: 2020 } },
      },
      series: { flow: series('Flow') },
      reports: [...base, ...months('flow', '2026-01', ['5', '5'])],
    });
    expect(finding).toMatchObject({ standing: 'on_track', margin: { value: '0', unit: 't' } });
  });
});
