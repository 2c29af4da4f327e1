import type { Box } from './plot.ts';

/** Finds places for labels so that no two of them overlap and none runs over the edge. */
export interface Placer {
  /**
   * The place that hides least of what is drawn; a few places further on count as much as a little that is hidden.
   * @param most What a place may hide, in boxes.
   * @returns undefined where every place is outside, or on another label, or hides more.
   */
  place(candidates: readonly Box[], most: number): Box | undefined;
}

/** @param drawn What labels should not hide, if that can be helped. */
export function placerIn(area: Box, drawn: readonly Box[]): Placer {
  const labels: Box[] = [];
  return {
    place(candidates, most) {
      const chosen = candidates
        .filter((box) => isWithin(box, area) && !labels.some((label) => overlap(label, box)))
        .map((box, rank) => ({ box, rank, hides: drawn.filter((other) => overlap(other, box)).length }))
        .filter(({ hides }) => hides <= most)
        .toSorted((a, b) => a.hides - b.hides + (a.rank - b.rank) * PLACE)[0]?.box;
      if (chosen) labels.push(chosen);
      return chosen;
    },
  };
}

/** What it costs to stand one place further on, when what a place hides costs 1 each. */
const PLACE = 0.3;

/** Boxes along a line, close enough that no label slips between them. */
export function alongLine(points: readonly (readonly [x: number, y: number])[]): Box[] {
  return points.slice(1).flatMap(([x, y], index) => {
    const [x0, y0] = points[index]!;
    const steps = Math.max(1, Math.ceil(Math.hypot(x - x0, y - y0) / 8));
    return Array.from({ length: steps + 1 }, (_, step) =>
      boxAround(x0 + ((x - x0) * step) / steps, y0 + ((y - y0) * step) / steps, 2),
    );
  });
}

export function boxAround(x: number, y: number, reach: number): Box {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

const isWithin = (box: Box, area: Box): boolean =>
  box.left >= area.left && box.top >= area.top && box.right <= area.right && box.bottom <= area.bottom;

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
