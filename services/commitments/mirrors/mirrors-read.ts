import type { Deal, MirrorSpec } from '../../../config/deal/schema.ts';
import { januaryBefore } from '../clock.ts';
import type { SeriesWindow } from '../rule.ts';

/** Enough for a publisher that is two years behind, and no more: what agreed long ago says nothing of today. */
const WINDOW_YEARS = 3;

/** The mirrors of a deal of which one of these series is a side, by id. */
export function mirrorsRead(deal: Deal, series: ReadonlySet<string>): [id: string, mirror: MirrorSpec][] {
  return Object.entries(deal.mirrors).filter(([, mirror]) => sidesOf(mirror).some((id) => series.has(id)));
}

/** The windows of both sides of each mirror that the series are in. */
export function mirrorWindows(deal: Deal, series: ReadonlySet<string>, at: Temporal.Instant): SeriesWindow[] {
  const sides = mirrorsRead(deal, series).flatMap(([, mirror]) => sidesOf(mirror));
  return [...new Set(sides)].map((id) => ({ series: id, from: firstCompared(at), mirror: true }));
}

/** The first month that can be part of a comparison. */
export const firstCompared = (at: Temporal.Instant): Temporal.PlainYearMonth => januaryBefore(at, WINDOW_YEARS);

export const sidesOf = ({ importer, exporter }: MirrorSpec): string[] => [...importer, ...exporter];
