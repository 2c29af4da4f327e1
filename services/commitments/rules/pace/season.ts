import { Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import type { Measured } from '../../../../config/vocabulary/basis.ts';
import { type Period, formatPeriod } from '../../../../config/vocabulary/period.ts';
import type { Converter } from '../../../observations/convert.ts';
import { figureOf, firmnessOf } from '../../finding.ts';
import { baseMonths } from '../../methods/season.ts';
import type { Figure, Step } from '../../rule.ts';
import type { SettledSeries, Valued } from '../../settle.ts';
import { exact, sayList } from '../../words.ts';

/** What a base year had in the same months, with the sums; or why no share can be taken from it. */
export type Weight =
  | {
      readonly value: Decimal;
      readonly steps: readonly Step[];
      readonly figures: readonly Figure[];
      readonly remarks: readonly string[];
    }
  | { readonly undefined: string };

/** A base year, by which what is due is spread over the months. */
export interface Season {
  readonly year: number;
  readonly unit: string;
  weigh(span: Period): Weight;
}

/** The season of the sum of some series, in one unit. */
export function seasonOf(series: readonly SettledSeries[], year: number, to: Measured, convert: Converter): Season {
  const weigh = (span: Period): Weight => {
    const lines = series.map((one) => ({ one, base: baseMonths(one.observations, year, span) }));
    const without = lines.flatMap(({ one, base }) =>
      'missing' in base ? `${one.spec.title} has no figure for ${sayList(base.missing)}` : [],
    );
    if (without.length > 0) return { undefined: `The seasonal share of ${year} is undefined: ${sayList(without)}.` };
    const weights = lines.map(({ one, base }) =>
      lineWeight(
        one,
        'figures' in base ? base.figures : [],
        `${year} in the months of ${formatPeriod(span)}`,
        to,
        convert,
      ),
    );
    const value = weights.reduce((sum, weight) => sum.plus(weight.value), new Decimal(0));
    const added = weights.map((weight) => exact(weight.value, to.unit)).join(' + ');
    const sum = { what: `sum of the lines, ${year} in the months of ${formatPeriod(span)}`, arithmetic: added };
    return {
      value,
      steps: [
        ...weights.map(({ step }) => step),
        ...(weights.length > 1 ? [{ ...sum, result: exact(value, to.unit) }] : []),
      ],
      figures: weights.flatMap(({ figures }) => figures),
      remarks: weights.flatMap(({ remarks }) => remarks),
    };
  };
  return { year, unit: to.unit, weigh };
}

function lineWeight(series: SettledSeries, base: readonly Valued[], what: string, to: Measured, convert: Converter) {
  const converted = base.map(({ value, period }) => convert.convert(value, series.spec, to, period).value);
  const value = converted.reduce((sum, one) => sum.plus(one), new Decimal(0));
  const once = [...new Map(base.map((one) => [formatPeriod(one.period), one])).values()];
  return {
    value,
    step: {
      what: `${series.spec.title}, ${what}`,
      arithmetic: `${converted.map((one) => decimalText(one)).join(' + ')} ${to.unit}`,
      result: exact(value, to.unit),
    },
    figures: once.map((one) => figureOf(series, one)),
    remarks: firmnessOf(series, once),
  };
}

/** The months that count and all months of a span, weighed; or why the share of them is undefined. */
export type Share =
  | {
      readonly counted: Decimal;
      readonly whole: Decimal;
      readonly year: number;
      readonly unit: string;
      readonly steps: readonly Step[];
      readonly figures: readonly Figure[];
      readonly remarks: readonly string[];
    }
  | { readonly undefined: string };

/** The share of a span that its part has by the season. Defined only where the whole is above 0 and the part is not below. */
export function shareOf(season: Season, part: Period, span: Period): Share {
  const counted = season.weigh(part);
  if ('undefined' in counted) return counted;
  const whole = season.weigh(span);
  if ('undefined' in whole) return whole;
  if (whole.value.lte(0) || counted.value.lt(0)) {
    const sum = whole.value.lte(0) ? whole.value : counted.value;
    return {
      undefined: `The seasonal share of ${season.year} is undefined: the months of it come to ${exact(sum, season.unit)}.`,
    };
  }
  const shown = new Set(counted.figures.map(keyOf));
  return {
    counted: counted.value,
    whole: whole.value,
    year: season.year,
    unit: season.unit,
    steps: [...counted.steps, ...whole.steps],
    figures: [...counted.figures, ...whole.figures.filter((figure) => !shown.has(keyOf(figure)))],
    remarks: [...new Set([...counted.remarks, ...whole.remarks])],
  };
}

const keyOf = ({ series, period }: Figure): string => `${series} ${period}`;
