import { Decimal } from '../../../config/vocabulary/decimal.ts';
import type { ChartPoint, CommitmentChart, Waypoint } from '../input.ts';
import { placeOfDay, standsAt } from './time.ts';
import type { ValueAxis } from './value-axis.ts';

/** A box in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The area that values are drawn in. */
export interface Plot extends Box {
  /** Of a place along the axis of time. */
  x(place: number): number;
  y(value: string): number;
  /** Where zero is, or the edge that is nearest to it. */
  readonly base: number;
}

/** The first and last day that is shown, in months. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function plotOf(box: Box, span: Span, axis: ValueAxis): Plot {
  const { left, top, right, bottom } = box;
  const y = (value: Decimal) => bottom - axis.share(value) * (bottom - top);
  return {
    ...box,
    x: (place) => left + ((place - span.from) / (span.to - span.from)) * (right - left),
    y: (value) => y(new Decimal(value)),
    base: Math.min(bottom, Math.max(top, y(new Decimal(0)))),
  };
}

export type PointWithValue = ChartPoint & { readonly value: string };

export function hasValue(point: ChartPoint): point is PointWithValue {
  return point.value !== null;
}

/** Where the value of a point is drawn. */
export function placeOf({ x, y }: Plot, { form }: Pick<CommitmentChart, 'form'>, point: PointWithValue) {
  return { x: x(standsAt(form, point.period)), y: y(point.value) };
}

export function waypointAt({ x, y }: Plot, { on, value }: Waypoint): readonly [x: number, y: number] {
  return [x(placeOfDay(on)), y(value)];
}
