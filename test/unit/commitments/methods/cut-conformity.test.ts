import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import {
  achievedCut,
  conformity,
  conformityText,
  groupConformity,
  ledger,
} from '../../../../services/commitments/methods/cut-conformity.ts';
import { printed } from '../../../support/decimals.ts';

const cut = (baseline: string, output: string, pledged: string) => ({
  baseline: new Decimal(baseline),
  output: new Decimal(output),
  pledged: new Decimal(pledged),
});
/** Algeria, November 2019, thousand barrels a day (Reuters survey): baseline 1,057, output 1,020, pledged cut 32. */
const algeria = cut('1057', '1020', '32');
const overproducer = cut('1000', '1005', '20');
const unpledged = cut('800', '900', '0');

describe('a cut that was pledged', () => {
  test('is conformed to by what was achieved of it: Algeria 37 of 32, shown as 116%', () => {
    expect(achievedCut(algeria).toFixed()).toBe('37');
    expect(conformity(algeria)!.toFixed()).toBe('115.625');
    expect(conformityText(conformity(algeria)!)).toBe('116%');
  });

  test('is negative where more was produced than the baseline, and shown in a word', () => {
    expect(conformityText(conformity(overproducer)!)).toBe('negative');
    expect(conformityText(new Decimal(0))).toBe('0%');
    expect(conformityText(new Decimal('99.5'))).toBe('100%');
  });

  test('of nothing has no ratio', () => {
    expect(conformity(unpledged)).toBeNull();
  });
});

describe('a group', () => {
  test('is sum over sum, so that one who does more hides one who does less', () => {
    expect(printed(groupConformity([algeria, overproducer])!, 4)).toBe('61.5385');
  });

  test('leaves out who pledged nothing', () => {
    expect(groupConformity([algeria, unpledged])).toEqual(conformity(algeria));
    expect(groupConformity([unpledged])).toBeNull();
  });
});

test('what is owed grows by each day above the target, shrinks by extra cuts, and stops at nothing', () => {
  const month = (output: string, days: number) => ({ output: new Decimal(output), target: new Decimal(100), days });
  const owed = ledger([month('110', 30), month('95', 31), month('90', 30), month('101', 31)]);
  expect(owed.map((one) => one.toFixed())).toEqual(['300', '145', '0', '31']);
});
