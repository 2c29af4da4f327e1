import { altText } from './alt-text.ts';
import { grid, timeMarks } from './draw/axes.ts';
import { history } from './draw/history.ts';
import { driftLine, hatch, incidents } from './draw/incidents.ts';
import { labels } from './draw/labels.ts';
import { projection } from './draw/projection.ts';
import { band, promised } from './draw/promised.ts';
import { TYPE, leading, textAt, textBlock } from './draw/text.ts';
import type { ChartOptions, CommitmentChart } from './input.ts';
import { PAD, layOut } from './layout.ts';
import { COLOUR } from './palette.ts';
import { picture } from './picture.ts';
import { placerIn } from './plot/place.ts';
import { element } from './svg.ts';

/**
 * The chart of a commitment, as SVG for a mail, a page or a report: what was reported, what was required, what was
 * promised, where it may go, and when it drifted. It needs no style sheet, and nothing is told by colour alone.
 * @throws RangeError for an id, a width, a language tag or a time zone that there is not.
 */
export function commitmentChart(chart: CommitmentChart, options: ChartOptions): string {
  const hatchId = `${options.id}-hatch`;
  const layout = layOut(chart, options, hatchId);
  const { width, height, formats, header, caption, scale, ticks, unit, plot, time } = layout;
  const reported = history(chart, plot);
  const promise = promised(chart, plot);
  const fan = projection(chart, plot);
  const drift = driftLine(chart, plot, formats);
  const drawn = [reported, promise, fan, drift].flatMap(({ boxes }) => boxes);
  const quiet = { ...TYPE.note, fill: COLOUR.soft };
  return picture(
    { id: options.id, width, height, title: chart.title, desc: altText(chart, options) },
    element('defs', {}, hatch(hatchId)),
    header.draw(PAD, PAD),
    textAt(PAD, plot.top - 9, unit, quiet),
    grid(plot, ticks),
    incidents(chart, plot, formats, hatchId),
    band(chart, plot),
    fan.markup,
    timeMarks(plot, time),
    promise.under,
    reported.markup,
    promise.over,
    drift.markup,
    labels(chart, plot, scale, formats, placerIn(plot, drawn)),
    textBlock(PAD, height - PAD - caption.length * leading(quiet), caption, quiet),
  );
}
