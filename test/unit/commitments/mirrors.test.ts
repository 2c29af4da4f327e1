import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommitmentSpec, ConversionSpec, MirrorSpec, SeriesSpec } from '../../../config/deal/schema.ts';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { boundRule } from '../../../services/commitments/registry.ts';
import type { KnownObservation } from '../../../services/commitments/rule.ts';
import { windowsOf } from '../../../services/commitments/windows.ts';
import { AT, commitment, dealWith, judged, months, report, series } from '../../support/evidence.ts';

/** IMF, Direction of Trade Statistics Yearbook 2017 (elibrary.imf.org): one factor for all goods and routes. */
const CIF_TO_FOB: Readonly<Record<string, ConversionSpec>> = {
  'cif-to-fob': {
    from: 'USD',
    from_basis: 'cif',
    to: 'USD',
    to_basis: 'fob',
    divisor: '1.06',
    version: 1,
    standing: 'confirmed',
    source: 'IMF Direction of Trade Statistics Yearbook 2017',
  },
};
const VALUES = {
  imports: series("A's imports", { frequency: 'year', unit: 'USD', basis: 'cif' }),
  exports: series("B's exports", { frequency: 'year', unit: 'USD', basis: 'fob' }),
};
const WEIGHTS = {
  imports: series("A's imports", { frequency: 'year', basis: 'gross-weight' }),
  exports: series("B's exports", { frequency: 'year', basis: 'gross-weight' }),
};
const MONTHLY = {
  imports: series("A's imports", { basis: 'gross-weight' }),
  exports: series("B's exports", { basis: 'gross-weight' }),
};
const IN_WEIGHT = { unit: 't', basis: 'gross-weight' } as const;

const trade = (more: Partial<MirrorSpec> = {}): MirrorSpec => ({
  title: 'Tin from B to A',
  importer: ['imports'],
  exporter: ['exports'],
  unit: 'USD',
  basis: 'fob',
  over: 'year',
  tolerance: '0.10',
  why: 'made up',
  ...more,
});
const least = (unit: string): CommitmentSpec =>
  commitment({ rule: { kind: 'prohibited-flow', series: ['imports'], de_minimis: { value: '0', unit } } });

interface Told {
  readonly series?: Readonly<Record<string, SeriesSpec>>;
  readonly mirror?: MirrorSpec;
  readonly conversions?: Readonly<Record<string, ConversionSpec>>;
  readonly at?: Temporal.Instant;
}

/** The judgement of a promise of which the imports are judged. */
function judgement(reports: readonly KnownObservation[], told: Told = {}) {
  const { series: specs = VALUES, mirror = trade(), conversions = CIF_TO_FOB, at = AT } = told;
  const parts = { commitment: least(specs['imports']!.unit), series: specs, conversions, mirrors: { tin: mirror } };
  return judged({ ...parts, reports, at });
}
const sidesOf = (reports: readonly KnownObservation[], told?: Told) => judgement(reports, told).sides[0]!;

const usd = (id: string, period: string, value: string | null, more: Partial<KnownObservation> = {}) =>
  report(id, period, value, { unit: 'USD', ...more });
const both = (importer: string | null, exporter: string | null) => [
  usd('imports', '2025', importer),
  usd('exports', '2025', exporter),
];

