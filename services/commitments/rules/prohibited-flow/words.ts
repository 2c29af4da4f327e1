import type { EvidenceGrade } from '../../../../config/vocabulary/evidence.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import type { Limits } from './limits.ts';
import { type Reading, partnersAbove } from './reading.ts';
import { say, sayList, sentence } from '../../words.ts';

/** What flowed in the judged period and to whom, against the limits. */
export function reasonOf(judged: Reading, limits: Limits, evidence: readonly EvidenceGrade[]): string {
  const { unit } = limits;
  const titles = sayList(judged.parts.map(({ series }) => series.spec.title));
  const side = judged.sum.gt(limits.all) ? 'above' : 'not above';
  const said = `${titles}: ${say(judged.sum, unit)} in ${formatPeriod(judged.period)}, ${side} ${say(limits.all, unit)}`;
  const proof =
    !judged.above && evidence.includes('mirror') ? ", which in a partner's statistics is no proof of none" : '';
  const above = judged.partners.length > 1 || side === 'not above' ? partnersAbove(judged.partners, limits) : [];
  const each = above.map(({ name, sum }) => `${name} with ${say(sum, unit)}`);
  const alone = each.length === 0 ? '' : `; above the ${say(limits.each, unit)} for each by itself: ${sayList(each)}`;
  return sentence(`${said}${proof}${alone}`);
}

/** What a later period may hold, and by how much less that is than there was. */
export function wayBack(judged: Reading, limits: Limits, evidence: readonly EvidenceGrade[]): string {
  const { unit, all, each } = limits;
  const over = [
    ...(judged.sum.gt(all) ? [`${say(judged.sum.minus(all), unit)} less`] : []),
    ...(judged.partners.length > 1 || !judged.sum.gt(all)
      ? partnersAbove(judged.partners, limits).map(({ name, sum }) => `${say(sum.minus(each), unit)} less of ${name}`)
      : []),
  ];
  const most = each.eq(all) ? say(all, unit) : `${say(all, unit)} in sum and ${say(each, unit)} for each`;
  const others = evidence.includes('proxy') ? ', or figures that show that the goods were none of those promised' : '';
  return `A later period of no more than ${most}, ${sayList(over)} than in ${formatPeriod(judged.period)}${others}.`;
}

/** Newer periods that not every line has reported, and that could not be judged yet. */
export function laggingRemarks(readings: readonly Reading[], judged: Reading | undefined): string[] {
  return readings.slice(0, judged ? readings.indexOf(judged) : 0).map(({ period, unreported }) => {
    const titles = sayList(unreported.map(({ spec }) => spec.title));
    return `${formatPeriod(period)} is not judged yet: nothing is reported of ${titles}.`;
  });
}

/** Why a period cannot be judged. */
export function incomplete({ period, unreported, valueless }: Reading): string {
  const why = [
    ...valueless.map(({ series, status }) => `${series.spec.title} gives no value (${status})`),
    ...unreported.map(({ spec }) => `nothing is reported of ${spec.title}`),
  ];
  return `${formatPeriod(period)} cannot be judged: ${sayList(why)}.`;
}
