import { z } from 'zod';
import { formatPeriod, lastMonth } from '../../config/vocabulary/period.ts';
import type { Converter } from '../observations/convert.ts';
import {
  type Member,
  commonMonths,
  coveredBy,
  memberOf,
  memberRemarks,
  memberSteps,
  sumOfMembers,
} from './cumulative-members.ts';
import { type FindingParts, gradesOf, noFigures, spanOf, unknownFinding } from './finding.ts';
import { singleFigures, yearFigures } from './flow-figures.ts';
import { stretch } from './methods/stretch.ts';
import { paceFinding } from './pace-finding.ts';
import type { Finding, Rule } from './rule.ts';
import { type SettledSeries, isValued, settle } from './settle.ts';
import { BINDS, BasisTerm, MonthTerm, PACE_TERMS, PositiveTerm, SeriesTerm, Text, paceTermsInOrder } from './terms.ts';
import { nothingDue, quantity, say, sayList } from './words.ts';

const Terms = z
  .strictObject({
    series: SeriesTerm,
    unit: Text,
    basis: BasisTerm,
    target: PositiveTerm,
    binds: z.enum(BINDS),
    from: MonthTerm.optional(),
    by: MonthTerm.optional(),
    /** Why no start or no end is stated. */
    undated: Text.optional(),
    ...PACE_TERMS,
  })
  .refine(
    ({ from, by, undated }) => (undated === undefined ? from !== undefined && by !== undefined : by === undefined),
    {
      message: 'give from and by, or undated with the reason',
    },
  )
  .refine(({ from, by }) => !from || !by || Temporal.PlainYearMonth.compare(from, by) <= 0, {
    message: 'is before from',
    path: ['by'],
  })
  .refine(paceTermsInOrder, { message: 'is above on_track', path: ['at_risk'] });
type Terms = z.output<typeof Terms>;

/** A sum over years that is due at their end, judged by an even pace over the months in which every line is known. */
export const cumulativeByDate: Rule<Terms> = {
  kind: 'cumulative-by-date',
  version: 1,
  terms: Terms,
  holds: 'by-deadline',
  targetIs: ({ binds }) => binds,
  undecidable: (terms) => !isJudged(terms),
  needs: ({ series, from }) => series.map((id) => (from ? { series: id, from } : { series: id })),
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
    return verdict(terms, members, silent.length === 0, {
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

/** Whether a date is known to judge by. Under a ceiling the start is enough: from when on the sum counts. */
function isJudged({ binds, from, undated }: Terms): boolean {
  return undated === undefined || (binds === 'ceiling' && from !== undefined);
}

/** Whether the sum is held against a pace: a ceiling, or a sum without dates, takes all that is reported. */
function isPaced({ binds, undated }: Terms): boolean {
  return binds !== 'ceiling' && undated === undefined;
}

function membersOf(terms: Terms, lines: readonly SettledSeries[], convert: Converter): Member[] {
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

function verdict(terms: Terms, members: readonly Member[], complete: boolean, parts: FindingParts): Finding {
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
  const span = from && by ? spanOf([monthly(from), monthly(by)]) : null;
  // A line without figures leaves a ceiling open to the end: it is never said to be kept.
  const months = complete ? Math.min(...members.map(({ stretch: { months: own } }) => own)) : 0;
  const pace = { actual, target, months, of: span?.months ?? Number.POSITIVE_INFINITY };
  const counted = binds === 'ceiling' || !span ? period : `${period} (${months} of ${span.months} months)`;
  return paceFinding(
    { pace, binds, bands: terms, unit, title, counted, span: span ? formatPeriod(span) : 'all' },
    known,
  );
}

const NO_START = 'No start is stated: the sum is of all that is reported, which may be more than counts.';

const monthly = (start: Temporal.PlainYearMonth) => ({ period: { start, months: 1 } });
