import { describe, expect, it } from 'vitest';
import { assess, report, series } from '../../support/evidence.ts';

const specs = {
  kg: series('Mass', { unit: 'kg', frequency: 'year-to-date', evidence: ['mirror'] }),
  usd: series('Value', { unit: 'USD', frequency: 'year-to-date', evidence: ['mirror'] }),
  'kg-year': series('Mass of the year', { unit: 'kg', frequency: 'year', evidence: ['mirror'] }),
  others: series('Others', { unit: 'kg', frequency: 'year-to-date', evidence: ['mirror', 'proxy'] }),
  'others-year': series('Others of the year', { unit: 'kg', frequency: 'year', evidence: ['mirror', 'proxy'] }),
};
const rule = {
  kind: 'flow-continuity',
  beneficiary: ['kg', 'usd', 'kg-year'],
  control: ['others', 'others-year'],
  fall: '0.5',
};
const units: Readonly<Record<string, string>> = { usd: 'USD' };
const figure = (id: string, period: string, value: string | null) =>
  report(id, period, value, { unit: units[id] ?? 'kg' });
/** January to April of 2025 and of 2026. */
const pair = (id: string, before: string | null, latest: string | null) => [
  figure(id, '2025-01/2025-04', before),
  figure(id, '2026-01/2026-04', latest),
];
const years = (id: string, before: string | null, latest: string | null) => [
  figure(id, '2024', before),
  figure(id, '2025', latest),
];
const run = (...reports: ReturnType<typeof figure>[][]) => assess({ rule, series: specs, reports: reports.flat() });

