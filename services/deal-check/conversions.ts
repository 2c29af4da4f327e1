import type { Deal } from '../../config/deal/schema.ts';
import { sayMeasured } from '../../config/vocabulary/basis.ts';
import { Decimal } from '../../config/vocabulary/decimal.ts';
import { type Period, periodOf } from '../../config/vocabulary/period.ts';
import type { ReadUnit } from '../commitments/rule.ts';
import { type Converter, converterOf } from '../observations/convert.ts';
import type { CheckedConversion } from './schema.ts';

/** The conversions that a rule needs to take its series in the units of its terms. */
export function conversionsOf(deal: Deal, units: readonly ReadUnit[]): CheckedConversion[] {
  const converter = converterOf(deal.conversions);
  const used = units.flatMap((read) => {
    const id = conversionFor(deal, read, converter);
    return id === undefined ? [] : [{ id, series: read.series }];
  });
  return [...Map.groupBy(used, ({ id }) => id)].map(([id, all]) => {
    const { version, standing, ...spec } = deal.conversions[id]!;
    return {
      id,
      version,
      from: sayMeasured({ unit: spec.from, basis: spec.from_basis }),
      to: sayMeasured({ unit: spec.to, basis: spec.to_basis }),
      standing,
      series: [...new Set(all.map(({ series }) => series))],
    };
  });
}

function conversionFor(deal: Deal, read: ReadUnit, converter: Converter): string | undefined {
  const spec = deal.series[read.series]!;
  const year = converter.isYearly(spec, read)
    ? yearsOf(deal).find((period) => converter.can(spec, read, period))
    : undefined;
  return converter.convert(new Decimal(1), spec, read, year).conversion?.split('/')[0];
}

/** Every year for which any conversion of the deal has a rate. */
function yearsOf({ conversions }: Deal): Period[] {
  const years = Object.values(conversions).flatMap((spec) => Object.keys(spec.by_year ?? {}));
  return years.map((year) => periodOf(Number(year), 1, 12));
}
