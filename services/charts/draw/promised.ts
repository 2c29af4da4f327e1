import { Decimal } from '../../../config/vocabulary/decimal.ts';
import type { CommitmentChart, RequiredPath, TargetLine, Waypoint } from '../input.ts';
import { COLOUR, DASH } from '../palette.ts';
import { alongLine, boxAround } from '../plot/place.ts';
import { type Box, type Plot, waypointAt } from '../plot/plot.ts';
import { placeOfDay, standsAt } from '../plot/time.ts';
import { element, through } from '../svg.ts';
import { requiredMark } from './marks.ts';

type Place = readonly [x: number, y: number];

/** The range that was promised, over the whole time. */
export function band({ band: range }: CommitmentChart, plot: Plot): string {
  if (range === null) return '';
  const [top, bottom] = [plot.y(range.high), plot.y(range.low)];
  const edge = (y: number) =>
    element('line', {
      x1: plot.left,
      x2: plot.right,
      y1: y,
      y2: y,
      stroke: COLOUR.promised,
      'stroke-dasharray': DASH.edge,
    });
  return [
    element('rect', {
      x: plot.left,
      y: top,
      width: plot.right - plot.left,
      height: bottom - top,
      fill: COLOUR.promised,
      'fill-opacity': 0.12,
    }),
    edge(top),
    edge(bottom),
  ].join('');
}

/** What was promised, in two layers: columns stand between them. */
export interface Promised {
  readonly under: string;
  readonly over: string;
  readonly boxes: readonly Box[];
}

/** The way to the target, the target, and what was required when something was judged. */
export function promised(chart: CommitmentChart, plot: Plot): Promised {
  const { required, target, judged, form } = chart;
  const lines = [
    ...(target === null ? [] : [{ course: targetCourse(target, plot), dash: DASH.target, width: 1.8 }]),
    ...(required?.runs.flatMap((run) => courses(required, run, plot)) ?? []).map((course) => ({
      course,
      dash: DASH.required,
      width: 2,
    })),
  ];
  // Columns would hide a line behind them, and a line at zero would hide columns of nothing.
  const isOver = ({ course }: Line) => form === 'flow' && !course.every(([, y]) => y === plot.base);
  const due = judged?.required ?? null;
  const now = due === null ? [] : [[plot.x(standsAt(form, judged!.period)), plot.y(due)] as const];
  const marks = now.map(([x, y]) => requiredMark(x, y)).join('');
  const [over, under] = [lines.filter(isOver), lines.filter((line) => !isOver(line))];
  return {
    under: `${under.map(drawn).join('')}${form === 'flow' ? '' : marks}`,
    over: `${over.map((line) => `${ground(line)}${drawn(line)}`).join('')}${form === 'flow' ? marks : ''}`,
    boxes: [...lines.flatMap(({ course }) => alongLine(course)), ...now.map(([x, y]) => boxAround(x, y, 4))],
  };
}

interface Line {
  readonly course: readonly Place[];
  readonly dash: string;
  readonly width: number;
}

const drawn = ({ course, dash, width }: Line): string =>
  element('path', {
    d: through(course),
    fill: 'none',
    stroke: COLOUR.promised,
    'stroke-width': width,
    'stroke-dasharray': dash,
  });

/** Sets a line off from the columns that it crosses. */
const ground = ({ course, width }: Line): string =>
  element('path', {
    d: through(course),
    fill: 'none',
    stroke: COLOUR.paper,
    'stroke-width': width + 2.5,
    'stroke-opacity': 0.85,
  });

/** The target's line from edge to edge, or over the time that it holds for. */
export function targetCourse({ value, from, to }: TargetLine, plot: Plot): readonly [Place, Place] {
  const y = plot.y(value);
  return [
    [from === null ? plot.left : Math.max(plot.left, plot.x(placeOfDay(from))), y],
    [to === null ? plot.right : Math.min(plot.right, plot.x(placeOfDay(to))), y],
  ];
}

function courses({ way }: RequiredPath, run: readonly Waypoint[], plot: Plot): Place[][] {
  const places = run.map((waypoint) => waypointAt(plot, waypoint));
  switch (way) {
    case 'linear':
      return [places];
    case 'stepped':
      return [
        places.flatMap(([x, y], index) => {
          const next = places[index + 1];
          return next ? [[x, y] as const, [next[0], y] as const] : [[x, y] as const];
        }),
      ];
    case 'compound':
      return [run.flatMap((waypoint, index) => growth(waypoint, run[index + 1], plot))];
  }
}

const STEPS = 24;

/** From one waypoint towards the next by one rate of growth; straight where a sign or a zero leaves no rate. */
function growth(from: Waypoint, to: Waypoint | undefined, plot: Plot): Place[] {
  const [x, y] = waypointAt(plot, from);
  if (to === undefined) return [[x, y]];
  const [endX, endY] = waypointAt(plot, to);
  const ratio = new Decimal(from.value).isZero() ? new Decimal(0) : new Decimal(to.value).div(from.value);
  if (ratio.lte(0)) return [[x, y]];
  const log = ratio.ln().toNumber();
  return Array.from({ length: STEPS }, (_, step) => {
    const share = step / STEPS;
    return [x + (endX - x) * share, y + (endY - y) * grown(log, share)];
  });
}

/** Which part of the whole growth, by its logarithm, is there after a share of the time. */
function grown(log: number, share: number): number {
  if (Math.abs(log) < 1e-9) return share;
  // The same, where the terms of the quotient would be too large for a number.
  return log > 100 ? Math.exp(log * (share - 1)) : Math.expm1(log * share) / Math.expm1(log);
}