describe('a flow that must go on', () => {
  it('mass fell to a quarter and value held: the flow is not blocked, and the disagreement is told', () => {
    // US imports for consumption from Malaysia, HTS 2846, January to April: USITC DataWeb.
    const finding = run(pair('kg', '525492', '135914'), pair('usd', '1273421', '1287367'));
    expect(finding).toMatchObject({
      standing: 'on_track',
      value: { value: '135914', unit: 'kg' },
      target: { value: '525492', unit: 'kg' },
      margin: { value: '-389578', unit: 'kg' },
      period: '2026-01/2026-04',
      evidence: ['mirror'],
      wayBack: null,
    });
    expect(finding.reason).toBe(
      'Value stood at 101% in 2026-01/2026-04 against a year before, while Mass stood at 26%: the flow is not fully blocked.',
    );
    expect(finding.remarks).toEqual(['The witnesses of 2026-01/2026-04 disagree: Mass fell, Value did not.']);
    expect(finding.steps[0]).toEqual({
      what: 'witness: Mass, 2026-01/2026-04 against a year before',
      arithmetic: '135914 kg ÷ 525492 kg',
      result: '0.258641425559, below 0.5: fell',
    });
  });

  // The figures below are made up.
  const fell = [pair('kg', '1000', '100'), pair('usd', '1000', '200')];

  it('every witness fell while trade with others went on: at risk', () => {
    const finding = run(...fell, pair('others', '1000', '900'));
    expect(finding).toMatchObject({ standing: 'at_risk', evidence: ['mirror', 'proxy'] });
    expect(finding.reason).toBe(
      'Mass stood at 10% and Value stood at 20% in 2026-01/2026-04 against a year before, while trade with others went on: Others stood at 90%. ' +
        'Mass was 10% of all trade compared, after 50% a year before, and grew 80 percentage points less than trade with others.',
    );
    expect(finding.wayBack).toBe(
      'At least 50% of a year before in the next figures, by any one of these series; in 2026-01/2026-04 that was 500 kg of Mass or 500 USD of Value.',
    );
  });

  it('trade with others fell as much: no drift', () => {
    const finding = run(pair('kg', '1000', '400'), pair('usd', '1000', '450'), pair('others', '1000', '400'));
    expect(finding.standing).toBe('on_track');
    expect(finding.reason).toContain('trade with others fell as much: Others stood at 40%');
    expect(run(pair('kg', '1000', '210'), pair('usd', '1000', '200'), pair('others', '1000', '400')).standing).toBe(
      'on_track',
    );
    expect(run(pair('kg', '1000', '190'), pair('usd', '1000', '180'), pair('others', '1000', '400')).standing).toBe(
      'at_risk',
    );
  });

  it('a full stop is not excused by others that merely halved', () => {
    expect(run(pair('kg', '1000', '0'), pair('usd', '1000', '0'), pair('others', '1000', '450')).standing).toBe(
      'at_risk',
    );
    expect(run(pair('kg', '1000', '0'), pair('usd', '1000', '0'), pair('others', '1000', '0')).standing).toBe(
      'on_track',
    );
  });

  it('a fall proves nothing while nothing is known of trade with others', () => {
    const finding = run(...fell);
    expect(finding.standing).toBe('unknown');
    expect(finding.reason).toContain('shows nothing unless trade with others goes on, of which nothing is known');
    expect(run(...fell, pair('others', '1000', null)).standing).toBe('unknown');
    expect(run(...fell, years('others-year', '1000', '900')).standing).toBe('unknown');
  });

  it('exactly the share that counts as a fall has not fallen below it', () => {
    expect(run(pair('kg', '1000', '500'), pair('usd', '3', '1.4'), pair('others', '1', '1')).standing).toBe('on_track');
  });

  it('a witness that has not reported the period yet is waited for', () => {
    const waiting = run(
      pair('kg', '1000', '100'),
      [figure('usd', '2025-01/2025-04', '1000')],
      pair('others', '1', '1'),
    );
    expect(waiting.standing).toBe('unknown');
    expect(waiting.reason).toContain('other witnesses are awaited: Value has not reported the period yet');
  });

  it('a witness whose figure is withheld, or who has none, cannot silence the others', () => {
    const control = pair('others', '1000', '1000');
    expect(run(pair('kg', '1000', '100'), pair('usd', '1000', null), control).standing).toBe('at_risk');
    expect(run(pair('kg', '1000', '100'), control).standing).toBe('at_risk');
    expect(run(pair('kg', '1000', '100'), pair('usd', null, '100'), control).standing).toBe('at_risk');
  });

  it('nothing in both years is neither a flow nor a fall', () => {
    const finding = run(pair('kg', '0', '0'), pair('usd', '0', '0'), pair('others', '1000', '1000'));
    expect(finding.standing).toBe('unknown');
    expect(finding.reason).toContain('has no flow in either year');
  });

  it('a flow that began is no fall', () => {
    // US imports for consumption from Malaysia, HTS 2805, January to April: none in 2025; USITC DataWeb.
    const finding = run(pair('kg', '0', '5005'), pair('usd', '0', '115743'));
    expect(finding.standing).toBe('on_track');
    expect(finding.reason).toContain('Mass began with 5,005 kg and Value began with 115,743 USD');
  });

  it('a contested period has no vote', () => {
    const contested = [
      ...pair('usd', '1000', '900'),
      { ...figure('usd', '2026-01/2026-04', '100'), vintage: 'x', reportedBy: 'Other' },
    ];
    expect(run(pair('kg', '1000', '100'), contested, pair('others', '1', '1')).standing).toBe('at_risk');
  });

  it('the period that ends last is judged, and the others are shown', () => {
    const finding = run(pair('kg', '1000', '800'), pair('usd', '1000', '800'), years('kg-year', '1000', '100'));
    expect(finding).toMatchObject({ standing: 'on_track', period: '2026-01/2026-04' });
    expect(finding.figures.map(({ series: id, period }) => `${id} ${period}`)).toContain('kg-year 2025');
  });

  it('a newer fall without a control does not hide an older one that has its control, nor lets an older flow excuse it', () => {
    const control = years('others-year', '1000', '1000');
    const older = run(...fell, years('kg-year', '1000', '100'), control);
    expect(older).toMatchObject({ standing: 'at_risk', period: '2025' });
    expect(run(...fell, years('kg-year', '1000', '1000'), control)).toMatchObject({
      standing: 'unknown',
      period: '2026-01/2026-04',
    });
  });

  it('a newer series that cannot be compared yet leaves the older one to be judged', () => {
    expect(run([figure('kg', '2026-01/2026-04', '5')], years('kg-year', '1000', '900'))).toMatchObject({
      standing: 'on_track',
      period: '2025',
    });
  });

  it('a deeper fall never has a better standing', () => {
    const standings = ['900', '600', '500', '499', '100', '0'].map(
      (latest) => run(pair('kg', '1000', latest), pair('usd', '1000', latest), pair('others', '1000', '480')).standing,
    );
    expect(standings).toEqual(['on_track', 'on_track', 'on_track', 'on_track', 'at_risk', 'at_risk']);
  });

  it('a rule without a control is refused: a fall would prove nothing', () => {
    expect(() => assess({ rule: { ...rule, control: [] }, series: specs, reports: [] })).toThrow(/too_small/);
    expect(() => assess({ rule: { ...rule, control: ['kg'] }, series: specs, reports: [] })).toThrow(/no witness/);
  });
});

