import { type Period, formatPeriod, lastMonth } from '../../../../config/vocabulary/period.ts';
import type { Converter } from '../../../observations/convert.ts';
import { type Member, commonMonths, coveredBy, memberOf, memberRemarks, memberSteps, sumOfMembers } from './members.ts';
import { CumulativeTerms, isJudged, isPaced } from './terms.ts';
import { type FindingParts, gradesOf, noFigures, spanOf, unknownFinding } from '../../finding.ts';
import { singleFigures, withoutTwins, yearFigures } from '../../flow-figures.ts';
import { stretch } from '../../methods/stretch.ts';
import { paceFinding } from '../pace/finding.ts';
import { type Seasonal, seasonalOf, withBaseYear } from '../pace/proration.ts';
import type { Evidence, Finding, Rule } from '../../rule.ts';
import { type Share, seasonOf, shareOf } from '../pace/season.ts';
import { type SettledSeries, isValued, settle } from '../../settle.ts';
import { nothingDue, quantity, say, sayList } from '../../words.ts';

/** A sum over years that is due at their end, judged by its pace over the months in which every line is known. */
export const cumulativeByDate: Rule<CumulativeTerms> = {
  kind: 'cumulative-by-date',
  means: 'a sum over months or years that is due at their end',
  // 3: thresholds by which a drift is over, headroom. The standing is that of 2, which brought the season.
  version: 3,
  terms: CumulativeTerms,
  holds: 'by-deadline',
  targetIs: ({ binds }) => binds,
  undecidable: (terms) => !isJudged(terms),
  needs: ({ series, from, proration }) =>
    withBaseYear(
      series.map((id) => (from ? { series: id, from } : { series: id })),
      proration,
    ),
  units: ({ series, unit, basis }) => series.map((id) => ({ series: id, unit, basis })),

  assess(terms, evidence, at) {
    const lines = terms.series.map((id) => settle(evidence.series(id), at));
    const known: FindingParts = {
      target: quantity(terms.target, terms.unit),
      figures: lines.flatMap(yearFigures),
      remarks: lines.flatMap(({ remarks }) => remarks),
    };
    const reporting = lines.filter(({ observations }) => observations.some(isValued));
    const silent = lines.filter((line) => !reporting.includes(line));
    if (reporting.length === 0 || (silent.length > 0 && isPaced(terms))) {
      return unknownFinding(noFigures(silent), known);
    }

    const members = membersOf(terms, reporting, evidence.convert);
    const actual = sumOfMembers(members);
    const seasonal = seasonalOf(terms.proration);
    const covered = coveredBy(members);
    const share = seasonal && covered ? shareIn(terms, seasonal, lines, covered, evidence, at) : null;
    return verdict(terms, members, silent.length === 0, share, {
      ...known,
      value: quantity(actual, terms.unit),
      steps: memberSteps(members, actual, terms.unit),
      figures: [
        ...known.figures!,
        ...members.flatMap(({ series, stretch: { counted } }) => singleFigures(series, counted, known.figures!)),
      ],
      remarks: [...known.remarks!, ...silent.map((line) => noFigures([line])), ...members.flatMap(memberRemarks)],
    });
  },
};

function membersOf(terms: CumulativeTerms, lines: readonly SettledSeries[], convert: Converter): Member[] {
  const overGaps = !isPaced(terms);
  const stretches = lines.map(({ observations }) => {
    const from = terms.from ?? observations[0]!.period.start;
    const ends = observations.map(({ period }) => lastMonth(period)).toSorted(Temporal.PlainYearMonth.compare);
    const to = terms.by ?? ends.at(-1)!;
    return stretch(observations, { from, to, overGaps });
  });
  const cut = overGaps ? stretches : commonMonths(stretches);
  return lines.map((series, index) => memberOf(series, cut[index]!, terms, convert));
}

/** What the months that count had of the whole span in the base year: of the lines in sum, or of a series of its own. */
function shareIn(
  { from, by, unit, basis }: CumulativeTerms,
  { series: id, base_year: year }: Seasonal,
  lines: readonly SettledSeries[],
  covered: Period,
  evidence: Evidence,
  at: Temporal.Instant,
): Share {
  const own = id === undefined ? null : settle(evidence.series(id), at);
  const season = own
    ? seasonOf([own], year, own.spec, evidence.convert)
    : seasonOf(lines, year, { unit, basis }, evidence.convert);
  return shareOf(season, covered, spanOf([monthly(from!), monthly(by!)]));
}

function verdict(
  terms: CumulativeTerms,
  members: readonly Member[],
  complete: boolean,
  share: Share | null,
  parts: FindingParts,
): Finding {
  const { unit, target, binds, undated, from, by } = terms;
  const actual = sumOfMembers(members);
  const title = sayList(members.map(({ series }) => series.spec.title));
  const covered = coveredBy(members);
  if (!covered) {
    return unknownFinding(`No month${from ? ` from ${from} on` : ''} can be counted for ${title}.`, {
      ...parts,
      value: null,
    });
  }
  const period = formatPeriod(covered);
  const known = { ...parts, period, evidence: gradesOf(members.map(({ series }) => series)) };
  if (undated !== undefined && !isJudged(terms)) {
    const said = `${title}: ${say(actual, unit)} in ${period} towards the ${binds} of ${say(target, unit)}`;
    const remarks = from ? parts.remarks! : [...parts.remarks!, NO_START];
    return unknownFinding(`${said}; ${nothingDue(undated)}.`, { ...known, remarks });
  }
  if (share && 'undefined' in share) return unknownFinding(share.undefined, known);
  const span = from && by ? spanOf([monthly(from), monthly(by)]) : null;
  // A line without figures leaves a ceiling open to the end: it is never said to be kept.
  const months = complete ? Math.min(...members.map(({ stretch: { months: own } }) => own)) : 0;
  const season = share ?? undefined;
  const pace = { actual, target, months, of: span?.months ?? Number.POSITIVE_INFINITY, season };
  const counted = binds === 'ceiling' || !span ? period : `${period} (${months} of ${span.months} months)`;
  return paceFinding(
    { pace, binds, bands: terms, unit, title, counted, span: span ? formatPeriod(span) : 'all', base: season },
    {
      ...known,
      steps: [...known.steps!, ...(season?.steps ?? [])],
      figures: withoutTwins(known.figures!, season?.figures ?? []),
      remarks: [...known.remarks!, ...(season?.remarks ?? [])],
    },
  );
}

const NO_START = 'No start is stated: the sum is of all that is reported, which may be more than counts.';

const monthly = (start: Temporal.PlainYearMonth) => ({ period: { start, months: 1 } });
