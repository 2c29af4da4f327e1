import type { CommitmentChart } from '../input.ts';
import type { Formats } from '../formats.ts';
import { COLOUR } from '../palette.ts';
import { wrapped } from '../text/measure.ts';
import { legendOf } from './legend.ts';
import { TYPE, leading, textBlock } from './text.ts';

/** Title, what the values are of, and the legend. */
export interface Header {
  readonly height: number;
  draw(left: number, top: number): string;
}

export function headerOf(chart: CommitmentChart, formats: Formats, width: number, hatchId: string): Header {
  const title = wrapped(chart.title, width, TYPE.title, 2);
  const of = wrapped(chart.of, width, TYPE.subtitle, 2);
  const legend = legendOf(chart, formats, width, hatchId);
  const underTitle = title.length * leading(TYPE.title);
  const underText = underTitle + of.length * leading(TYPE.subtitle) + 8;
  return {
    height: underText + legend.height + 10,
    draw: (left, top) =>
      [
        textBlock(left, top, title, TYPE.title),
        textBlock(left, top + underTitle, of, { ...TYPE.subtitle, fill: COLOUR.soft }),
        legend.draw(left, top + underText),
      ].join(''),
  };
}