describe('the beneficiary beside the others', () => {
  // All figures are made up.
  const stepsOf = (finding: ReturnType<typeof run>) =>
    finding.steps.map(({ what, arithmetic, result }) => `${what}: ${arithmetic} = ${result}`);

  it('has its share of all trade now and a year before, and the difference in growth, by the unit of each witness', () => {
    const finding = run(pair('kg', '1000', '900'), pair('usd', '10', '9'), pair('others', '3000', '3600'));
    expect(finding.reason).toBe(
      'Mass stood at 90% and Value stood at 90% in 2026-01/2026-04 against a year before: the flow is not fully blocked. ' +
        'Mass was 20% of all trade compared, after 25% a year before, and grew 30 percentage points less than trade with others.',
    );
    expect(stepsOf(finding).slice(4, 7)).toEqual([
      'share of Mass in all trade compared, 2026-01/2026-04: 900 kg ÷ (900 kg + 3600 kg) = 0.2 (20%)',
      'share of Mass in all trade compared, a year before: 1000 kg ÷ (1000 kg + 3000 kg) = 0.25 (25%)',
      'growth of Mass less that of trade with others as a whole: 900 kg ÷ 1000 kg - 3600 kg ÷ 3000 kg = -0.3: 30 percentage points less',
    ]);
  });

  it('is held against the control group as a whole, and not against one of them', () => {
    const more = { ...specs, more: series('More', { unit: 'kg', frequency: 'year-to-date', evidence: ['mirror'] }) };
    const finding = assess({
      rule: { ...rule, control: ['others', 'more'] },
      series: more,
      reports: [...pair('kg', '100', '100'), ...pair('others', '100', '50'), ...pair('more', '300', '350')],
    });
    expect(stepsOf(finding).find((step) => step.startsWith('growth of Mass'))).toBe(
      'growth of Mass less that of trade with others as a whole: 100 kg ÷ 100 kg - (50 kg + 350 kg) ÷ (100 kg + 300 kg) = 0: 0 percentage points more',
    );
  });

  it('has no share of what is measured on another basis, and its growth all the same', () => {
    const cif = series('Others', {
      unit: 'kg',
      frequency: 'year-to-date',
      evidence: ['mirror'],
      basis: 'gross-weight',
    });
    const finding = assess({
      rule,
      series: { ...specs, others: cif },
      reports: [...pair('kg', '1000', '900'), ...pair('others', '1000', '1000')],
    });
    expect(finding.reason).toContain('Mass grew 10 percentage points less than trade with others.');
    expect(stepsOf(finding).some((step) => step.startsWith('share of'))).toBe(false);
  });

  it('of an older period is told where trade with others is not known of the judged one yet, and moves nothing', () => {
    const finding = run(
      pair('kg', '1000', '900'),
      [figure('kg', '2025-01/2025-02', '400'), figure('kg', '2024-01/2024-02', '500')],
      [figure('others', '2025-01/2025-02', '600'), figure('others', '2024-01/2024-02', '500')],
    );
    expect(finding).toMatchObject({ standing: 'on_track', period: '2026-01/2026-04', headroom: [] });
    expect(finding.reason).not.toContain('all trade compared');
    expect(finding.remarks.at(-1)).toBe(
      'Trade with others is known of 2025-01/2025-02: Mass was 40% of all trade compared, after 50% a year before, and grew 40 percentage points less than trade with others.',
    );
    expect(finding.figures.map(({ series: id, period }) => `${id} ${period}`)).toContain('others 2025-01/2025-02');
    expect(stepsOf(finding).at(-1)).toMatch(/^growth of Mass less that of trade with others as a whole: .* = -0.4: /);
  });

  it('that began from nothing has no growth to compare', () => {
    const finding = run(pair('kg', '0', '100'), pair('others', '100', '100'));
    expect(finding.reason).toContain('the flow is not fully blocked.');
    expect(finding.reason).not.toContain('percentage points');
  });
});

