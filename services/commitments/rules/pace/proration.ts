import { z } from 'zod';
import type { SeriesWindow } from '../../rule.ts';
import { Text } from '../../terms.ts';

/**
 * How what is due is spread over the months: `equal`, or by the shares that the months of a base year had. Shares are
 * those of one product group on one statistical side, so each of these is a commitment of its own. `series` is where
 * the base year is read, if not in the series that is judged.
 */
export const ProrationTerm = z
  .union([
    z.literal('equal'),
    z.strictObject({
      seasonal: z
        .strictObject({
          series: Text.optional().describe(
            'The series in which the base year is read, by its id; without it, those that are judged.',
          ),
          base_year: z.number().int().min(1900).max(2999).describe('The year whose months are taken.'),
        })
        .describe('By the shares that the months of a base year had.'),
    }),
  ])
  .default('equal')
  .describe('How what is due is spread over the months: equal, or by the months of a base year.');

export type Proration = z.output<typeof ProrationTerm>;
export type Seasonal = Exclude<Proration, 'equal'>['seasonal'];

export const seasonalOf = (proration: Proration): Seasonal | null =>
  proration === 'equal' ? null : proration.seasonal;

/** The windows of a rule that judges these series, with the base year; of a series the earliest window is kept. */
export function withBaseYear(windows: readonly SeriesWindow[], proration: Proration): readonly SeriesWindow[] {
  const seasonal = seasonalOf(proration);
  if (!seasonal) return windows;
  const from = Temporal.PlainYearMonth.from({ year: seasonal.base_year, month: 1 });
  const base = seasonal.series === undefined ? windows.map(({ series }) => series) : [seasonal.series];
  const widened = windows.map((window) =>
    base.includes(window.series) && window.from && Temporal.PlainYearMonth.compare(from, window.from) < 0
      ? { ...window, from }
      : window,
  );
  const own = new Set(windows.map(({ series }) => series));
  return [...widened, ...base.filter((series) => !own.has(series)).map((series) => ({ series, from }))];
}
