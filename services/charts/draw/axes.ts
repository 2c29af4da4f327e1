import type { TimeAxis } from '../plot/time-axis.ts';
import type { Plot } from '../plot/plot.ts';
import { COLOUR } from '../palette.ts';
import { element } from '../svg.ts';
import { TYPE, leading, textAt } from './text.ts';

/** A line of the grid with its number. */
export interface Tick {
  readonly y: number;
  readonly label: string;
}

/** The grid behind the values, with a number for each of its lines. */
export function grid(plot: Plot, ticks: readonly Tick[]): string {
  return ticks
    .flatMap(({ y, label }) => [
      element('line', { x1: plot.left, x2: plot.right, y1: y, y2: y, stroke: COLOUR.grid }),
      textAt(plot.left - 7, y + TYPE.axis.size * 0.36, label, { ...TYPE.axis, anchor: 'end', fill: COLOUR.soft }),
    ])
    .join('');
}

/** The line at zero, and under the plot the months and years. */
export function timeMarks(plot: Plot, { rows, ticks }: TimeAxis): string {
  const line = (y: number, stroke: string) => element('line', { x1: plot.left, x2: plot.right, y1: y, y2: y, stroke });
  return [
    line(plot.bottom, COLOUR.axis),
    ...(plot.base === plot.bottom ? [] : [line(plot.base, COLOUR.axis)]),
    ...ticks.map((tick) =>
      element('line', {
        x1: plot.x(tick),
        x2: plot.x(tick),
        y1: plot.bottom,
        y2: plot.bottom + 4,
        stroke: COLOUR.axis,
      }),
    ),
    ...rows.flatMap((row, index) =>
      row.map(({ label, middle }) => {
        const base = plot.bottom + 5 + leading(TYPE.axis) * index + TYPE.axis.size;
        return textAt(plot.x(middle), base, label, { ...TYPE.axis, anchor: 'middle', fill: COLOUR.soft });
      }),
    ),
  ].join('');
}
