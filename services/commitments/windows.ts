import type { Deal, SeriesSpec } from '../../config/deal/schema.ts';
import { PERIOD_MONTHS } from '../../config/vocabulary/period.ts';
import { januaryBefore } from './clock.ts';
import { seasonIn, watchOf } from './drift/terms.ts';
import { mirrorWindows } from './mirrors/mirrors-read.ts';
import type { BoundRule } from './registry.ts';
import type { SeriesWindow } from './rule.ts';

/**
 * All that is read of series to judge a commitment: what its rule needs, the history by which these are watched, and both
 * sides of each trade of which one is among them.
 */
export function windowsOf(deal: Deal, rule: BoundRule, at: Temporal.Instant): SeriesWindow[] {
  const needs = rule.needs(at);
  const series = new Set(needs.map(({ series: id }) => id));
  return [
    ...needs,
    ...[...series].flatMap((id) => watchWindow(id, deal.series[id], at)),
    ...mirrorWindows(deal, series, at),
  ];
}

function watchWindow(id: string, spec: SeriesSpec | undefined, at: Temporal.Instant): SeriesWindow[] {
  const watch = spec && watchOf(spec);
  if (!watch) return [];
  const season = seasonIn(watch) * PERIOD_MONTHS[watch.frequency];
  if (watch.detector === 'robust-z') {
    // A year more, since the newest figure may be that old; whole years, so that the window moves once a year.
    const months = watch.window * PERIOD_MONTHS[watch.frequency] + season;
    return [{ series: id, from: januaryBefore(at, Math.ceil(months / 12) + 1), watch: true }];
  }
  const from = Temporal.PlainYearMonth.from(watch.reference.from);
  return [{ series: id, from: watch.of === 'changes' ? from.subtract({ months: season }) : from, watch: true }];
}
