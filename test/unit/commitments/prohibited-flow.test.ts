import { describe, expect, it } from 'vitest';
import type { EvidenceGrade } from '../../../config/vocabulary/evidence.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { severity } from '../../../config/vocabulary/standing.ts';
import { assess, report, series } from '../../support/evidence.ts';

const line = (evidence: EvidenceGrade[], more: { caution?: string; title?: string } = {}) =>
  series(more.title ?? "China's imports", {
    unit: 'kg',
    frequency: 'year',
    evidence,
    ...(more.caution ? { caution: more.caution } : {}),
  });
const rule = (ids = ['imports'], value = '0', unit = 'kg') => ({
  kind: 'prohibited-flow',
  series: ids,
  de_minimis: { value, unit },
});
const kg = (period: string, value: string | null, id = 'imports') => report(id, period, value, { unit: 'kg' });
const one = (evidence: EvidenceGrade[], reports: ReturnType<typeof kg>[]) =>
  assess({ rule: rule(), series: { imports: line(evidence) }, reports });

// China's imports of HS 2846 from Malaysia, net weight: UN Comtrade, reporter 156, annual answers of 2020 to 2024.
const CHINA = [
  kg('2020', '8146160'),
  kg('2021', '5114498'),
  kg('2022', '7212683'),
  kg('2023', '19084528.174'),
  kg('2024', '16344687'),
];

