import type { Formats, Scale } from '../formats.ts';
import type { CommitmentChart } from '../input.ts';
import { COLOUR } from '../palette.ts';
import type { Placer } from '../plot/place.ts';
import type { Box, Plot } from '../plot/plot.ts';
import { element } from '../svg.ts';
import { widthOf } from '../text/measure.ts';
import { textAt } from './text.ts';
import { wantedLabels } from './wanted-labels.ts';
import type { Wanted } from './wanted.ts';

/** The names and numbers inside the plot; one that finds no place is left to the legend and the axis. */
export function labels(chart: CommitmentChart, plot: Plot, scale: Scale, formats: Formats, placer: Placer): string {
  return wantedLabels(chart, plot, scale, formats)
    .map((wanted) => set(wanted, placer))
    .join('');
}

function set({ text, type, fill, at, mayHide = Infinity }: Wanted, placer: Placer): string {
  const [width, height] = [widthOf(text, type) + 4, type.size + 3];
  const places = at.map(([left, bottom]) => ({ left, top: bottom - height, right: left + width, bottom }));
  const place = placer.place(places, mayHide);
  return place === undefined
    ? ''
    : `${ground(place)}${textAt(place.left + 2, place.bottom - 3.5, text, { ...type, fill })}`;
}

/** Lets a label be read over a line. */
const ground = ({ left, top, right, bottom }: Box): string =>
  element('rect', {
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    fill: COLOUR.paper,
    'fill-opacity': 0.82,
  });
