import type { CommitmentChart } from '../input.ts';
import type { Formats } from '../formats.ts';
import { COLOUR } from '../palette.ts';
import { alongLine } from '../plot/place.ts';
import type { Plot } from '../plot/plot.ts';
import { placeOfDay } from '../plot/time.ts';
import { corners, element } from '../svg.ts';
import type { Drawing } from './history.ts';

/** The pattern that shades the time of an incident; it is drawn once, and named by its id. */
export function hatch(id: string): string {
  return element(
    'pattern',
    { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    element('line', { x1: 0, y1: 0, x2: 0, y2: 6, stroke: COLOUR.drift, 'stroke-width': 2, 'stroke-opacity': 0.3 }),
  );
}

/** The times at which an incident was open, shaded: up to the instant of the chart where it still is. */
export function incidents(
  { incidents: all, at }: CommitmentChart,
  plot: Plot,
  formats: Formats,
  hatchId: string,
): string {
  return all
    .map(({ openedAt, closedAt }) => ({
      from: Math.max(plot.left, plot.x(placeOfDay(formats.dayOf(openedAt)))),
      to: Math.min(plot.right, plot.x(placeOfDay(formats.dayOf(closedAt ?? at)))),
    }))
    .filter(({ from, to }) => to >= from && from <= plot.right)
    .map(({ from, to }) =>
      element('rect', {
        x: from,
        y: plot.top,
        // One of a single day is seen too.
        width: Math.min(Math.max(to - from, 2), plot.right - from),
        height: plot.bottom - plot.top,
        fill: `url(#${hatchId})`,
      }),
    )
    .join('');
}

/** The day on which the commitment drifted. */
export function driftLine({ drift }: CommitmentChart, plot: Plot, { dayOf }: Formats): Drawing {
  if (drift === null) return { markup: '', boxes: [] };
  const x = plot.x(placeOfDay(dayOf(drift)));
  return {
    markup: [
      element('line', { x1: x, x2: x, y1: plot.top, y2: plot.bottom, stroke: COLOUR.drift, 'stroke-width': 2 }),
      element('polygon', {
        points: corners([
          [x - 5, plot.top - 1],
          [x + 5, plot.top - 1],
          [x, plot.top + 7],
        ]),
        fill: COLOUR.drift,
      }),
    ].join(''),
    boxes: alongLine([
      [x, plot.top],
      [x, plot.bottom],
    ]),
  };
}
