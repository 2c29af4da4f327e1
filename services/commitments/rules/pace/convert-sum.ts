import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { Measured } from '../../../../config/vocabulary/basis.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import type { Converter } from '../../../observations/convert.ts';
import { spanOf, total } from '../../finding.ts';
import { sumStep } from '../../flow-figures.ts';
import type { Step } from '../../rule.ts';
import type { SettledSeries, Valued } from '../../settle.ts';
import { exact } from '../../words.ts';

interface ConvertedSum {
  readonly value: Decimal;
  readonly steps: readonly Step[];
}

/**
 * The sum of observations in another unit, with its arithmetic: summed first and then converted as a whole, or year by
 * year where the rate differs from one year to the next.
 * @throws NoRateError for a year without a rate.
 */
export function convertSum(
  series: SettledSeries,
  counted: readonly Valued[],
  to: Measured,
  convert: Converter,
): ConvertedSum {
  if (counted.length === 0) return { value: total([]), steps: [] };
  if (!convert.isYearly(series.spec, to)) {
    const { value, arithmetic, conversion } = convert.convert(total(counted), series.spec, to);
    const converted =
      arithmetic === null ? [] : [{ what: `the same, by ${conversion}`, arithmetic, result: exact(value, to.unit) }];
    return { value, steps: [sumStep(series, counted), ...converted] };
  }
  const years = [...Map.groupBy(counted, ({ period }) => period.start.year).values()].map((year) => {
    const of = spanOf(year);
    const { value, arithmetic, conversion } = convert.convert(total(year), series.spec, to, of);
    const what = `${formatPeriod(of)}, by ${conversion}`;
    return { value, steps: [sumStep(series, year), { what, arithmetic: arithmetic!, result: exact(value, to.unit) }] };
  });
  const value = years.reduce((sum, year) => sum.plus(year.value), new Decimal(0));
  const added = years.map((year) => exact(year.value, to.unit)).join(' + ');
  return {
    value,
    steps: [
      ...years.flatMap(({ steps }) => steps),
      ...(years.length > 1 ? [{ what: 'sum of the years', arithmetic: added, result: exact(value, to.unit) }] : []),
    ],
  };
}
