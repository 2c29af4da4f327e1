import { type Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import type { Aims } from './aims.ts';
import { type FindingParts, finding, unknownFinding } from '../../finding.ts';
import { growthPaths } from './growth-path.ts';
import { headroomParts } from '../../headroom.ts';
import { PROGRESS_STANDINGS, progressOf, progressScore } from '../../methods/progress.ts';
import type { GrowthRatio } from '../../methods/required-growth.ts';
import type { Finding, Step } from '../../rule.ts';
import { growthOf, yearsBetween } from './growth-so-far.ts';
import { growthRooms } from './rooms.ts';
import type { Level } from './level.ts';
import { type Bands, closingBands } from '../../terms.ts';
import { type TargetTerms, bandsOf } from './terms.ts';
import { exact, quantity, say, sayPercent, sayWord, withBands } from '../../words.ts';

/** The finding for a level that has not reached its target before the date: by its growth since the baseline. */
export function judgeGrowth(
  terms: TargetTerms,
  aims: Aims,
  due: Decimal,
  level: Level,
  said: string,
  known: FindingParts,
): Finding {
  const { baseline, by, unit } = terms;
  const path = growthPaths[terms.path];
  const growth = growthOf(terms, aims, due, level);
  const ahead = [due, ...(aims.hoped ? [aims.hoped] : [])].flatMap((aim) => growthAhead(terms, level, aim));
  const aim = `${say(due, unit)} by ${formatPeriod(by)}`;
  const needed = path.rate(level.value, due, yearsBetween(level.period, by));
  const start = `${say(level.value, unit)} in ${formatPeriod(level.period)}`;
  const wayBack = needed && `From ${start}, growth of ${path.say(needed, unit)} to reach ${aim}.`;
  const result = path.ratio(growth);
  if (!result) {
    const why = growth.yearsSoFar.lt(1)
      ? `growth is judged from a figure at least a year after the baseline of ${formatPeriod(baseline.period)}`
      : 'no growth can be computed from these figures';
    return unknownFinding(`${said}; ${why}.`, {
      ...known,
      steps: [...known.steps!, ...ahead, level.projection],
      wayBack,
    });
  }
  const { soFar, required, ratio } = result;
  const onPath = path.level(baseline.value, required, growth.yearsSoFar);
  const bands = bandsOf(terms);
  const closing = closingBands(bands);
  const standing = standingAt(ratio, bands);
  const room = headroomParts(standing, growthRooms(terms, aims, due, level), unit);
  const grown = `growth of ${path.say(soFar, unit)} since ${formatPeriod(baseline.period)}`;
  const reason = `${said}: ${grown}, ${sayPercent(ratio)} of the ${path.say(required, unit)} that ${aim} needs.`;
  return finding(standing, reason, {
    ...known,
    ...(closing && { closing: standingAt(ratio, closing) }),
    margin: quantity(aims.lead(level.value, onPath), unit),
    headroom: room.headroom,
    wayBack: standing === 'on_track' ? null : wayBack,
    steps: [
      ...known.steps!,
      growthStep(terms, 'growth so far', level.value, baseline.value, growth.yearsSoFar, soFar),
      growthStep(terms, 'growth required', due, baseline.value, growth.yearsInAll, required),
      ...ratioSteps(terms, result),
      {
        what: 'level on the way to the target',
        arithmetic: path.levelArithmetic(baseline.value, required, growth.yearsSoFar, unit),
        result: exact(onPath, unit),
      },
      ...room.steps,
      ...ahead,
      level.projection,
    ],
  });
}

const progressAt = (ratio: Decimal, { on_track: substantial, at_risk: moderate }: Bands) =>
  progressOf(ratio, false, { substantial, moderate });

const standingAt = (ratio: Decimal, bands: Bands) => PROGRESS_STANDINGS[progressAt(ratio, bands)];

function ratioSteps(terms: TargetTerms, { soFar, required, ratio }: GrowthRatio): Step[] {
  const bands = bandsOf(terms);
  return [
    {
      what: 'growth so far over growth required',
      arithmetic: `${decimalText(soFar)} ÷ ${decimalText(required)}`,
      result: withBands(ratio, bands, closingBands(bands)),
    },
    {
      what: 'progress',
      arithmetic: `score of the ratio ${decimalText(ratio)}, from -5 to 5`,
      result: `${decimalText(progressScore(ratio, false), 2)}: ${sayWord(progressAt(ratio, bands))}`,
    },
  ];
}

function growthAhead(terms: TargetTerms, level: Level, aim: Decimal): Step[] {
  const { by, unit, path } = terms;
  const years = yearsBetween(level.period, by);
  const rate = growthPaths[path].rate(level.value, aim, years);
  const what = `growth needed from ${formatPeriod(level.period)} to ${say(aim, unit)}`;
  return rate ? [growthStep(terms, what, aim, level.value, years, rate)] : [];
}

function growthStep(
  { path, unit }: TargetTerms,
  what: string,
  to: Decimal,
  from: Decimal,
  years: Decimal,
  rate: Decimal,
): Step {
  const { rateArithmetic, say: sayGrowth } = growthPaths[path];
  return {
    what,
    arithmetic: rateArithmetic(from, to, years),
    result: `${decimalText(rate)} (${sayGrowth(rate, unit)})`,
  };
}
