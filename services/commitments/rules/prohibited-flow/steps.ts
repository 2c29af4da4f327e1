import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import type { Standing } from '../../../../config/vocabulary/standing.ts';
import { headroomParts } from '../../headroom.ts';
import type { Limits } from './limits.ts';
import type { PartnerFlow, Reading } from './reading.ts';
import type { Step } from '../../rule.ts';
import { exact } from '../../words.ts';

/** The flow to each partner and to all in sum, each against its limit, as done. */
export function flowSteps({ parts, partners, sum }: Reading, limits: Limits): Step[] {
  const { unit } = limits;
  const added = (some: PartnerFlow['parts']) => some.map(({ converted }) => exact(converted, unit)).join(' + ');
  // One partner is the sum; it is told apart only where another limit holds for it.
  const isToldApart = partners.length > 1 || !limits.each.eq(limits.all);
  const ofPartners = partners.flatMap(({ name, parts: own, sum: flow }) => [
    ...(own.length > 1 ? [{ what: `sum of ${name}`, arithmetic: added(own), result: exact(flow, unit) }] : []),
    against(`${name} against the limit for each`, flow, limits.each, unit),
  ]);
  return [
    ...parts.map(({ step }) => step),
    ...(isToldApart ? ofPartners : []),
    ...(parts.length > 1 ? [{ what: 'sum of the lines', arithmetic: added(parts), result: exact(sum, unit) }] : []),
    against('against the limit', sum, limits.all, unit),
  ];
}

function against(what: string, flow: Decimal, limit: Decimal, unit: string): Step {
  const above = flow.gt(limit);
  return {
    what,
    arithmetic: `${exact(flow, unit)} ${above ? '>' : '<='} ${exact(limit, unit)}`,
    result: above ? 'above' : 'not above',
  };
}

/** How much more may flow: to all in sum, or to the partner who is nearest to its limit, whichever is less. */
export function flowRoom(
  { partners, sum }: Reading,
  limits: Limits,
  standing: Standing,
  to: Standing,
): ReturnType<typeof headroomParts> {
  const { unit, all, each } = limits;
  const rooms = [{ flow: sum, limit: all }, ...partners.map((partner) => ({ flow: partner.sum, limit: each }))]
    .map(({ flow, limit }) => ({
      to,
      room: limit.minus(flow),
      arithmetic: `${exact(limit, unit)} - ${exact(flow, unit)}`,
    }))
    .toSorted((a, b) => a.room.comparedTo(b.room));
  return headroomParts(standing, rooms.slice(0, 1), unit);
}
