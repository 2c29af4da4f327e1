import { describe, expect, test } from 'vitest';
import { commitment, judged, months, report, series } from '../../../support/evidence.ts';
import {
  IN_WEIGHT,
  inWeight,
  MONTHLY,
  rolling,
  sidesOf,
  tens,
  tonnes,
  trade,
  WEIGHTS,
} from '../../../support/mirrored-trade.ts';

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
