import type { Formats, Scale } from '../formats.ts';
import type { CommitmentChart } from '../input.ts';
import { COLOUR } from '../palette.ts';
import { type Plot, hasValue } from '../plot/plot.ts';
import { placeOfDay } from '../plot/time.ts';
import { widthOf } from '../text/measure.ts';
import { targetCourse } from './promised.ts';
import { TYPE } from './text.ts';
import { judgedLabels, projectionLabels, valueLabels } from './value-labels.ts';
import type { Place, Wanted } from './wanted.ts';

const BINDS = { floor: 'at least', ceiling: 'at most', expectation: 'expected' } as const;

/** All that should be named inside the plot, what matters most first. */
export function wantedLabels(chart: CommitmentChart, plot: Plot, scale: Scale, formats: Formats): Wanted[] {
  return [
    ...nothingKnown(chart, plot),
    ...drift(chart, plot, formats),
    ...judgedLabels(chart, plot, scale),
    ...target(chart, plot, scale),
    ...projectionLabels(chart, plot, scale),
    ...valueLabels(chart, plot, scale),
  ];
}

function nothingKnown({ points }: CommitmentChart, plot: Plot): Wanted[] {
  if (points.some(hasValue)) return [];
  const text = 'No figure is known, which is not zero';
  const left = (plot.left + plot.right - widthOf(text, TYPE.quiet)) / 2;
  return [{ text, type: TYPE.quiet, fill: COLOUR.soft, at: [[left, (plot.top + plot.bottom) / 2]] }];
}

/** Beside its line, as high as there is room. */
function drift({ drift: at }: CommitmentChart, plot: Plot, formats: Formats): Wanted[] {
  if (at === null) return [];
  const [text, type] = [`Drift ${formats.day(at)}`, TYPE.label];
  const x = plot.x(placeOfDay(formats.dayOf(at)));
  const width = widthOf(text, type) + 4;
  const left = x - width - 7;
  const line = type.size + 5;
  const count = Math.floor((plot.bottom - plot.top) / line);
  const lines = Array.from({ length: count }, (_, index) => plot.top + (index + 1) * line);
  const places = lines.flatMap((y): Place[] => [
    [x + 7, y],
    [left, y],
  ]);
  // Over its line where there is no room at its sides.
  const over: Place = [Math.max(plot.left, Math.min(x - width / 2, plot.right - width)), plot.top + 2 * line];
  return [{ text, type, fill: COLOUR.ink, at: [...places, over] }];
}

/** Along its line, from the right. */
function target({ target: line }: CommitmentChart, plot: Plot, scale: Scale): Wanted[] {
  if (line === null) return [];
  const text = `${BINDS[line.is]} ${scale.label(line.value)}`;
  const [[left, y], [right]] = targetCourse(line, plot);
  const width = widthOf(text, TYPE.quiet) + 6;
  const along = Array.from({ length: 13 }, (_, index) => right - width - ((right - width - left) * index) / 12);
  const places = [...along, plot.right - width, plot.left + 2].flatMap((x): Place[] => [
    [x, y - 3],
    [x, y + TYPE.quiet.size + 6],
  ]);
  // The legend tells it as well.
  return [{ text, type: TYPE.quiet, fill: COLOUR.ink, at: places, mayHide: 3 }];
}
