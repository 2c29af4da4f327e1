import { Decimal } from '../../config/vocabulary/decimal.ts';
import { spanOf } from '../commitments/finding.ts';
import type { Tick } from './draw/axes.ts';
import { type Header, headerOf } from './draw/header.ts';
import { TYPE, leading } from './draw/text.ts';
import { type Formats, type Scale, formatsOf } from './formats.ts';
import type { ChartOptions, CommitmentChart } from './input.ts';
import { timeShown, valuesOf } from './plot/extent.ts';
import { type Plot, plotOf } from './plot/plot.ts';
import { type TimeAxis, timeAxis } from './plot/time-axis.ts';
import { valueAxis } from './plot/value-axis.ts';
import { shortened, widthOf, wrapped } from './text/measure.ts';

export const PAD = 14;
const LEAST_WIDTH = 320;
const LEAST_PLOT = 150;
const MOST_CAPTION = 5;
/** Of the plot's height, for each number on its axis. */
const INTERVAL = 44;

/** Where everything stands, and how its numbers are written. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly formats: Formats;
  readonly header: Header;
  readonly caption: readonly string[];
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  /** What the numbers of the axis are of. */
  readonly unit: string;
  readonly plot: Plot;
  readonly time: TimeAxis;
}

/** @throws RangeError for a width, a language tag or a time zone that there is not. */
export function layOut(chart: CommitmentChart, options: ChartOptions, hatchId: string): Layout {
  const { locale, timeZone, width = 640, height = 400 } = options;
  if (!(width >= LEAST_WIDTH && width < Infinity))
    throw new RangeError(`a chart is ${LEAST_WIDTH} pixels wide at least`);
  const formats = formatsOf(locale, timeZone);
  const inner = width - 2 * PAD;
  const header = headerOf(chart, formats, inner, hatchId);
  const caption = wrapped(captionOf(chart, formats), inner, TYPE.note, MOST_CAPTION);
  const top = PAD + header.height + leading(TYPE.axis) + 8;
  const under = 16 + caption.length * leading(TYPE.note) + PAD;

  const { axis, scale, numbers } = numbersOf(chart, formats, Math.max(height - under - top, LEAST_PLOT));
  const left = PAD + Math.max(...numbers.map((label) => widthOf(label, TYPE.axis))) + 8;
  const right = width - PAD - 4;
  const span = timeShown(chart, formats.dayOf);
  const time = timeAxis({
    ...span,
    pixelsPerMonth: (right - left) / (span.to - span.from),
    finest: Math.min(12, ...chart.points.map(({ period }) => period.months)),
    month: formats.month,
    widthOf: (label) => widthOf(label, TYPE.axis),
  });
  const names = time.rows.length * leading(TYPE.axis);
  const bottom = Math.max(height - under - names, top + LEAST_PLOT);
  const plot = plotOf({ left, top, right, bottom }, span, axis);
  return {
    width,
    height: bottom + names + under,
    formats,
    header,
    caption,
    scale,
    ticks: axis.ticks.map((value, index) => ({ y: plot.y(value.toFixed()), label: numbers[index]! })),
    unit: shortened(axisTitle(chart.unit, scale.word, axis.low), inner, TYPE.axis),
    plot,
    time,
  };
}

/** The axis of values for a height, and its numbers as they are written. */
function numbersOf(chart: CommitmentChart, formats: Formats, height: number) {
  const axis = valueAxis(valuesOf(chart), chart.form !== 'level', Math.max(2, Math.floor(height / INTERVAL)));
  const scale = formats.scale(Decimal.max(axis.high.abs(), axis.low.abs()));
  return { axis, scale, numbers: axis.ticks.map((value) => scale.tick(value)) };
}

/** `t LNG, million`. */
function axisTitle(unit: string, word: string, low: Decimal): string {
  const scaled = word === '' ? unit : `${unit}, ${word}`;
  return low.gt(0) ? `${scaled} (the axis does not begin at 0)` : scaled;
}

/** The time that is shown and what was known when; what has to be said, and who reported it. */
function captionOf({ points, sources, at, notes }: CommitmentChart, { period, day }: Formats): string {
  const known = `as known on ${day(at)}`;
  const shown = points.length === 0 ? `Figures ${known}.` : `${period(spanOf(points))}, ${known}.`;
  const source = sources.length === 0 ? [] : [`Source: ${sources.join('; ')}.`];
  return [shown, ...notes, ...source].join(' ');
}
