import { comparePeriods } from '../../../config/vocabulary/period.ts';
import type { ChartPoint, CommitmentChart } from '../input.ts';
import { COLOUR } from '../palette.ts';
import { alongLine, boxAround } from '../plot/place.ts';
import { type Box, type Plot, type PointWithValue, hasValue, placeOf } from '../plot/plot.ts';
import { beginOf, finishOf, standsAt } from '../plot/time.ts';
import { element, through } from '../svg.ts';
import { columnMark, gapMark, pointMark } from './marks.ts';

/** Something drawn, and the places that a label should leave free for it. */
export interface Drawing {
  readonly markup: string;
  readonly boxes: readonly Box[];
}

const WIDEST_COLUMN = 46;
/** Below this distance, points of a line are told apart no more, and only those that say more have a mark. */
const NEAREST_MARKS = 9;

/** The values that were reported. A period without one is a gap with a mark of its own. */
export function history(chart: CommitmentChart, plot: Plot): Drawing {
  const drawn = chart.form === 'flow' ? columns(chart, plot) : line(chart, plot);
  const reach = Math.min(3, Math.max(1.5, spacing(chart, plot) / 3));
  const gaps = chart.points
    .filter((point) => !hasValue(point))
    .map(({ period }) => ({ x: plot.x(standsAt(chart.form, period)), y: besideZero(plot) }));
  return {
    markup: [...gaps.map(({ x, y }) => gapMark(x, y, reach)), drawn.markup].join(''),
    boxes: [...gaps.map(({ x, y }) => boxAround(x, y, reach)), ...drawn.boxes],
  };
}

function columns(chart: CommitmentChart, plot: Plot): Drawing {
  const drawn = chart.points.filter(hasValue).map((point) => {
    const width = columnWidth(plot, point);
    const middle = plot.x(standsAt('flow', point.period));
    const column = { left: middle - width / 2, width, from: plot.base, to: plot.y(point.value) };
    return {
      markup: columnMark(column, point.status),
      boxes: [
        {
          left: column.left,
          right: column.left + width,
          top: Math.min(column.from, column.to),
          bottom: Math.max(column.from, column.to),
        },
        boxAround(middle, column.to, 4),
      ],
    };
  });
  return { markup: drawn.map(({ markup }) => markup).join(''), boxes: drawn.flatMap(({ boxes }) => boxes) };
}

/** How wide the column of a period is. */
export function columnWidth(plot: Plot, { period }: Pick<ChartPoint, 'period'>): number {
  return Math.min(WIDEST_COLUMN, Math.max(1, (plot.x(finishOf(period)) - plot.x(beginOf(period))) * 0.72));
}

function line(chart: CommitmentChart, plot: Plot): Drawing {
  const runs = runsOf(chart).map((run) => ({
    run,
    course: [...startOfRun(chart, plot, run), ...run.map((point) => placeOf(plot, chart, point))].map(
      ({ x, y }) => [x, y] as const,
    ),
  }));
  const lines = runs
    .filter(({ course }) => course.length > 1)
    .map(({ course }) =>
      element('path', {
        d: through(course),
        fill: 'none',
        stroke: COLOUR.reported,
        'stroke-width': 2,
        'stroke-linejoin': 'round',
      }),
    );
  const crowded = spacing(chart, plot) < NEAREST_MARKS;
  const marks = runs.flatMap(({ run, course }) =>
    run
      .filter((point) => !crowded || course.length === 1 || point.status !== 'reported' || isJudged(chart, point))
      .map((point) => {
        const { x, y } = placeOf(plot, chart, point);
        return pointMark(x, y, point.status, isJudged(chart, point) ? 4.5 : crowded ? 2.4 : 3.2);
      }),
  );
  return {
    markup: [...lines, ...marks].join(''),
    boxes: runs.flatMap(({ course }) => [...alongLine(course), ...course.map(([x, y]) => boxAround(x, y, 4))]),
  };
}

/** Values that follow on each other without a gap; sums that begin together. */
export function runsOf({ form, points }: CommitmentChart): PointWithValue[][] {
  const runs: PointWithValue[][] = [];
  let before: ChartPoint | undefined;
  for (const point of points) {
    if (hasValue(point)) {
      const goesOn =
        before !== undefined &&
        hasValue(before) &&
        (form === 'running_sum'
          ? before.period.start.equals(point.period.start)
          : finishOf(before.period) === beginOf(point.period));
      if (goesOn) runs.at(-1)!.push(point);
      else runs.push([point]);
    }
    before = point;
  }
  return runs;
}

/** A sum begins with nothing, unless what came before its first value is not known. */
function startOfRun(chart: CommitmentChart, plot: Plot, [first]: readonly PointWithValue[]) {
  if (chart.form !== 'running_sum' || first === undefined) return [];
  const earliest = chart.points.find(({ period }) => period.start.equals(first.period.start));
  return earliest === first ? [{ x: plot.x(beginOf(first.period)), y: plot.y('0') }] : [];
}

function isJudged({ judged }: CommitmentChart, { period }: ChartPoint): boolean {
  return judged !== null && comparePeriods(judged.period, period) === 0;
}

/** The least distance of two neighbours. */
function spacing({ form, points }: CommitmentChart, plot: Plot): number {
  const places = points.map(({ period }) => plot.x(standsAt(form, period)));
  return Math.min(plot.right - plot.left, ...places.slice(1).map((x, index) => Math.abs(x - places[index]!)));
}

const OFF_ZERO = 6;

/** Where no value is, the mark stands a little off zero: above it, unless all values are below. */
const besideZero = ({ base, top }: Plot): number => (base - OFF_ZERO >= top ? base - OFF_ZERO : base + OFF_ZERO);
