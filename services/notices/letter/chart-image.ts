import { altText } from '../../charts/alt-text.ts';
import { commitmentChart } from '../../charts/commitment-chart.ts';
import type { ChartOptions } from '../../charts/input.ts';
import { png } from '../../charts/png.ts';
import { chartFrom } from '../chart-content.ts';
import type { NoticeContent } from '../content.ts';
import type { Formats } from './formats.ts';
import type { Picture } from './letter.ts';

/** An image that goes along with a mail and is shown in it. */
export interface InlineImage {
  /** Its Content-ID, without brackets. */
  readonly cid: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** What it shows, in a sentence. */
  readonly alt: string;
}

/** Narrow, so that its letters can still be read where a phone makes it as wide as its screen. */
const WIDTH = 420;
const HEIGHT = 300;
/** Pixels of the picture for each of the mail: screens of phones have two or three. */
const DENSITY = 2;

/** The Content-ID of the chart of the nth incident of a mail. */
export const cidOf = (index: number): string => `chart-${index + 1}@pactwatch`;

const optionsFor = ({ locale, timeZone }: Formats): ChartOptions => ({
  id: 'chart',
  locale,
  timeZone,
  width: WIDTH,
  height: HEIGHT,
});

/** Where the chart of a commitment stands in the mail; empty where there is none. */
export function picturePart({ chart }: NoticeContent, formats: Formats, index: number): Picture[] {
  if (chart === undefined) return [];
  const alt = altText(chartFrom(chart), optionsFor(formats));
  return [{ is: 'picture', title: 'The figures over time', cid: cidOf(index), alt, width: WIDTH }];
}

/** The chart itself. The same content gives the same bytes. */
export function chartImage({ chart, commitment }: NoticeContent, formats: Formats, index: number): InlineImage[] {
  if (chart === undefined) return [];
  const options = optionsFor(formats);
  const drawn = chartFrom(chart);
  return [
    {
      cid: cidOf(index),
      fileName: `${commitment.id}.png`,
      bytes: png(commitmentChart(drawn, options), { width: WIDTH * DENSITY }),
      alt: altText(drawn, options),
    },
  ];
}
