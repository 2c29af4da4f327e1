import { type Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import type { GroupComparison } from '../../methods/continuity.ts';
import { type FlowReading, groupsOf } from './reading.ts';
import type { Step } from '../../rule.ts';
import { exact, sayPercent } from '../../words.ts';

/** What was each witness' share of all, and how its growth differed from trade with others, in one sentence; or none. */
export function groupWords(reading: FlowReading): string {
  const groups = groupsOf(reading);
  const said = groups.flatMap(({ flow, share, apart }) => {
    const of =
      share.now && share.before
        ? [`was ${sayPercent(share.now)} of all trade compared, after ${sayPercent(share.before)} a year before`]
        : [];
    const grew = apart === null ? [] : [`grew ${sayApart(apart)} than trade with others`];
    const both = [...of, ...grew];
    return both.length === 0 ? [] : [`${flow.series.spec.title} ${both.join(', and ')}`];
  });
  return said.length === 0 ? '' : `${said.join('; ')}.`;
}

/** The difference in growth, in percentage points of a year before. */
function sayApart(apart: Decimal): string {
  return `${decimalText(apart.abs().times(100), 0)} percentage points ${apart.isNegative() ? 'less' : 'more'}`;
}

export function groupSteps(reading: FlowReading): Step[] {
  return groupsOf(reading).flatMap((one) => [
    ...shareSteps(one, formatPeriod(reading.period)),
    ...(one.apart === null ? [] : [apartStep(one, one.apart)]),
  ]);
}

function shareSteps({ flow, group, share }: GroupComparison, period: string): Step[] {
  const { title, unit } = flow.series.spec;
  const step = (of: 'latest' | 'before', when: string, result: Decimal | null): Step[] => {
    if (result === null) return [];
    const others = group.map((one) => exact(one[of].value, unit)).join(' + ');
    const own = exact(flow[of].value, unit);
    return [
      {
        what: `share of ${title} in all trade compared, ${when}`,
        arithmetic: `${own} ÷ (${own} + ${others})`,
        result: `${decimalText(result)} (${sayPercent(result)})`,
      },
    ];
  };
  return [...step('latest', period, share.now), ...step('before', 'a year before', share.before)];
}

function apartStep({ flow, group }: GroupComparison, apart: Decimal): Step {
  const { title, unit } = flow.series.spec;
  const sum = (of: 'latest' | 'before') => {
    const values = group.map((one) => exact(one[of].value, unit)).join(' + ');
    return group.length === 1 ? values : `(${values})`;
  };
  const own = `${exact(flow.latest.value, unit)} ÷ ${exact(flow.before.value, unit)}`;
  return {
    what: `growth of ${title} less that of trade with others as a whole`,
    arithmetic: `${own} - ${sum('latest')} ÷ ${sum('before')}`,
    result: `${decimalText(apart)}: ${sayApart(apart)}`,
  };
}
