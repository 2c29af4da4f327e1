import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { type Standing, isDrift, severity } from '../../../../config/vocabulary/standing.ts';
import { type CutCourse, type CutMonth, commonMonth, courseOf, cutIn, owedAfter, targetOf } from './members.ts';
import { CutTerms } from './terms.ts';
import {
  type FindingParts,
  figureOf,
  finding,
  firmnessOf,
  gradesOf,
  noFigures,
  unknownFinding,
} from '../../finding.ts';
import { achievedCut, conformity, conformityText, groupConformity } from '../../methods/cut-conformity.ts';
import type { Finding, Rule, Step } from '../../rule.ts';
import { isValued, settle } from '../../settle.ts';
import { exact, quantity, say, sayList, withBands } from '../../words.ts';

/**
 * A promise of one or more members to produce less than a baseline by a pledged cut, judged in the newest month for
 * which all of them have figures. The sum of a group is shown with its members, since one who does more hides another.
 */
export const cutFromBaseline: Rule<CutTerms> = {
  kind: 'cut-from-baseline',
  version: 1,
  terms: CutTerms,
  holds: 'continuous',
  targetIs: () => 'ceiling',
  needs: ({ members }) => members.map(({ series, pledges }) => ({ series, from: pledges[0]!.from })),
  units: ({ members, unit }) => members.map(({ series }) => ({ series, unit })),

  assess(terms, evidence, at) {
    const courses = terms.members.map((member) =>
      courseOf(member, settle(evidence.series(member.series), at), terms.unit, evidence.convert),
    );
    const lines = courses.map(({ series }) => series);
    const parts: FindingParts = {
      figures: courses.flatMap(({ series, months }) => months.map(({ observation }) => figureOf(series, observation))),
      remarks: lines.flatMap(({ remarks }) => remarks),
    };
    const silent = lines.filter(({ observations }) => !observations.some(isValued));
    if (silent.length > 0) return unknownFinding(noFigures(silent), parts);
    const month = commonMonth(courses);
    if (!month) return unknownFinding('There is no month for which every member has a figure.', parts);
    const members = courses.map((course) => memberIn(course, month, terms));
    return verdict(terms, members, month, parts);
  },
};

interface MemberFinding {
  readonly course: CutCourse;
  readonly now: CutMonth;
  /** Per cent of the pledged cut, unrounded; null for a member that pledged nothing. */
  readonly percent: Decimal | null;
  readonly owed: Decimal;
  readonly standing: Standing;
}

function memberIn(course: CutCourse, month: Temporal.PlainYearMonth, terms: CutTerms): MemberFinding {
  const now = course.months.find((one) => one.month.equals(month))!;
  const percent = conformity(cutIn(now));
  const standing = percent === null ? 'compliant' : standingOf(terms, percent, now.output.minus(targetOf(now)));
  return { course, now, percent, owed: owedAfter(course, month), standing };
}

function standingOf({ binds, tolerance, on_track, at_risk }: CutTerms, percent: Decimal, above: Decimal): Standing {
  if (above.lte(tolerance)) return 'compliant';
  const reaches = (band: Decimal) => percent.gte(band.times(100));
  if (reaches(on_track)) return 'on_track';
  if (reaches(at_risk)) return 'at_risk';
  return binds === 'floor' ? 'breached' : 'off_track';
}

