import { COLOUR, DASH } from '../palette.ts';
import type { ChartPoint } from '../input.ts';
import { corners, element, through } from '../svg.ts';

type Status = ChartPoint['status'];

/** The mark of a value by how firm it is: a disc, a ring when provisional, a lozenge when estimated. */
export function pointMark(x: number, y: number, status: Status, radius: number): string {
  const outline = { fill: COLOUR.paper, stroke: COLOUR.reported, 'stroke-width': 1.6 };
  switch (status) {
    case 'provisional':
      return element('circle', { cx: x, cy: y, r: radius, ...outline });
    case 'estimated': {
      const reach = radius * 1.35;
      const points = corners([
        [x, y - reach],
        [x + reach, y],
        [x, y + reach],
        [x - reach, y],
      ]);
      return element('polygon', { points, ...outline });
    }
    default:
      return element('circle', { cx: x, cy: y, r: radius, fill: COLOUR.reported });
  }
}

/** The mark of what was required when the newest value was judged: a square. */
export function requiredMark(x: number, y: number): string {
  const side = { width: 7, height: 7, fill: COLOUR.paper, stroke: COLOUR.promised, 'stroke-width': 1.8 };
  return element('rect', { x: x - 3.5, y: y - 3.5, ...side });
}

interface Column {
  readonly left: number;
  readonly width: number;
  /** From zero to the value. */
  readonly from: number;
  readonly to: number;
}

/** A column: filled, hollow when provisional, hollow with a broken outline when estimated; a bar where it is zero. */
export function columnMark({ left, width, from, to }: Column, status: Status): string {
  const [top, height] = [Math.min(from, to), Math.abs(to - from)];
  const filled =
    height < 2
      ? element('rect', { x: left, y: from - 1, width, height: 2, fill: COLOUR.reported })
      : element('rect', { x: left, y: top, width, height, fill: COLOUR.reported });
  if (status !== 'provisional' && status !== 'estimated') return filled;
  // Where an outline could not be seen, the mark of a point stands at the end of the column.
  if (width < 4 || height < 4) return `${filled}${pointMark(left + width / 2, to, status, 2.4)}`;
  return element('rect', {
    x: left + 0.75,
    y: top + 0.75,
    width: width - 1.5,
    height: height - 1.5,
    fill: COLOUR.paper,
    stroke: COLOUR.reported,
    'stroke-width': 1.5,
    'stroke-dasharray': status === 'estimated' ? DASH.estimated : undefined,
  });
}

/** The mark of a period without a value. */
export function gapMark(x: number, y: number, reach: number): string {
  const [left, right, top, bottom] = [x - reach, x + reach, y - reach, y + reach];
  return element('path', {
    d: `${through([
      [left, top],
      [right, bottom],
    ])}${through([
      [left, bottom],
      [right, top],
    ])}`,
    fill: 'none',
    stroke: COLOUR.soft,
    'stroke-width': 1.3,
  });
}
