import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { type CutCourse, cutIn, monthOf, targetOf } from './members.ts';
import { accountSteps } from './account.ts';
import { achievedCut, conformityText } from '../../methods/cut-conformity.ts';
import type { CutReading, Pledging } from './reading.ts';
import type { Step } from '../../rule.ts';
import { closingBands } from '../../terms.ts';
import type { CutTerms } from './terms.ts';
import { exact, withBands } from '../../words.ts';

/** The conformity of each member and of the group, with what each owes. */
export function cutSteps(reading: CutReading, terms: CutTerms): Step[] {
  const { unit } = terms;
  return [
    ...reading.pledging.flatMap((member) => memberSteps(member, terms)),
    ...reading.others.flatMap((course) => unpledgedStep(course, reading.month, unit)),
    ...groupSteps(reading, unit),
    ...reading.pledging.flatMap(({ kept, account }) => accountSteps(kept.name, account, unit)),
  ];
}

function memberSteps({ kept, now, percent }: Pledging, terms: CutTerms): Step[] {
  const { name, unit } = kept;
  const { baseline, pledged, cure, output } = now;
  const cut = cutIn(now);
  const minusCure = cure.isZero() ? '' : ` - ${exact(cure, unit)} by its cure plan`;
  return [
    {
      what: `${name}, target for ${now.month}`,
      arithmetic: `${exact(baseline, unit)} - ${exact(pledged, unit)}${minusCure}`,
      result: exact(targetOf(now), unit),
    },
    {
      what: `${name}, cut achieved`,
      arithmetic: `${exact(baseline, unit)} - ${exact(output, unit)}`,
      result: exact(achievedCut(cut), unit),
    },
    {
      what: `${name}, conformity`,
      arithmetic: `${exact(achievedCut(cut), unit)} ÷ ${exact(cut.pledged, unit)}`,
      result: `${conformityText(percent)}; ratio ${withBands(percent.div(100), terms, closingBands(terms))}`,
    },
  ];
}

/** A member that pledged nothing is listed without a ratio, and is in no sum. */
function unpledgedStep(course: CutCourse, month: Temporal.PlainYearMonth, unit: string): Step[] {
  const now = monthOf(course, month);
  if (!now) return [];
  return [{ what: `${course.member.name}, output`, arithmetic: exact(now.output, unit), result: 'it pledged no cut' }];
}

function groupSteps({ pledging, percent }: CutReading, unit: string): Step[] {
  if (pledging.length === 1) return [];
  const cuts = pledging.map(({ now }) => cutIn(now));
  const added = (values: readonly Decimal[]) => values.map((value) => exact(value, unit)).join(' + ');
  return [
    {
      what: 'conformity of the group',
      arithmetic: `(${added(cuts.map(achievedCut))}) ÷ (${added(cuts.map(({ pledged }) => pledged))})`,
      result: conformityText(percent),
    },
  ];
}