function verdict(
  terms: CutTerms,
  members: readonly MemberFinding[],
  month: Temporal.PlainYearMonth,
  known: FindingParts,
): Finding {
  const { unit } = terms;
  const pledging = members.filter(({ percent }) => percent !== null);
  const group = groupConformity(pledging.map(({ now }) => cutIn(now)));
  if (group === null) return unknownFinding('No member pledged a cut in this month.', { ...known, period: `${month}` });
  const output = sum(pledging.map(({ now }) => now.output));
  const target = sum(pledging.map(({ now }) => targetOf(now)));
  const worst = pledging.toSorted((a, b) => severity(b.standing) - severity(a.standing))[0]!;
  const standing = terms.judged === 'group' ? standingOf(terms, group, output.minus(target)) : worst.standing;
  const behind = pledging.filter((member) => isDrift(member.standing));
  const all = members.length === 1 ? worst.course.member.name : 'The group';
  return finding(
    standing,
    `${all} cut ${conformityText(group)} of what was pledged for ${month}${whoIsBehind(behind)}.`,
    {
      ...known,
      period: `${month}`,
      value: quantity(output, unit),
      target: quantity(target, unit),
      margin: quantity(target.minus(output), unit),
      evidence: gradesOf(pledging.map(({ course }) => course.series)),
      wayBack: isDrift(standing) ? sayList(behind.map((member) => wayBackOf(member, unit))) || null : null,
      steps: [...members.flatMap((member) => memberSteps(member, terms)), ...groupSteps(pledging, group, terms)],
      remarks: [
        ...known.remarks!,
        ...members.flatMap(({ course, now }) => firmnessOf(course.series, [now.observation])),
        ...members.filter(({ owed }) => owed.gt(0)).map((member) => owedRemark(member, unit)),
      ],
    },
  );
}

const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), new Decimal(0));

function whoIsBehind(behind: readonly MemberFinding[]): string {
  return behind.length === 0
    ? ''
    : `: ${sayList(behind.map(({ course, percent }) => `${course.member.name} ${conformityText(percent!)}`))}`;
}

function wayBackOf({ course, now }: MemberFinding, unit: string): string {
  const excess = now.output.minus(targetOf(now));
  return `${course.member.name} to produce ${say(excess, unit)} less than in ${now.month}`;
}

function owedRemark({ course, owed, now }: MemberFinding, unit: string): string {
  const since = course.months[0]!.month;
  const next = course.member.cure.filter(({ month }) => Temporal.PlainYearMonth.compare(month, now.month) > 0);
  const planned = next.map(({ month, amount }) => `${say(amount, unit)} in ${month}`);
  const plan = planned.length === 0 ? 'no cure of it is planned' : `its plan cures ${sayList(planned)}`;
  return `${course.member.name} has produced ${say(owed, `${unit} × days`)} more than pledged since ${since}; ${plan}.`;
}

function memberSteps({ course, now, percent }: MemberFinding, { unit, on_track, at_risk }: CutTerms): Step[] {
  const { name } = course.member;
  const { baseline, pledged, cure, output } = now;
  const cut = cutIn(now);
  const minusCure = cure.isZero() ? '' : ` - ${exact(cure, unit)} by its cure plan`;
  const target: Step = {
    what: `${name}, target for ${now.month}`,
    arithmetic: `${exact(baseline, unit)} - ${exact(pledged, unit)}${minusCure}`,
    result: exact(targetOf(now), unit),
  };
  if (percent === null) return [];
  return [
    target,
    {
      what: `${name}, cut achieved`,
      arithmetic: `${exact(baseline, unit)} - ${exact(output, unit)}`,
      result: exact(achievedCut(cut), unit),
    },
    {
      what: `${name}, conformity`,
      arithmetic: `${exact(achievedCut(cut), unit)} ÷ ${exact(cut.pledged, unit)}`,
      result: `${conformityText(percent)}; ratio ${withBands(percent.div(100), on_track, at_risk)}`,
    },
  ];
}

function groupSteps(members: readonly MemberFinding[], group: Decimal, { unit }: CutTerms): Step[] {
  if (members.length === 1) return [];
  const cuts = members.map(({ now }) => cutIn(now));
  const achieved = cuts.map((cut) => exact(achievedCut(cut), unit)).join(' + ');
  const pledged = cuts.map((cut) => exact(cut.pledged, unit)).join(' + ');
  return [
    { what: 'conformity of the group', arithmetic: `(${achieved}) ÷ (${pledged})`, result: conformityText(group) },
  ];
}
