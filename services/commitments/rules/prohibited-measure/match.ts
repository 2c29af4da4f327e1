import { type Force, forceOn } from '../../../../config/vocabulary/measure.ts';
import type { MeasureScope } from './scope.ts';
import type { KnownMeasure } from '../../rule.ts';
import { sayList } from '../../words.ts';

/** What a measure does within a scope, by what its register says of it. */
export interface Match {
  /** On the goods of the scope, on the day. */
  readonly force: Force;
  /** The first day and the day of the end on those goods; null where none is stated. */
  readonly from: string | null;
  readonly until: string | null;
  /** Which goods and partners of the scope it touches, in words. */
  readonly touches: string;
  /** Why it may not be what the text rules out; none of them, and it surely is. */
  readonly doubts: readonly string[];
}

interface Stage {
  readonly code: string | null;
  readonly force: Force;
  readonly from: string | null;
  readonly until: string | null;
}

const STRONGEST_FIRST: readonly Force[] = ['in_force', 'not_yet', 'unknown', 'ended'];

/**
 * How a measure falls under a scope on a day; null when it does not. What frees trade does not, nor a legal event of
 * which nobody said what it does to trade, nor what had ended when the promise began to hold.
 */
export function matchOf(measure: KnownMeasure, scope: MeasureScope, day: string): Match | null {
  if (measure.implementer !== scope.implementer || !scope.kinds.includes(measure.kind)) return null;
  if (measure.effect === 'liberalising' || (measure.effect === null && measure.kind === 'legal_event')) return null;
  const partners = partnersTouched(measure, scope);
  const stages = stagesTouched(measure, scope, day);
  if (partners === null || stages.length === 0) return null;
  const strongest = stages.toSorted(
    (a, b) => STRONGEST_FIRST.indexOf(a.force) - STRONGEST_FIRST.indexOf(b.force) || compareDays(a.from, b.from),
  )[0]!;
  const codes = stages.flatMap(({ code }) => code ?? []);
  return {
    force: strongest.force,
    from: strongest.from,
    until: strongest.until,
    touches: `${codes.length === 0 ? 'no goods named' : `HS ${sayList([...new Set(codes)])}`} for ${partners}`,
    doubts: doubtsAbout(measure, scope),
  };
}

function partnersTouched({ affected }: KnownMeasure, { against }: MeasureScope): string | null {
  if (affected === 'all') return 'all partners';
  if (affected.length === 0) return 'no partner named';
  const touched = against === 'all' ? affected : affected.filter((partner) => against.includes(partner));
  return touched.length === 0 ? null : sayList(touched);
}

/** The parts of a measure that are on goods of the scope, but for those that had ended when the promise began to hold. */
function stagesTouched(measure: KnownMeasure, { products, since }: MeasureScope, day: string): Stage[] {
  const { inForceFrom, removed } = measure;
  const whole = { code: null, inForceFrom: null, removed: null };
  const goods =
    measure.products.length === 0
      ? [whole]
      : measure.products.filter(({ code }) => products.some((of) => code.startsWith(of) || of.startsWith(code)));
  return goods
    .map((stage) => {
      const from = stage.inForceFrom ?? inForceFrom;
      const until = earlier(stage.removed, removed);
      return { code: stage.code, from, until, force: forceOn({ inForceFrom: from, removed: until }, day) };
    })
    .filter(({ until }) => since === undefined || until === null || until > since);
}

function doubtsAbout({ effect, isOfficial, products, affected }: KnownMeasure, { against }: MeasureScope): string[] {
  return [
    ...(isOfficial === true
      ? []
      : [isOfficial === null ? 'no source of it is known to be official' : 'its source is not official']),
    ...(effect === 'probably_restricting' ? ['it only probably restricts trade'] : []),
    ...(effect === null ? ['what it does to trade is not stated'] : []),
    ...(products.length === 0 ? ['it names no goods'] : []),
    ...(affected.length === 0 && against !== 'all' ? ['it names no partner'] : []),
  ];
}

const earlier = (a: string | null, b: string | null): string | null =>
  [a, b].filter((day) => day !== null).toSorted()[0] ?? null;

const compareDays = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : a === b ? 0 : 1);
