import type { CommitmentChart } from '../input.ts';
import { COLOUR, DASH } from '../palette.ts';
import { alongLine } from '../plot/place.ts';
import { type Plot, waypointAt } from '../plot/plot.ts';
import { element, through } from '../svg.ts';
import type { Drawing } from './history.ts';

/** Where the values may go: a fan that ends in its interval, which is all that is said of it. */
export function projection({ projection: fan }: CommitmentChart, plot: Plot): Drawing {
  if (fan === null) return { markup: '', boxes: [] };
  const start = waypointAt(plot, fan.from);
  const high = waypointAt(plot, { on: fan.to.on, value: fan.to.high });
  const low = waypointAt(plot, { on: fan.to.on, value: fan.to.low });
  const cap = 5;
  return {
    markup: [
      element('path', { d: `${through([start, high, low])}Z`, fill: COLOUR.projected, 'fill-opacity': 0.28 }),
      element('path', {
        d: through([high, start, low]),
        fill: 'none',
        stroke: COLOUR.projected,
        'stroke-width': 1.5,
        'stroke-dasharray': DASH.edge,
      }),
      element('path', {
        d: [
          through([high, low]),
          ...[high, low].map(([x, y]) =>
            through([
              [x - cap, y],
              [x + cap, y],
            ]),
          ),
        ].join(''),
        fill: 'none',
        stroke: COLOUR.reported,
        'stroke-width': 2,
      }),
    ].join(''),
    boxes: alongLine([high, start, low, high]),
  };
}