describe('two sides on one valuation', () => {
  // The vector of the method: IMF, Direction of Trade Statistics Yearbook 2017, imports CIF over 1.06 are exports FOB.
  test('106 of imports CIF are 100 of exports FOB: they agree to the cent', () => {
    expect(sidesOf(both('106', '100'))).toMatchObject({
      says: 'agree',
      period: '2025',
      basis: 'fob',
      importer: { value: '100', unit: 'USD' },
      exporter: { value: '100', unit: 'USD' },
      relative: '0',
      index: '0',
    });
  });

  test('100 of exports FOB are 106 of imports CIF, where CIF is what they are compared on', () => {
    expect(sidesOf(both('106', '100'), { mirror: trade({ basis: 'cif' }) })).toMatchObject({
      says: 'agree',
      importer: { value: '106' },
      exporter: { value: '106' },
    });
  });

  test('57.6 of imports CIF are 54.3396 of exports FOB', () => {
    expect(sidesOf(both('57.6', '54.339622641509')).importer!.value).toBe('54.339622641509');
  });

  test('without the factor, what agrees would part by freight and insurance', () => {
    const unadjusted = { imports: { ...VALUES.imports, basis: 'fob' as const }, exports: VALUES.exports };
    expect(sidesOf(both('106', '100'), { mirror: trade({ tolerance: '0.05' }) }).says).toBe('agree');
    expect(sidesOf(both('106', '100'), { series: unadjusted, mirror: trade({ tolerance: '0.05' }) }).says).toBe(
      'disagree',
    );
  });

  test('the arithmetic of both is written down, and the conversion is named with its source', () => {
    const { steps, remarks } = sidesOf(both('212', '150'));
    expect(steps).toEqual([
      { what: "A's imports, 2025", arithmetic: '212 USD', result: '212 USD' },
      { what: 'the same, by cif-to-fob/1', arithmetic: '212 USD (CIF) ÷ 1.06 = 200 USD (FOB)', result: '200 USD' },
      { what: "B's exports, 2025", arithmetic: '150 USD', result: '150 USD' },
      {
        what: "relative asymmetry, importer's less exporter's over their mean",
        arithmetic: '(200 USD (FOB) - 150 USD (FOB)) ÷ ((200 USD (FOB) + 150 USD (FOB)) ÷ 2)',
        result: '0.285714285714, more than 0.10',
      },
      {
        what: 'difference over sum',
        arithmetic: '|200 USD (FOB) - 150 USD (FOB)| ÷ (200 USD (FOB) + 150 USD (FOB))',
        result: '0.142857142857',
      },
    ]);
    expect(remarks).toEqual([
      'Figures were converted by cif-to-fob between USD (CIF) and USD (FOB) (IMF Direction of Trade Statistics Yearbook 2017).',
    ]);
  });

  test('a rate that lacks the year is no rate: the year is not compared', () => {
    const { basis: _cif, ...imports } = VALUES.imports;
    const { basis: _fob, ...exports } = VALUES.exports;
    const ringgit = { imports: { ...imports, unit: 'MYR' }, exports };
    const conversions = {
      'myr-to-usd': {
        from: 'MYR',
        to: 'USD',
        by_year: { '2024': { factor: '0.22', source: 'made up' } },
        version: 1,
        standing: 'confirmed' as const,
        source: 'made up',
      },
    };
    const reports = [report('imports', '2025', '100', { unit: 'MYR' }), usd('exports', '2025', '22')];
    const { basis: _basis, ...mirror } = trade();
    expect(sidesOf(reports, { series: ringgit, conversions, mirror })).toMatchObject({
      says: 'unknown',
      period: null,
      words: 'Tin from B to A: 2025 cannot be converted: myr-to-usd has no rate for 2025.',
    });
  });
});

describe('weights', () => {
  test('take no factor: China reported 19,081 t of rare earths from Malaysia in 2023, Malaysia acknowledged 3,000 t', () => {
    // New Straits Times, March 2024. The factor from CIF to FOB is there, and is not for weights.
    const reports = [report('imports', '2023', '19081'), report('exports', '2023', '3000')];
    const sides = sidesOf(reports, { series: WEIGHTS, mirror: trade(IN_WEIGHT) });
    expect(sides).toMatchObject({ says: 'disagree', importer: { value: '19081' }, exporter: { value: '3000' } });
    expect(sides.index).toBe('0.728273176034');
    expect(sides.remarks).toEqual([]);
  });

  test('of several lines are summed on each side', () => {
    const lines = { ...WEIGHTS, more: series('More exports', { frequency: 'year', basis: 'gross-weight' }) };
    const reports = [report('imports', '2025', '10'), report('exports', '2025', '4'), report('more', '2025', '6')];
    const sides = sidesOf(reports, { series: lines, mirror: trade({ ...IN_WEIGHT, exporter: ['exports', 'more'] }) });
    expect(sides).toMatchObject({ says: 'agree', exporter: { value: '10' } });
    expect(sides.steps).toContainEqual({
      what: "sum of the exporter's series",
      arithmetic: '4 t + 6 t',
      result: '10 t',
    });
  });
});