describe('headroom of a flow that must go on', () => {
  const kgOf = (finding: ReturnType<typeof run>) => finding.headroom.map(({ to, quantity }) => [to, quantity.value]);

  it('is what the witness that would fall last may lose, while trade with others goes on', () => {
    expect(kgOf(run(pair('kg', '1000', '800'), pair('usd', '1000', '600'), pair('others', '1000', '1000')))).toEqual([
      ['at_risk', '300'],
    ]);
    expect(kgOf(run(pair('kg', '1000', '500'), pair('others', '1000', '1000')))).toEqual([['at_risk', '0']]);
  });

  it('is wider where trade with others fell too', () => {
    expect(kgOf(run(pair('kg', '1000', '300'), pair('others', '1000', '400')))).toEqual([['at_risk', '100']]);
  });

  it('is none where a fall would show nothing, nor once it fell', () => {
    expect(kgOf(run(pair('kg', '1000', '800')))).toEqual([]);
    expect(kgOf(run(pair('kg', '0', '800'), pair('others', '1', '1')))).toEqual([]);
    expect(kgOf(run(pair('kg', '1000', '100'), pair('others', '1', '1')))).toEqual([]);
    const waiting = [figure('usd', '2025-01/2025-04', '1')];
    expect(kgOf(run(pair('kg', '1000', '800'), waiting, pair('others', '1', '1')))).toEqual([]);
  });
});

describe('a fall that is over', () => {
  const closing = (latest: string, others = '1000') =>
    assess({
      rule: { ...rule, close: { fall: '0.6' } },
      series: specs,
      reports: [...pair('kg', '1000', latest), ...pair('others', '1000', others)],
    });

  it('is over by a share of its own, so that a flow that hovers does not go to and fro', () => {
    expect(closing('490')).toMatchObject({ standing: 'at_risk', closing: 'at_risk' });
    expect(closing('590')).toMatchObject({ standing: 'on_track', closing: 'at_risk' });
    expect(closing('600')).toMatchObject({ standing: 'on_track', closing: 'on_track' });
    expect(closing('490').wayBack).toContain('At least 60% of a year before');
    expect(run(pair('kg', '1000', '590'), pair('others', '1', '1'))).not.toHaveProperty('closing');
  });

  it('is excused where trade with others fell as much', () => {
    expect(closing('300', '400')).toMatchObject({ standing: 'on_track', closing: 'on_track' });
    expect(closing('220', '400')).toMatchObject({ standing: 'on_track', closing: 'at_risk' });
  });

  it('cannot be over before it begins', () => {
    expect(() => assess({ rule: { ...rule, close: { fall: '0.4' } }, series: specs, reports: [] })).toThrow(
      /below fall, by which the drift begins/,
    );
  });
});
