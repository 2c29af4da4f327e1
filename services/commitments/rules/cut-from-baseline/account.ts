import { Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import type { CutCourse, CutMonth } from './members.ts';
import { ledger } from '../../methods/cut-conformity.ts';
import type { Step } from '../../rule.ts';
import { exact, say, sayList } from '../../words.ts';

/** What a member owes after a month, and what is planned to make it good; in the unit times days. */
export interface Account {
  readonly owed: Decimal;
  /** The months since it last owed nothing. */
  readonly months: readonly CutMonth[];
  /** Months since its first figure for which there is none: what was produced in them is in no account. */
  readonly gaps: readonly Temporal.PlainYearMonth[];
  /** What its cure plan had for the months up to this one, and has for those after it. */
  readonly planned: Decimal;
  readonly ahead: Decimal;
}

/**
 * Only what lies above the pledged level adds to the account, so that what a cure plan brings takes off; months without a
 * value add nothing.
 */
export function accountOf({ member, months }: CutCourse, last: Temporal.PlainYearMonth): Account {
  const isBy = (month: Temporal.PlainYearMonth) => Temporal.PlainYearMonth.compare(month, last) <= 0;
  const counted = months.filter(({ month }) => isBy(month));
  const owed = ledger(counted.map((one) => ({ output: one.output, target: pledgedLevel(one), days: daysOf(one) })));
  const clear = owed.findLastIndex((amount) => amount.isZero());
  const cured = (some: typeof member.cure) =>
    some.reduce((sum, { month, amount }) => sum.plus(amount.times(month.daysInMonth)), new Decimal(0));
  return {
    owed: owed.at(-1) ?? new Decimal(0),
    months: counted.slice(clear + 1),
    gaps: gapsIn(counted),
    planned: cured(member.cure.filter(({ month }) => isBy(month))),
    ahead: cured(member.cure.filter(({ month }) => !isBy(month))),
  };
}

const pledgedLevel = ({ baseline, pledged }: CutMonth): Decimal => baseline.minus(pledged);

const daysOf = ({ month }: CutMonth): number => month.daysInMonth;

function gapsIn(months: readonly CutMonth[]): Temporal.PlainYearMonth[] {
  return months.flatMap(({ month }, index) => {
    const before = months[index - 1]?.month ?? month.subtract({ months: 1 });
    const between = before.until(month, { largestUnit: 'months' }).months - 1;
    return Array.from({ length: between }, (_, gap) => before.add({ months: gap + 1 }));
  });
}

/** The account of a member, and its cure plan where it has one. */
export function accountSteps(name: string, { owed, months, planned, ahead }: Account, unit: string): Step[] {
  const days = `${unit} × days`;
  const added = months.map((one) => `${decimalText(one.output.minus(pledgedLevel(one)))} × ${daysOf(one)}`);
  const account = { what: `${name}, owed since ${months[0]?.month}`, arithmetic: `${added.join(' + ')} ${days}` };
  const plan = {
    what: `${name}, planned to be cured`,
    arithmetic: `${exact(planned, days)} so far + ${exact(ahead, days)} ahead`,
    result: exact(planned.plus(ahead), days),
  };
  return [
    ...(owed.isZero() ? [] : [{ ...account, result: exact(owed, days) }]),
    ...(planned.plus(ahead).isZero() ? [] : [plan]),
  ];
}

/** What a member owes, how its plan makes it good, and what the plan leaves. */
export function accountRemarks({ member }: CutCourse, account: Account, unit: string, last: CutMonth): string[] {
  const { owed, ahead, gaps, months } = account;
  if (owed.isZero()) return [];
  const days = `${unit} × days`;
  const next = member.cure.filter(({ month }) => Temporal.PlainYearMonth.compare(month, last.month) > 0);
  const planned = sayList(next.map(({ month, amount }) => `${say(amount, unit)} in ${month}`));
  const left = owed.gt(ahead) ? `, which leaves ${say(owed.minus(ahead), days)} of it` : '';
  const plan = next.length === 0 ? 'no cure of it is planned' : `its plan cures ${planned}${left}`;
  return [
    `${member.name} has produced ${say(owed, days)} more than pledged since ${months[0]!.month}; ${plan}.`,
    ...(gaps.length === 0
      ? []
      : [`What ${member.name} produced in ${sayList(gaps.map(String))} is not in that: no figure is known.`]),
  ];
}
