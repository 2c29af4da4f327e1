import { type Period, lastMonth } from '../../../config/vocabulary/period.ts';
import { type CumulativeTerms, isPaced } from '../../commitments/rules/cumulative-by-date/terms.ts';
import { seasonalOf } from '../../commitments/rules/pace/proration.ts';
import { type Season, seasonOf } from '../../commitments/rules/pace/season.ts';
import { type SettledSeries, isValued, settle } from '../../commitments/settle.ts';
import { sayMonth } from '../../commitments/words.ts';
import { endOf } from './days.ts';
import { type Course, type Given, course, judgedIn, undatedNote } from './course.ts';
import { dueThen, pacePath, paceRun } from './pace.ts';
import { runningSum } from './running-sum.ts';

/** The sum from its start, against the pace towards its end. */
export function cumulativeCourse(terms: CumulativeTerms, given: Given): Course | null {
  const { evidence, judgement, at } = given;
  const lines = terms.series.map((id) => settle(evidence.series(id), at));
  const reporting = lines.filter(({ observations }) => observations.some(isValued));
  const paced = isPaced(terms);
  const shown = spanFor(terms, reporting, paced);
  if (shown === null || (paced && reporting.length < lines.length)) return null;
  const { span } = shown;
  const season = seasonFor(terms, lines, given);
  const run = paced ? paceRun(terms.target, span, season) : null;
  return course({
    series: reporting,
    unit: terms.unit,
    form: 'running_sum',
    counted: `sum from ${sayMonth(span.start)}`,
    points: runningSum(reporting, { ...shown, to: terms, overGaps: !paced, convert: evidence.convert }),
    judged: judgedIn(judgement, paced ? dueThen(judgement) : null),
    required: run && pacePath([run], season),
    target: { value: terms.target.toFixed(), is: terms.binds, from: null, to: terms.by ? endOf(span) : null },
    note: undatedNote(terms.undated),
  });
}

/** From the month that is stated, or the first that is known, to the same at the other end. */
function spanFor({ from, by }: CumulativeTerms, lines: readonly SettledSeries[], paced: boolean) {
  const { compare } = Temporal.PlainYearMonth;
  const valued = lines
    .flatMap(({ observations }) => observations.filter(isValued))
    .filter(({ period }) => from === undefined || compare(period.start, from) >= 0);
  const first = valued.map(({ period }) => period.start).toSorted(compare)[0];
  const until = valued
    .map(({ period }) => lastMonth(period))
    .toSorted(compare)
    .at(-1);
  const [start, end] = [paced ? from : first, by ?? until];
  if (start === undefined || end === undefined || until === undefined || compare(start, end) > 0) return null;
  const span: Period = { start, months: start.until(end, { largestUnit: 'months' }).months + 1 };
  return { span, until };
}

function seasonFor(terms: CumulativeTerms, lines: readonly SettledSeries[], { evidence, at }: Given): Season | null {
  const seasonal = seasonalOf(terms.proration);
  if (seasonal === null) return null;
  if (seasonal.series === undefined) return seasonOf(lines, seasonal.base_year, terms, evidence.convert);
  const own = settle(evidence.series(seasonal.series), at);
  return seasonOf([own], seasonal.base_year, own.spec, evidence.convert);
}
