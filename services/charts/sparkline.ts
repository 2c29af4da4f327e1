import { altText } from './alt-text.ts';
import { history } from './draw/history.ts';
import { driftLine } from './draw/incidents.ts';
import { band, promised } from './draw/promised.ts';
import { formatsOf } from './formats.ts';
import type { ChartOptions, CommitmentChart } from './input.ts';
import { COLOUR } from './palette.ts';
import { picture } from './picture.ts';
import { timeShown, valuesOf } from './plot/extent.ts';
import { plotOf } from './plot/plot.ts';
import { valueAxis } from './plot/value-axis.ts';
import { element } from './svg.ts';

const PAD = 6;

/**
 * The same chart without words, for one row of a table: the history with its gaps, what was required and promised, and
 * the moment of drift. Its name and what it shows are there for who cannot see it.
 * @throws RangeError for an id, a size, a language tag or a time zone that there is not.
 */
export function sparkline(chart: CommitmentChart, options: ChartOptions): string {
  const { id, locale, timeZone, width = 160, height = 40 } = options;
  if (!(width >= 4 * PAD && height >= 4 * PAD && width < Infinity && height < Infinity)) {
    throw new RangeError(`a sparkline is ${4 * PAD} pixels wide and high at least`);
  }
  const formats = formatsOf(locale, timeZone);
  const plot = plotOf(
    { left: PAD, top: PAD, right: width - PAD, bottom: height - PAD },
    timeShown(chart, formats.dayOf),
    valueAxis(valuesOf(chart), chart.form !== 'level', 2),
  );
  const promise = promised(chart, plot);
  return picture(
    { id, width, height, title: chart.title, desc: altText(chart, options) },
    band(chart, plot),
    element('line', { x1: plot.left, x2: plot.right, y1: plot.base, y2: plot.base, stroke: COLOUR.axis }),
    promise.under,
    history(chart, plot).markup,
    promise.over,
    driftLine(chart, plot, formats).markup,
  );
}
