import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { comparePeriods } from '../../../config/vocabulary/period.ts';
import type { Scale } from '../formats.ts';
import type { ChartPoint, CommitmentChart } from '../input.ts';
import { COLOUR } from '../palette.ts';
import { type Plot, type PointWithValue, hasValue, placeOf } from '../plot/plot.ts';
import { placeOfDay, standsAt } from '../plot/time.ts';
import type { Type } from '../text/measure.ts';
import { columnWidth, runsOf } from './history.ts';
import { TYPE } from './text.ts';
import { REACH, type Side, type Wanted, around } from './wanted.ts';

/** More values than these are not told one by one. */
const MOST_VALUES = 14;

/** What was judged, on the far side of what was required, so that the two are not taken for each other. */
export function judgedLabels(chart: CommitmentChart, plot: Plot, scale: Scale): Wanted[] {
  const { judged, form, required } = chart;
  if (judged === null) return [];
  const x = plot.x(standsAt(form, judged.period));
  const reach = reachOf(chart, plot, judged);
  const wanted = (value: string, text: string, type: Type, sides: readonly Side[]): Wanted => ({
    text,
    type,
    fill: COLOUR.ink,
    at: around({ x, y: plot.y(value), text, type, reach }, plot, sides),
  });
  const value = scale.label(judged.value);
  if (judged.required === null) return [wanted(judged.value, value, TYPE.label, ['above', 'below'])];
  const isShort = new Decimal(judged.value).lt(judged.required);
  const text = `${required?.is ?? 'required'} ${scale.label(judged.required)}`;
  return [
    // The legend tells it as well.
    { ...wanted(judged.required, text, TYPE.quiet, isShort ? ['above'] : ['below', 'above']), mayHide: 2 },
    wanted(judged.value, value, TYPE.label, isShort && form !== 'flow' ? ['below'] : ['above']),
  ];
}

/** The ends of the interval. */
export function projectionLabels({ projection }: CommitmentChart, plot: Plot, scale: Scale): Wanted[] {
  if (projection === null) return [];
  const { on, low, high } = projection.to;
  const wanted = (value: string, side: Side): Wanted => {
    const marked = {
      x: plot.x(placeOfDay(on)),
      y: plot.y(value),
      text: scale.label(value),
      type: TYPE.quiet,
      reach: REACH,
    };
    return { text: marked.text, type: marked.type, fill: COLOUR.ink, at: around(marked, plot, [side]) };
  };
  return [wanted(high, 'above'), wanted(low, 'below')];
}

/** Every value where they are few, else the last of each sum, or zeros and the last; the judged one has its own. */
export function valueLabels(chart: CommitmentChart, plot: Plot, scale: Scale): Wanted[] {
  const { form, judged } = chart;
  return valuesToTell(chart)
    .filter(({ period }) => judged === null || comparePeriods(period, judged.period) !== 0)
    .toReversed()
    .map((point) => {
      const text = scale.label(point.value);
      const place = placeOf(plot, chart, point);
      const sides: readonly Side[] = form !== 'flow' ? ['above', 'below'] : place.y > plot.base ? ['below'] : ['above'];
      const at = around({ ...place, text, type: TYPE.quiet, reach: reachOf(chart, plot, point) }, plot, sides);
      // A column has its value at its end, and nowhere else.
      return { text, type: TYPE.quiet, fill: COLOUR.soft, at: form === 'flow' ? at.slice(0, 1) : at, mayHide: 0 };
    });
}

function valuesToTell(chart: CommitmentChart): PointWithValue[] {
  const known = chart.points.filter(hasValue);
  if (known.length <= MOST_VALUES) return known;
  if (chart.form === 'running_sum') return runsOf(chart).map((run) => run.at(-1)!);
  const last = known.at(-1)!;
  return [...known.filter((point) => point !== last && new Decimal(point.value).isZero()), last];
}

function reachOf({ form }: CommitmentChart, plot: Plot, point: Pick<ChartPoint, 'period'>): number {
  return form === 'flow' ? Math.max(REACH, columnWidth(plot, point) / 2 + 3) : REACH;
}
