import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { type Standing, severity } from '../../../../config/vocabulary/standing.ts';
import { type Account, accountOf } from './account.ts';
import type { Room } from '../../headroom.ts';
import { type CutCourse, type CutMonth, cutIn, hasPledged, monthOf, targetOf } from './members.ts';
import { conformity, groupConformity } from '../../methods/cut-conformity.ts';
import { type Kept, type Thresholds, roomsOf, standingOf } from './standing.ts';
import type { CutTerms } from './terms.ts';

/** A member that pledged a cut for the month. */
export interface Pledging {
  readonly course: CutCourse;
  readonly now: CutMonth;
  readonly kept: Kept;
  /** Per cent of the pledged cut, unrounded. */
  readonly percent: Decimal;
  readonly account: Account;
  readonly standing: Standing;
}

/** A month of all members: those that pledged a cut for it, the group of these in sum, and those that did not. */
export interface CutReading {
  readonly month: Temporal.PlainYearMonth;
  readonly pledging: readonly Pledging[];
  readonly others: readonly CutCourse[];
  readonly group: Kept;
  readonly percent: Decimal;
}

export function readMonth(courses: readonly CutCourse[], month: Temporal.PlainYearMonth, terms: CutTerms): CutReading {
  const pledging = courses
    .filter((course) => hasPledged(course, month))
    .map((course) => memberIn(course, month, terms));
  const sum = (part: (kept: Kept) => Decimal) =>
    pledging.reduce((total, { kept }) => total.plus(part(kept)), new Decimal(0));
  return {
    month,
    pledging,
    others: courses.filter((course) => !hasPledged(course, month)),
    group: {
      name: pledging.length === 1 ? pledging[0]!.kept.name : 'the group',
      unit: terms.unit,
      baseline: sum(({ baseline }) => baseline),
      cut: sum(({ cut }) => cut),
      output: sum(({ output }) => output),
    },
    percent: groupConformity(pledging.map(({ now }) => cutIn(now)))!,
  };
}

function memberIn(course: CutCourse, month: Temporal.PlainYearMonth, terms: CutTerms): Pledging {
  const now = monthOf(course, month)!;
  const { baseline, pledged: cut, output } = cutIn(now);
  const kept = { name: course.member.name, unit: terms.unit, baseline, cut, output };
  return {
    course,
    now,
    kept,
    percent: conformity(cutIn(now))!,
    account: accountOf(course, month),
    standing: standingOf(kept, terms),
  };
}

/** Whose standing counts: that of the group, or those of its members. */
function judgedOf({ group, pledging }: CutReading, { judged }: CutTerms): readonly Kept[] {
  return judged === 'group' ? [group] : pledging.map(({ kept }) => kept);
}

/** The worst standing of those that count, by these thresholds. */
export function standingBy(reading: CutReading, terms: CutTerms, thresholds: Thresholds): Standing {
  const standings = judgedOf(reading, terms).map((kept) => standingOf(kept, thresholds));
  return standings.toSorted((a, b) => severity(b) - severity(a))[0]!;
}

/** To each worse standing the room of the one that is nearest to it. */
export function nearestRooms(reading: CutReading, terms: CutTerms): Room[] {
  const rooms = Map.groupBy(
    judgedOf(reading, terms).flatMap((kept) => roomsOf(kept, terms)),
    ({ to }) => to,
  );
  return [...rooms.values()].map((some) => some.toSorted((a, b) => a.room.comparedTo(b.room))[0]!);
}

/** Whether a member produced more than its target, beyond what rounded tables excuse. */
export const isBehind = ({ now, percent }: Pledging, { tolerance }: CutTerms): boolean =>
  percent.lt(100) && now.output.minus(targetOf(now)).gt(tolerance);
