import { TARGET_WORDS } from '../../notices/words.ts';
import type { Formats } from '../formats.ts';
import type { ChartPoint, CommitmentChart } from '../input.ts';
import { COLOUR, DASH } from '../palette.ts';
import { element } from '../svg.ts';
import { widthOf, wrapped } from '../text/measure.ts';
import { columnMark, gapMark, pointMark, requiredMark } from './marks.ts';
import { TYPE, leading, textAt } from './text.ts';

/** One thing that is drawn, and its name. */
interface Entry {
  /** Draws it around the middle of a box of `SWATCH` by the leading. */
  readonly swatch: (x: number, y: number) => string;
  readonly label: string;
}

const SWATCH = 24;
const GAP = 6;
const APART = 18;
const LINE = leading(TYPE.legend) + 2;
const PATH_WORDS = { required: 'Required', allowed: 'Allowed', threshold: 'Threshold' } as const;

/** The names of all that is drawn, in rows that are no wider than given. */
export interface Legend {
  readonly height: number;
  draw(left: number, top: number): string;
}

/** An entry where it stands; a name that is wider than a row goes on in a second line. */
interface Placed extends Entry {
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
}

export function legendOf(chart: CommitmentChart, formats: Formats, width: number, hatchId: string): Legend {
  const placed: Placed[] = [];
  let [x, y, height] = [0, 0, 0];
  for (const entry of entriesOf(chart, formats, hatchId)) {
    const lines = wrapped(entry.label, width - SWATCH - GAP, TYPE.legend, 2);
    const wide = SWATCH + GAP + Math.max(...lines.map((line) => widthOf(line, TYPE.legend)));
    if (x > 0 && x + wide > width) [x, y] = [0, height];
    placed.push({ ...entry, lines, x, y });
    x += wide + APART;
    height = Math.max(height, y + lines.length * LINE);
  }
  return { height, draw: (left, top) => placed.map((entry) => drawn(entry, left, top)).join('') };
}

function drawn({ swatch, lines, x, y }: Placed, left: number, top: number): string {
  const middle = top + y + LINE / 2;
  const base = middle + TYPE.legend.size * 0.36;
  const names = lines.map((line, index) => textAt(left + x + SWATCH + GAP, base + LINE * index, line, TYPE.legend));
  return [swatch(left + x + SWATCH / 2, middle), ...names].join('');
}

function entriesOf(chart: CommitmentChart, { amount }: Formats, hatchId: string): Entry[] {
  const { points, required, target, band, projection, incidents, unit, judged } = chart;
  const now = judged?.required ? `, now ${amount(judged.required)}` : '';
  const has = (...statuses: ChartPoint['status'][]) => points.some(({ status }) => statuses.includes(status));
  const mark = (status: ChartPoint['status']) => (x: number, y: number) =>
    chart.form === 'flow'
      ? columnMark({ left: x - 6, width: 12, from: y + 6, to: y - 6 }, status)
      : `${rule(x, y, COLOUR.reported)}${pointMark(x, y, status, 3.2)}`;
  return [
    { swatch: mark('reported'), label: `Reported: ${chart.counted}` },
    ...(has('provisional') ? [{ swatch: mark('provisional'), label: 'Provisional' }] : []),
    ...(has('estimated') ? [{ swatch: mark('estimated'), label: 'Estimated' }] : []),
    ...(has('missing', 'suppressed', 'contested')
      ? [{ swatch: (x: number, y: number) => gapMark(x, y, 3), label: 'No value, which is not zero' }]
      : []),
    ...(required
      ? [{ swatch: requiredLine(chart), label: `${PATH_WORDS[required.is]}: ${required.label}${now}` }]
      : []),
    ...(target
      ? [{ swatch: lineOf(DASH.target, 1.8), label: `${TARGET_WORDS[target.is]} ${amount(target.value)} ${unit}` }]
      : []),
    ...(band
      ? [{ swatch: shade(COLOUR.promised, 0.2), label: `Range ${amount(band.low)} to ${amount(band.high)}` }]
      : []),
    ...(projection ? [{ swatch: shade(COLOUR.projected, 0.35), label: `Projection: ${projection.label}` }] : []),
    ...(incidents.length > 0 ? [{ swatch: shade(`url(#${hatchId})`, 1), label: 'Incident open' }] : []),
  ];
}

const rule = (x: number, y: number, stroke: string, dash?: string, width = 2): string =>
  element('line', {
    x1: x - SWATCH / 2,
    x2: x + SWATCH / 2,
    y1: y,
    y2: y,
    stroke,
    'stroke-width': width,
    'stroke-dasharray': dash,
  });

const lineOf = (dash: string, width: number) => (x: number, y: number) => rule(x, y, COLOUR.promised, dash, width);

/** With the mark of what was required when something was judged. */
const requiredLine =
  ({ judged }: CommitmentChart) =>
  (x: number, y: number) =>
    `${lineOf(DASH.required, 2)(x, y)}${judged?.required ? requiredMark(x, y) : ''}`;

const shade = (fill: string, opacity: number) => (x: number, y: number) =>
  element('rect', { x: x - 10, y: y - 6, width: 20, height: 12, fill, 'fill-opacity': opacity, stroke: COLOUR.axis });