describe('a flow that must not be', () => {
  it('names value, period and limit, and what would bring it back', () => {
    const finding = assess({
      rule: rule(),
      series: { imports: line(['mirror', 'proxy']) },
      reports: CHINA,
    });
    expect(finding).toMatchObject({
      standing: 'off_track',
      value: { value: '16344687', unit: 'kg' },
      target: { value: '0', unit: 'kg' },
      margin: { value: '-16344687', unit: 'kg' },
      period: '2024',
      reason: "China's imports: 16,344,687 kg in 2024, above 0 kg.",
      wayBack:
        'A later period of no more than 0 kg, 16,344,687 kg less than in 2024, or figures that show that the goods were none of those promised.',
    });
    expect(finding.steps.at(-1)).toEqual({
      what: 'against the limit',
      arithmetic: '16344687 kg > 0 kg',
      result: 'above',
    });
  });

  it('shows the five newest periods of its window, each with its vintage', () => {
    const { figures } = one(['mirror'], [...CHINA, kg('2019', '1')]);
    expect(figures.map(({ period, value }) => [period, value])).toEqual([
      ['2020', '8146160'],
      ['2021', '5114498'],
      ['2022', '7212683'],
      ['2023', '19084528.174'],
      ['2024', '16344687'],
    ]);
    expect(figures[3]!.vintages).toEqual(['imports@2023#Publisher']);
  });

  it('is breached by itself only on the official record', () => {
    expect(one(['official'], [kg('2024', '1')]).standing).toBe('breached');
    for (const grade of ['reported', 'mirror', 'proxy'] as const) {
      expect(one([grade], [kg('2024', '1')]).standing).toBe('off_track');
    }
  });

  it("none reported is kept by the obligor's own figures, and no proof in a partner's", () => {
    expect(one(['official'], [kg('2024', '0')]).standing).toBe('compliant');
    expect(one(['reported'], [kg('2024', '0')]).standing).toBe('compliant');
    const mirror = one(['mirror'], [kg('2024', '0')]);
    expect(mirror.standing).toBe('on_track');
    expect(mirror.reason).toContain("in a partner's statistics is no proof of none");
    expect(one(['proxy'], [kg('2024', '0')]).standing).toBe('on_track');
  });

  it('exactly the least amount is no flow beyond it', () => {
    const at = (value: string) =>
      assess({ rule: rule(['imports'], '50'), series: { imports: line(['reported']) }, reports: [kg('2024', value)] });
    expect(at('50').standing).toBe('compliant');
    expect(at('50.000000000001').standing).toBe('off_track');
  });

  it('is unknown when the newest period has no value, whatever the one before said', () => {
    for (const status of ['missing', 'suppressed'] as const) {
      const finding = one(['official'], [kg('2023', '1'), { ...kg('2024', null), status }]);
      expect(finding).toMatchObject({ standing: 'unknown', value: null, period: '2024' });
      expect(finding.reason).toBe(`2024 cannot be judged: China's imports gives no value (${status}).`);
    }
  });

  it('is unknown without any figures', () => {
    expect(one(['official'], [])).toMatchObject({
      standing: 'unknown',
      reason: "No figures are known for China's imports.",
      target: { value: '0', unit: 'kg' },
    });
  });

  describe('over several lines', () => {
    const two = (
      reports: ReturnType<typeof kg>[],
      grades: [EvidenceGrade[], EvidenceGrade[]] = [['reported'], ['reported']],
    ) =>
      assess({
        rule: rule(['ore', 'oxide'], '2', 't'),
        series: { ore: line(grades[0], { title: 'Ore' }), oxide: line(grades[1], { title: 'Oxide' }) },
        reports,
        conversions: {
          'kg-to-t': { from: 'kg', to: 't', divisor: '1000', version: 1, standing: 'exact', source: 'tonne' },
        },
      });

    it('is the sum of the same period, in the unit of the limit', () => {
      const finding = two([kg('2024', '1500', 'ore'), kg('2024', '600', 'oxide'), kg('2023', '9000', 'oxide')]);
      expect(finding).toMatchObject({ standing: 'off_track', value: { value: '2.1', unit: 't' } });
      expect(finding.steps.map(({ arithmetic }) => arithmetic)).toEqual([
        '1500 kg ÷ 1000 = 1.5 t',
        '600 kg ÷ 1000 = 0.6 t',
        '1.5 t <= 2 t',
        '0.6 t <= 2 t',
        '1.5 t + 0.6 t',
        '2.1 t > 2 t',
      ]);
    });

    it('a line that has not reported the newest period yet leaves the one before to be judged', () => {
      const finding = two([kg('2024', '10', 'ore'), kg('2023', '10', 'ore'), kg('2023', '10', 'oxide')]);
      expect(finding).toMatchObject({ standing: 'compliant', period: '2023' });
      expect(finding.remarks).toContain('2024 is not judged yet: nothing is reported of Oxide.');
    });

    it('what is known already goes beyond the limit: the rest need not be waited for', () => {
      expect(two([kg('2024', '2500', 'ore'), kg('2023', '10', 'oxide')])).toMatchObject({
        standing: 'off_track',
        period: '2024',
      });
      expect(two([kg('2024', '2500', 'ore'), kg('2024', null, 'oxide')])).toMatchObject({ standing: 'off_track' });
    });

    it('a newer period that is known in part, and shows less, does not hide what the whole one before it shows', () => {
      const grades: [EvidenceGrade[], EvidenceGrade[]] = [['official'], ['mirror']];
      const whole = [kg('2023', '9000', 'ore'), kg('2023', '0', 'oxide')];
      expect(two([...whole, kg('2024', '2500', 'oxide')], grades)).toMatchObject({
        standing: 'breached',
        period: '2023',
      });
      expect(two([...whole, kg('2024', '2500', 'ore')], grades)).toMatchObject({
        standing: 'breached',
        period: '2024',
      });
    });

    it('the figures of the judged period are shown, however many newer ones are known in part', () => {
      const partly = ['2020', '2021', '2022', '2023', '2024', '2025'].map((year) => kg(year, '10', 'ore'));
      const finding = two([kg('2019', '10', 'ore'), kg('2019', '10', 'oxide'), ...partly]);
      expect(finding).toMatchObject({ standing: 'compliant', period: '2019' });
      expect(finding.figures.map(({ series: id, period }) => `${id} ${period}`)).toContain('oxide 2019');
    });

    it('a line without a value leaves the sum unknown when the others are within the limit', () => {
      expect(two([kg('2024', '10', 'ore'), kg('2024', null, 'oxide')]).standing).toBe('unknown');
    });

    it('rests on the strongest lines that show it alone', () => {
      const grades: [EvidenceGrade[], EvidenceGrade[]] = [['official'], ['mirror', 'proxy']];
      expect(two([kg('2024', '2500', 'ore'), kg('2024', '2500', 'oxide')], grades)).toMatchObject({
        standing: 'breached',
        evidence: ['official'],
      });
      expect(two([kg('2024', '1500', 'ore'), kg('2024', '2500', 'oxide')], grades)).toMatchObject({
        standing: 'off_track',
        evidence: ['official', 'mirror', 'proxy'],
      });
    });
  });

  it('a larger flow never has a better standing', () => {
    const worse = ['-5', '0', '0.0001', '1', '1e6'].map((value) =>
      severity(one(['official'], [kg('2024', value.includes('e') ? '1000000' : value)]).standing),
    );
    expect(worse).toEqual(worse.toSorted());
  });
});

