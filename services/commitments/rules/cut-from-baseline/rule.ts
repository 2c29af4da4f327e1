import { isDrift } from '../../../../config/vocabulary/standing.ts';
import { accountRemarks } from './account.ts';
import {
  type FindingParts,
  figureOf,
  finding,
  firmnessOf,
  gradesOf,
  noFigures,
  unknownFinding,
} from '../../finding.ts';
import { headroomParts } from '../../headroom.ts';
import { type CutCourse, commonMonth, courseOf } from './members.ts';
import { conformityText } from '../../methods/cut-conformity.ts';
import { type CutReading, type Pledging, isBehind, nearestRooms, readMonth, standingBy } from './reading.ts';
import type { Finding, Rule } from '../../rule.ts';
import { isValued, settle } from '../../settle.ts';
import { closingThresholds } from './standing.ts';
import { cutSteps } from './steps.ts';
import { CutTerms } from './terms.ts';
import { capital, quantity, say, sayList } from '../../words.ts';

/**
 * A promise of one or more members to produce less than a baseline by a pledged cut, judged in the newest month for
 * which all that pledged have figures. The sum of a group is shown with its members, since one who does more hides
 * another.
 */
export const cutFromBaseline: Rule<CutTerms> = {
  kind: 'cut-from-baseline',
  means: 'output that is to stay below a baseline by a pledged cut',
  // 2: thresholds by which a drift is over, headroom, the account of what is owed. The standing is that of 1, but that a
  // member that pledged nothing for a month no longer holds it up.
  version: 2,
  terms: CutTerms,
  holds: 'continuous',
  targetIs: () => 'ceiling',
  needs: ({ members }) => members.map(({ series, pledges }) => ({ series, from: pledges[0]!.from })),
  units: ({ members, unit }) => members.map(({ series }) => ({ series, unit })),

  assess(terms, evidence, at) {
    const courses = terms.members.map((member) =>
      courseOf(member, settle(evidence.series(member.series), at), terms.unit, evidence.convert),
    );
    const parts: FindingParts = {
      figures: courses.flatMap(({ series, months }) => months.map(({ observation }) => figureOf(series, observation))),
      remarks: courses.flatMap(({ series }) => series.remarks),
    };
    const silent = courses.filter(isSilent).map(({ series }) => series);
    if (silent.length > 0) return unknownFinding(noFigures(silent), parts);
    const month = commonMonth(courses);
    if (!month)
      return unknownFinding('There is no month for which every member that pledged a cut has a figure.', parts);
    return verdict(terms, readMonth(courses, month, terms), parts);
  },
};

/** Whether nothing is known of a member that ever pledged anything. */
const isSilent = ({ member, series }: CutCourse): boolean =>
  member.pledges.some(({ cut }) => cut.gt(0)) && !series.observations.some(isValued);

function verdict(terms: CutTerms, reading: CutReading, known: FindingParts): Finding {
  const { unit } = terms;
  const { month, pledging, group } = reading;
  const standing = standingBy(reading, terms, terms);
  const closing = closingThresholds(terms);
  const target = group.baseline.minus(group.cut);
  const behind = pledging.filter((member) => isBehind(member, terms));
  const room = headroomParts(standing, nearestRooms(reading, terms), unit);
  return finding(
    standing,
    `${capital(group.name)} cut ${conformityText(reading.percent)} of what was pledged for ${month}${whoIsBehind(behind, pledging)}.`,
    {
      ...known,
      period: `${month}`,
      ...(closing && { closing: standingBy(reading, terms, closing) }),
      value: quantity(group.output, unit),
      target: quantity(target, unit),
      margin: quantity(target.minus(group.output), unit),
      headroom: room.headroom,
      evidence: gradesOf(pledging.map(({ course }) => course.series)),
      wayBack: isDrift(standing) ? wayBack(behind, reading, terms) : null,
      steps: [...cutSteps(reading, terms), ...room.steps],
      remarks: [
        ...known.remarks!,
        ...pledging.flatMap(({ course, now }) => firmnessOf(course.series, [now.observation])),
        ...pledging.flatMap(({ course, account, now }) => accountRemarks(course, account, unit, now)),
      ],
    },
  );
}

/** Of a group, the members that cut less than they pledged: the sum may hide them. */
function whoIsBehind(behind: readonly Pledging[], pledging: readonly Pledging[]): string {
  if (behind.length === 0 || pledging.length === 1) return '';
  return `: ${sayList(behind.map(({ kept, percent }) => `${kept.name} ${conformityText(percent)}`))}`;
}

/** Of those whose standing counts, by how much each has to produce less. */
function wayBack(behind: readonly Pledging[], { month, group }: CutReading, { judged }: CutTerms): string {
  const over = judged === 'group' ? [group] : behind.map(({ kept }) => kept);
  const less = over.map(({ name, baseline, cut, output, unit }) => {
    const excess = output.minus(baseline.minus(cut));
    return `${name} to produce ${say(excess, unit)} less`;
  });
  return `In a later month, ${sayList(less)} than in ${month}.`;
}
