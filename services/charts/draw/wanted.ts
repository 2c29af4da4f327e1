import type { Plot } from '../plot/plot.ts';
import { type Type, widthOf } from '../text/measure.ts';

/** A place that a label could take, by its left and its bottom. */
export type Place = readonly [left: number, bottom: number];

/** A label with the places that it could take, best first. */
export interface Wanted {
  readonly text: string;
  readonly type: Type;
  readonly fill: string;
  readonly at: readonly Place[];
  /** How much it may hide of what is drawn: it is left out rather than hide more. */
  readonly mayHide?: number;
}

export type Side = 'above' | 'below';

/** How far a mark reaches to its sides. */
export const REACH = 7;

export interface Marked {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly type: Type;
  readonly reach: number;
}

/** On one side of a mark or the other, nearest first; what would leave the plot at the left or right is pushed in. */
export function around({ x, y, text, type, reach }: Marked, plot: Plot, sides: readonly Side[]): Place[] {
  const width = widthOf(text, type) + 4;
  const inside = (wished: number) => Math.max(plot.left, Math.min(wished, plot.right - width));
  const middle = inside(x - width / 2);
  const [left, right] = [x - width - reach, x + reach];
  const below = y + type.size + 9;
  const places: Readonly<Record<Side, readonly Place[]>> = {
    above: [
      [middle, y - 6],
      [left, y + 2],
      [right, y + 2],
      [left, y - 10],
      [right, y - 10],
      [inside(x - width * 0.8), y - 6],
      [inside(x - width * 0.2), y - 6],
      [middle, y - 20],
    ],
    below: [
      [middle, below],
      [right, y + 10],
      [left, y + 10],
      [right, below],
      [left, below],
      [middle, below + 14],
    ],
  };
  return sides.flatMap((side) => places[side]);
}