const inWeight = { series: WEIGHTS, mirror: trade(IN_WEIGHT) };
const tonnes = (importer: string | null, exporter: string | null, more: Partial<KnownObservation> = {}) => [
  report('imports', '2025', importer),
  report('exports', '2025', exporter, more),
];

describe('what they say of each other', () => {
  test('they disagree beyond the tolerance and not at it, by the unrounded difference', () => {
    // Mean 100, difference 10.
    expect(sidesOf(tonnes('105', '95'), inWeight)).toMatchObject({ says: 'agree', relative: '0.1' });
    const tighter = { series: WEIGHTS, mirror: trade({ ...IN_WEIGHT, tolerance: '0.0999' }) };
    expect(sidesOf(tonnes('105', '95'), tighter).says).toBe('disagree');
    expect(sidesOf(tonnes('95', '105'), tighter)).toMatchObject({ says: 'disagree', relative: '-0.1' });
  });

  test('both nothing is unknown, and no agreement', () => {
    expect(sidesOf(tonnes('0', '0'), inWeight)).toMatchObject({ says: 'unknown', relative: null, index: null });
    expect(sidesOf(tonnes('0', '0'), inWeight).words).toContain('two zeros are no agreement');
  });

  test('nothing against a flow is a flow that one side alone reports', () => {
    expect(sidesOf(tonnes('5', '0'), inWeight)).toMatchObject({ says: 'one_sided', relative: '2', index: '1' });
    expect(sidesOf(tonnes('0', '5'), inWeight)).toMatchObject({ says: 'one_sided', relative: '-2', index: '1' });
  });

  test.each(['missing', 'suppressed'] as const)('a side that is %s is unknown, and no zero', (status) => {
    const sides = sidesOf(tonnes('5', null, { status }), inWeight);
    expect(sides).toMatchObject({ says: 'unknown', period: null, exporter: null, relative: null });
    expect(sides.words).toBe(`Tin from B to A: 2025 is not compared, for want of B's exports, 2025 (${status}).`);
  });

  test('a side that reports nothing at all is unknown, and no zero', () => {
    expect(sidesOf([report('imports', '2025', '5')], inWeight)).toMatchObject({ says: 'unknown', exporter: null });
    expect(sidesOf([], inWeight).words).toBe(
      'Tin from B to A: neither side reports a whole calendar year from 2023-01 on.',
    );
  });

  test('reports that contradict each other are no figure of their side', () => {
    const reports = [...tonnes('5', '5'), report('exports', '2025', '6', { reportedBy: 'Another' })];
    expect(sidesOf(reports, inWeight).words).toContain("B's exports, 2025 (contested)");
  });

  test('a correction that leaves a side below zero cannot be compared', () => {
    expect(sidesOf(tonnes('5', '-1'), inWeight)).toMatchObject({ says: 'unknown', relative: null, index: null });
  });

  test('an estimate is used, and the comparison is marked', () => {
    const sides = sidesOf(tonnes('10', '10', { status: 'estimated' }), inWeight);
    expect(sides).toMatchObject({ says: 'agree', provisional: true });
    expect(sides.remarks).toEqual(["B's exports, 2025: 10 t is estimated."]);
    expect(sidesOf(tonnes('10', '10'), inWeight).provisional).toBe(false);
  });

  test('how far they were apart a year before is told, so that a reader sees what is new', () => {
    const reports = [...tonnes('12', '8'), report('imports', '2024', '10'), report('exports', '2024', '10')];
    const { before, steps } = sidesOf(reports, inWeight);
    expect(before).toEqual({
      period: '2024',
      relative: '0',
      vintages: ['exports@2024#Publisher', 'imports@2024#Publisher'],
    });
    expect(steps.at(-1)).toEqual({
      what: 'relative asymmetry a year before, 2024',
      arithmetic: '(10 t (gross weight) - 10 t (gross weight)) ÷ ((10 t (gross weight) + 10 t (gross weight)) ÷ 2)',
      result: '0',
    });
    expect(sidesOf(reports, inWeight).words).toBe(
      "Tin from B to A, 2025: 12 t (gross weight) by the importer, 8 t (gross weight) by the exporter: the importer's is 40% of their mean above the exporter's, more than the 10% that are tolerated. A year before it was the same as the exporter's.",
    );
  });

  test('the other way round is the same difference with the other sign', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 }).map(String);
    fc.assert(
      fc.property(amount, amount, (more, less) => {
        const [there, back] = [sidesOf(tonnes(more, less), inWeight), sidesOf(tonnes(less, more), inWeight)];
        expect(back.says).toBe(there.says);
        expect(back.index).toBe(there.index);
        const [one, other] = [there.relative, back.relative].map((relative) => new Decimal(relative ?? 0));
        expect(one!.eq(other!.neg())).toBe(true);
      }),
    );
  });
});

