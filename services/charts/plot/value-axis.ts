import { Decimal } from '../../../config/vocabulary/decimal.ts';

/** An axis of values between two round numbers. */
export interface ValueAxis {
  readonly low: Decimal;
  readonly high: Decimal;
  readonly ticks: readonly Decimal[];
  /** How far up the axis a value stands, from 0 to 1 for those that the axis was made for. */
  share(value: Decimal): number;
}

/** A level whose least value is below this share of its greatest is shown from 0 on. */
const FROM_ZERO = new Decimal('0.6');
/** Room for the labels, above what is drawn and below it. */
const ROOM = new Decimal('0.08');
const FLAT = new Decimal('1e-12');

/**
 * The axis for some values. Flows and sums are shown from 0 on; a level need not be, where that would flatten it.
 * @param intervals About how many there is room for.
 */
export function valueAxis(values: readonly Decimal[], fromZero: boolean, intervals: number): ValueAxis {
  const zero = new Decimal(0);
  const least = values.length === 0 ? zero : Decimal.min(...values);
  const most = values.length === 0 ? zero : Decimal.max(...values);
  const isFar = most.gt(0) && least.gt(most.times(FROM_ZERO));
  const bottom = fromZero || !isFar ? Decimal.min(zero, least) : least;
  const top = Decimal.max(most, zero);
  const range = top.minus(bottom);
  // Of values that differ in their last digits alone, no axis shows more than that they are the same.
  const isFlat = range.lte(top.times(FLAT));
  const spread = !isFlat ? range : top.isZero() ? new Decimal(1) : top;
  const room = spread.times(ROOM);
  const step = isFlat && top.isZero() ? spread : roundStep(spread.plus(room).div(intervals));
  const low = (bottom.isZero() ? bottom : bottom.minus(room)).div(step).floor().times(step);
  const high = (top.isZero() && !isFlat ? top : Decimal.max(top.plus(room), step)).div(step).ceil().times(step);
  const count = high.minus(low).div(step).toNumber();
  return {
    low,
    high,
    ticks: Array.from({ length: count + 1 }, (_, index) => low.plus(step.times(index))),
    share: (value) => value.minus(low).div(high.minus(low)).toNumber(),
  };
}

/** The least of 1, 2, 5, 10 and so on that is not below. */
function roundStep(least: Decimal): Decimal {
  const unit = new Decimal(10).pow(least.e);
  const leading = [1, 2, 5].find((digit) => unit.times(digit).gte(least)) ?? 10;
  return unit.times(leading);
}