describe('a flow to several partners', () => {
  const specs = {
    'ore-x': line(['official'], { title: 'Ore to X' }),
    'oxide-x': line(['official'], { title: 'Oxide to X' }),
    'ore-y': line(['official'], { title: 'Ore to Y' }),
  };
  const to = (ore: string, oxide: string, y: string) => [
    kg('2024', ore, 'ore-x'),
    kg('2024', oxide, 'oxide-x'),
    kg('2024', y, 'ore-y'),
  ];
  const run = (reports: ReturnType<typeof kg>[], limits = {}, terms = {}, lines = specs) =>
    assess({
      rule: {
        kind: 'prohibited-flow',
        series: Object.keys(specs),
        partners: { X: ['ore-x', 'oxide-x'] },
        de_minimis: { value: '10', unit: 'kg', ...limits },
        ...terms,
      },
      series: lines,
      reports,
    });
  const each = { each: { value: '4' } };
  const PAST = { period: parsePeriod('2023') };

  it('is judged by each partner beside the sum, and each has its own result among the steps', () => {
    const finding = run(to('3', '2', '1'), each);
    expect(finding).toMatchObject({
      standing: 'breached',
      value: { value: '6', unit: 'kg' },
      margin: { value: '4', unit: 'kg' },
      reason:
        'Ore to X, Oxide to X and Ore to Y: 6 kg in 2024, not above 10 kg; above the 4 kg for each by itself: X with 5 kg.',
      wayBack: 'A later period of no more than 10 kg in sum and 4 kg for each, 1 kg less of X than in 2024.',
      headroom: [],
    });
    expect(finding.steps.slice(3).map(({ what, arithmetic, result }) => `${what}: ${arithmetic} = ${result}`)).toEqual([
      'sum of X: 3 kg + 2 kg = 5 kg',
      'X against the limit for each: 5 kg > 4 kg = above',
      'Ore to Y against the limit for each: 1 kg <= 4 kg = not above',
      'sum of the lines: 3 kg + 2 kg + 1 kg = 6 kg',
      'against the limit: 6 kg <= 10 kg = not above',
    ]);
  });

  it('that are each within their limit may still be too much in sum', () => {
    const finding = run(to('2', '2', '4'), { value: '7', ...each });
    expect(finding).toMatchObject({
      standing: 'breached',
      reason: 'Ore to X, Oxide to X and Ore to Y: 8 kg in 2024, above 7 kg.',
      wayBack: 'A later period of no more than 7 kg in sum and 4 kg for each, 1 kg less than in 2024.',
    });
  });

  it('without a limit of their own are held to that of the sum, which a return from another does not lift', () => {
    expect(run(to('6', '5', '-4')).standing).toBe('breached');
    expect(run(to('6', '4', '-4')).standing).toBe('compliant');
  });

  it('of whom one is beyond the limit already need not wait for the others', () => {
    const finding = run([kg('2024', '5', 'ore-x'), ...to('0', '0', '0').map((one) => ({ ...one, ...PAST }))], each);
    expect(finding).toMatchObject({ standing: 'breached', period: '2024' });
  });

  it('rests on the strongest lines of the partner that show it alone', () => {
    const mirrored = { ...specs, 'oxide-x': line(['mirror'], { title: 'Oxide to X' }) };
    expect(run(to('5', '1', '1'), each, {}, mirrored)).toMatchObject({ standing: 'breached', evidence: ['official'] });
    expect(run(to('3', '2', '1'), each, {}, mirrored)).toMatchObject({
      standing: 'off_track',
      evidence: ['official', 'mirror'],
    });
  });

  it('leave as much headroom as the one that is nearest to its limit', () => {
    expect(run(to('1', '2', '2'), each).headroom).toEqual([{ to: 'breached', quantity: { value: '1', unit: 'kg' } }]);
    expect(run(to('1', '2', '2'), { value: '5', ...each })).toMatchObject({
      headroom: [{ to: 'breached', quantity: { value: '0' } }],
    });
  });

  it('are over with a drift only where sum and partners are back within the amounts that end it', () => {
    const close = { value: '10', close: '8', each: { value: '6', close: '5' } };
    expect(run(to('3', '2', '3'), close)).toMatchObject({ standing: 'compliant', closing: 'compliant' });
    expect(run(to('3', '2', '4'), close)).toMatchObject({ standing: 'compliant', closing: 'breached' });
    expect(run(to('3', '3', '1'), close)).toMatchObject({ standing: 'compliant', closing: 'breached' });
    expect(run(to('6', '1', '1'), close)).toMatchObject({
      standing: 'breached',
      closing: 'breached',
      wayBack: 'A later period of no more than 8 kg in sum and 5 kg for each, 2 kg less of X than in 2024.',
    });
    expect(run(to('3', '2', '4'), { close: '8' }).closing).toBe('breached');
    expect(run(to('3', '2', '4'))).not.toHaveProperty('closing');
  });

  it('are named once each, and no limit lies above what it is part of', () => {
    expect(() => run([], {}, { partners: { X: ['elsewhere'] } })).toThrow(/elsewhere is none of series/);
    expect(() => run([], {}, { partners: { X: ['ore-x'], Z: ['ore-x'] } })).toThrow(/of another partner already/);
    expect(() => run([], { each: { value: '11' } })).toThrow(/above what all in sum may come to/);
    expect(() => run([], { close: '11' })).toThrow(/above value, by which the drift begins/);
    expect(() => run([], { each: { value: '4', close: '5' } })).toThrow(/above value, by which the drift begins/);
  });
});