const rolling = { series: MONTHLY, mirror: trade({ ...IN_WEIGHT, over: 'rolling-year' }) };
const tens = (count: number): string[] => Array.from({ length: count }, () => '10');

describe('what is compared', () => {
  test('a single month never is, nor eleven', () => {
    const eleven = [...months('imports', '2025-01', tens(11)), ...months('exports', '2025-01', tens(11))];
    expect(sidesOf(eleven, rolling)).toMatchObject({ says: 'unknown', period: null });
    const twelve = [...eleven, report('imports', '2025-12', '10'), report('exports', '2025-12', '10')];
    expect(sidesOf(twelve, rolling)).toMatchObject({ says: 'agree', period: '2025' });
  });

  test('is the newest calendar year that both report whole', () => {
    const reports = [...months('imports', '2024-01', tens(30)), ...months('exports', '2024-01', tens(24))];
    expect(sidesOf(reports, { ...rolling, mirror: trade(IN_WEIGHT) })).toMatchObject({ says: 'agree', period: '2025' });
  });

  test('is the newest twelve months that both report, and what one of them lacks of newer ones is told', () => {
    const reports = [...months('imports', '2025-01', tens(20)), ...months('exports', '2025-01', tens(18))];
    const sides = sidesOf(reports, rolling);
    expect(sides.period).toBe('2025-07/2026-06');
    expect(sides.words).toContain("2025-09/2026-08 is not compared, for want of B's exports, 2026-07 and 2026-08.");
  });

  test('a last month that is provisional waits, since what is not out yet can stand there as a zero', () => {
    const reports = [
      ...months('imports', '2025-01', tens(18)),
      ...months('exports', '2025-01', tens(17)),
      report('exports', '2026-06', '0', { status: 'provisional' }),
    ];
    expect(sidesOf(reports, rolling)).toMatchObject({ says: 'agree', period: '2025-06/2026-05', provisional: false });
    expect(sidesOf(reports, rolling).words).toContain("B's exports, 2026-06 (provisional)");
  });

  test('a provisional year is used, and marked', () => {
    const sides = sidesOf(tonnes('10', '10', { status: 'provisional' }), inWeight);
    expect(sides).toMatchObject({ says: 'agree', provisional: true });
    expect(sides.words).toContain('Not all of these figures are final.');
  });

  test('a month without a figure breaks the twelve; it is never taken as zero', () => {
    const holed = (at: number) => months('exports', '2025-01', [...tens(at), null, ...tens(17 - at)]);
    const imports = months('imports', '2025-01', tens(18));
    const sides = sidesOf([...imports, ...holed(13)], rolling);
    expect(sides.period).toBe('2025-02/2026-01');
    expect(sides.words).toContain("2025-07/2026-06 is not compared, for want of B's exports, 2026-02 (missing).");
    expect(sidesOf([...imports, ...holed(3)], { ...rolling, mirror: trade(IN_WEIGHT) })).toMatchObject({
      says: 'unknown',
      words: "Tin from B to A: 2025 is not compared, for want of B's exports, 2025-04 (missing).",
    });
  });

  test('months against quarters end with a quarter', () => {
    const quarterly = { ...MONTHLY, exports: { ...MONTHLY.exports, frequency: 'quarter' as const } };
    const quarters = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1'];
    const reports = [
      ...months('imports', '2025-01', tens(17)),
      ...quarters.map((quarter) => report('exports', quarter, '30')),
    ];
    expect(sidesOf(reports, { ...rolling, series: quarterly })).toMatchObject({
      says: 'agree',
      period: '2025-04/2026-03',
    });
  });

  test('a count from January to December is a year, and an earlier one is none', () => {
    const counted = { ...MONTHLY, exports: { ...MONTHLY.exports, frequency: 'year-to-date' as const } };
    const told = { series: counted, mirror: trade(IN_WEIGHT) };
    const reports = [...months('imports', '2025-01', tens(12)), report('exports', '2025-01/2025-11', '110')];
    expect(sidesOf(reports, told).says).toBe('unknown');
    expect(sidesOf([...reports, report('exports', '2025', '120')], told)).toMatchObject({
      says: 'agree',
      period: '2025',
    });
  });

  test('what agreed four years ago says nothing of today', () => {
    const old = [report('imports', '2022', '10'), report('exports', '2022', '10')];
    expect(sidesOf(old, inWeight)).toMatchObject({ says: 'unknown', inputs: [] });
  });

  test('is told with every commitment whose rule reads either side, and with no other', () => {
    const mirrors = { tin: trade(IN_WEIGHT) };
    const specs = { ...WEIGHTS, other: series('Other', { frequency: 'year' }) };
    const readers = (id: string) =>
      judged({
        commitment: commitment({
          rule: { kind: 'prohibited-flow', series: [id], de_minimis: { value: '0', unit: 't' } },
        }),
        series: specs,
        mirrors,
        reports: [...tonnes('10', '10'), report('other', '2025', '1')],
      }).sides.map(({ mirror }) => mirror);
    expect([readers('imports'), readers('exports'), readers('other')]).toEqual([['tin'], ['tin'], []]);
  });
});

