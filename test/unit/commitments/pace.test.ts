import { describe, expect, it } from 'vitest';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { severity } from '../../../config/vocabulary/standing.ts';
import { equalPace, neededPerMonth, paceRatio, standingAtPace } from '../../../services/commitments/methods/pace.ts';

const pace = (actual: string, target: string, months: number, of = 12) => ({
  actual: new Decimal(actual),
  target: new Decimal(target),
  months,
  of,
});
const bands = { on_track: new Decimal(1), at_risk: new Decimal('0.9') };

describe('an even pace', () => {
  it("is the target's share of the months: China's purchases to March 2020", () => {
    // PIIE, US-China phase one tracker, billion US$, China's imports: 172.7 in 2020, 19.8 through March, shown as 46%.
    const march = pace('19.8', '172.7', 3);
    expect(equalPace(march).toFixed()).toBe('43.175');
    expect(paceRatio(march)!.toDecimalPlaces(4).toFixed()).toBe('0.4586');
    expect(standingAtPace(march, 'floor', bands)).toBe('off_track');
  });

  it('says what each month that is left has to bring', () => {
    expect(neededPerMonth(pace('30', '120', 3))!.toFixed()).toBe('10');
    expect(neededPerMonth(pace('30', '120', 12))).toBeNull();
  });

  it.each([
    ['30', 'on_track'],
    ['29.999999999999999999999999', 'at_risk'],
    ['27', 'at_risk'],
    ['26.999999999999999999999999', 'off_track'],
    ['-5', 'off_track'],
    ['120', 'compliant'],
  ] as const)('%s of 120 after a quarter of the year is %s', (actual, standing) => {
    expect(standingAtPace(pace(actual, '120', 3), 'expectation', bands)).toBe(standing);
  });

  it('a target that twelve does not divide has no rounding at its threshold', () => {
    expect(standingAtPace(pace('7', '100', 7, 100), 'floor', bands)).toBe('on_track');
    expect(standingAtPace(pace('58.333333333333333333333334', '100', 7), 'floor', bands)).toBe('on_track');
    expect(standingAtPace(pace('58.333333333333333333333333', '100', 7), 'floor', bands)).toBe('at_risk');
  });

  it('at the deadline the level is judged: a floor is breached, an expectation is missed', () => {
    expect(standingAtPace(pace('119', '120', 12), 'floor', bands)).toBe('breached');
    expect(standingAtPace(pace('119', '120', 12), 'expectation', bands)).toBe('off_track');
    expect(standingAtPace(pace('120', '120', 12), 'floor', bands)).toBe('compliant');
  });

  it('a ceiling is missed from above only', () => {
    expect(standingAtPace(pace('0', '120', 6), 'ceiling', bands)).toBe('on_track');
    expect(standingAtPace(pace('120', '120', 6), 'ceiling', bands)).toBe('on_track');
    expect(standingAtPace(pace('0', '120', 12), 'ceiling', bands)).toBe('compliant');
    expect(standingAtPace(pace('120.01', '120', 6), 'ceiling', bands)).toBe('off_track');
  });

  it('less of a floor, or more under a ceiling, never has a better standing', () => {
    const amounts = Array.from({ length: 61 }, (_, index) => String(index * 2.5));
    for (const months of [1, 6, 12]) {
      const floor = amounts.map((one) => severity(standingAtPace(pace(one, '120', months), 'floor', bands)));
      expect(floor).toEqual(floor.toSorted().toReversed());
      const ceiling = amounts.map((one) => severity(standingAtPace(pace(one, '120', months), 'ceiling', bands)));
      expect(ceiling).toEqual(ceiling.toSorted());
    }
  });
});
