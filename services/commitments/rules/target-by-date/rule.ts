import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import { aimsOf } from './aims.ts';
import { type FindingParts, figureOf, firmnessOf, gradesOf, noFigures, unknownFinding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
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
  means: 'a level that is to be reached by a date',
  // 3: a level may be to fall, ratios by which a drift is over, progress in words, headroom, and draws that begin from the
  // terms. Of a rise the standing is that of 2, which brought the straight line and the projection.
  version: 3,
  terms: TargetTerms,
  holds: 'by-deadline',
  targetIs: (terms) => aimsOf(terms).binds,
  needs: ({ series, baseline: { period }, projection: { since = period.start } }) => [
    { series, from: Temporal.PlainYearMonth.compare(since, period.start) < 0 ? since : period.start },
  ],
  units: ({ series, unit, basis }) => [{ series, unit, basis }],

  assess(terms, evidence, at) {
    const series = settle(evidence.series(terms.series), at, 'begun');
    const inUnit = ({ value, period }: Valued) => evidence.convert.convert(value, series.spec, terms, period);
    const latest = series.observations.at(-1);
    const atBaseline = observationAt(series, terms.baseline.period);
    const { due, hoped } = aimsOf(terms);
    const parts: FindingParts = {
      target: quantity((due ?? hoped)!, terms.unit),
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
      remarks: [...parts.remarks!, ...firmnessOf(series, [latest]), ...beyondHope(terms, value)],
    });
  },
};

function baselineRemarks({ baseline, unit }: TargetTerms, reported: Decimal | null): string[] {
  const { value, period, source } = baseline;
  const stated = `The baseline is ${exact(value, unit)} in ${formatPeriod(period)} (${source})`;
  const differs = reported !== null && !reported.eq(value);
  return [differs ? `${stated}, while the series has ${exact(reported, unit)} for that period.` : `${stated}.`];
}

/** Beyond what was hoped for is no drift, and told. */
function beyondHope(terms: TargetTerms, value: Decimal): string[] {
  const { unit, by } = terms;
  const { hoped, direction, lead } = aimsOf(terms);
  if (hoped === undefined || lead(value, hoped).lte(0)) return [];
  const [side, word] = direction > 0 ? ['above', 'up to'] : ['below', 'down to'];
  return [`${say(value, unit)} is ${side} the "${word} ${say(hoped, unit)}" by ${formatPeriod(by)}.`];
}