describe('a judgement with two sides', () => {
  const reports = [...tonnes('5', '50'), report('exports', '2024', '9')];

  test('stands where it would stand without: the sides move nothing', () => {
    const { sides, quality, ...beside } = judgement(reports, inWeight);
    const alone = judged({ commitment: least('t'), series: WEIGHTS, conversions: CIF_TO_FOB, reports });
    const { sides: none, quality: own, ...without } = alone;
    expect(sides[0]!.says).toBe('disagree');
    expect(none).toEqual([]);
    expect(beside).toEqual(without);
    expect(quality).toEqual({ ...own, sides: 'disagree' });
  });

  test('names every vintage that was given of either side, apart from those that the rule was given', () => {
    const { inputs, sides } = judgement(reports, inWeight);
    expect(inputs).toEqual(['imports@2025#Publisher']);
    expect(sides[0]!.inputs).toEqual(['exports@2024#Publisher', 'exports@2025#Publisher', 'imports@2025#Publisher']);
    expect(sides[0]!.vintages).toEqual(['exports@2025#Publisher', 'imports@2025#Publisher']);
  });

  test('reads the other side over the years that can be compared, and the rule never sees it', () => {
    const spec = least('t');
    const deal = dealWith({ series: WEIGHTS, commitment: spec, mirrors: { tin: trade(IN_WEIGHT) } });
    expect(windowsOf(deal, boundRule(spec), AT).filter(({ mirror }) => mirror)).toMatchObject([
      { series: 'imports', from: Temporal.PlainYearMonth.from('2023-01') },
      { series: 'exports', from: Temporal.PlainYearMonth.from('2023-01') },
    ]);
  });

  test('is the same whatever the order of the rows', () => {
    const text = JSON.stringify(judgement(reports, inWeight));
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: reports.length }), (shuffled) => {
        expect(JSON.stringify(judgement(shuffled, inWeight))).toBe(text);
      }),
    );
  });

  test('does not change by the passing of days alone', () => {
    const now = JSON.stringify(judgement(reports, inWeight));
    for (const hours of [24, 30 * 24]) {
      expect(JSON.stringify(judgement(reports, { ...inWeight, at: AT.add({ hours }) }))).toBe(now);
    }
  });
});
