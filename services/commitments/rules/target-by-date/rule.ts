import type { Rule } from '../../rule.ts';
import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import { type FindingParts, figureOf, firmnessOf, gradesOf, noFigures, unknownFinding } from '../../finding.ts';
import { type Valued, isValued, observationAt, settle } from '../../settle.ts';
import { judgeLevel } from './level.ts';
import { projectionStep } from './projection.ts';
import { TargetTerms } from './terms.ts';
import { exact, quantity, say } from '../../words.ts';

/**
 * A level that is due by a date, judged by its growth since a sourced baseline, and by itself once the date is over.
 */
export const targetByDate: Rule<TargetTerms> = {
  kind: 'target-by-date',
  // 2: the way to the target may be a straight line, and the level is projected to the date. With compound growth the
  // standing is that of 1.
  version: 2,
  terms: TargetTerms,
  holds: 'by-deadline',
  targetIs: ({ low }) => (low === undefined ? 'ceiling' : 'floor'),
  needs: ({ series, baseline: { period }, projection: { since = period.start } }) => [
    { series, from: Temporal.PlainYearMonth.compare(since, period.start) < 0 ? since : period.start },
  ],
  units: ({ series, unit, basis }) => [{ series, unit, basis }],

  assess(terms, evidence, at) {
    const series = settle(evidence.series(terms.series), at, 'begun');
    const inUnit = ({ value, period }: Valued) => evidence.convert.convert(value, series.spec, terms, period);
    const latest = series.observations.at(-1);
    const atBaseline = observationAt(series, terms.baseline.period);
    const parts: FindingParts = {
      target: quantity(terms.low ?? terms.high!, terms.unit),
      figures: series.observations.filter(isValued).map((observation) => figureOf(series, observation)),
      remarks: [
        ...series.remarks,
        ...baselineRemarks(
          terms,
          isValued(atBaseline) && evidence.convert.can(series.spec, terms, atBaseline.period)
            ? inUnit(atBaseline).value
            : null,
        ),
      ],
    };
    if (!latest) return unknownFinding(noFigures([series]), parts);
    const period = formatPeriod(latest.period);
    if (!isValued(latest)) {
      return unknownFinding(`${series.spec.title} gives no value for ${period} (${latest.status}).`, {
        ...parts,
        period,
      });
    }
    const { value, arithmetic, conversion } = inUnit(latest);
    const levels = series.observations.map((observation) => ({
      period: observation.period,
      value:
        isValued(observation) && evidence.convert.can(series.spec, terms, observation.period)
          ? inUnit(observation).value
          : null,
    }));
    const projection = projectionStep(terms, levels, series.spec.frequency, evidence.seed);
    return judgeLevel(terms, { value, period: latest.period, title: series.spec.title, projection }, at, {
      ...parts,
      period,
      value: quantity(value, terms.unit),
      evidence: gradesOf([series]),
      steps:
        arithmetic === null
          ? []
          : [{ what: `latest figure, by ${conversion}`, arithmetic, result: exact(value, terms.unit) }],
      remarks: [...parts.remarks!, ...firmnessOf(series, [latest]), ...aboveHigh(terms, value)],
    });
  },
};

function baselineRemarks({ baseline, unit }: TargetTerms, reported: Decimal | null): string[] {
  const { value, period, source } = baseline;
  const stated = `The baseline is ${exact(value, unit)} in ${formatPeriod(period)} (${source})`;
  const differs = reported !== null && !reported.eq(value);
  return [differs ? `${stated}, while the series has ${exact(reported, unit)} for that period.` : `${stated}.`];
}

function aboveHigh({ high, unit, by }: TargetTerms, value: Decimal): string[] {
  return high && value.gt(high)
    ? [`${say(value, unit)} is above the "up to ${say(high, unit)}" by ${formatPeriod(by)}.`]
    : [];
}
