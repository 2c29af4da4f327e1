import { type Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import type { Standing } from '../../../../config/vocabulary/standing.ts';
import { headroomParts } from '../../headroom.ts';
import { type Compared, fellAsMuch, inexcusable, isCompared } from '../../methods/continuity.ts';
import type { FlowReading } from './reading.ts';
import { exact } from '../../words.ts';

/**
 * How much less of the flow would put it at risk, by the witness that would be the last to fall. None while a witness is
 * awaited or trade with others is not known, since a fall then shows nothing, nor for a flow that began from nothing.
 */
export function continuityRoom(reading: FlowReading, fall: Decimal): ReturnType<typeof headroomParts> {
  const { witnesses, controls, verdict } = reading;
  const none = { headroom: [], steps: [] };
  if (verdict !== 'held' && verdict !== 'others-fell-too') return none;
  const share = inexcusable(controls.filter(isCompared), fall);
  const last = witnesses.filter(isCompared).toSorted(leastFallenFirst)[0];
  if (share === null || !last || last.ratio === null || witnesses.some(({ says }) => says === 'awaited')) return none;
  const { unit } = last.series.spec;
  const { latest, before } = last;
  const arithmetic = `${exact(latest.value, unit)} - ${decimalText(share)} × ${exact(before.value, unit)}`;
  const room = latest.value.minus(before.value.times(share));
  return headroomParts('on_track', [{ to: 'at_risk', room, arithmetic }], unit);
}

function leastFallenFirst(a: Compared, b: Compared): number {
  if (a.ratio === null || b.ratio === null) return Number(b.ratio === null) - Number(a.ratio === null);
  return b.ratio.comparedTo(a.ratio);
}

/** What a reading shows by the share of a year before from which a fall is over. */
export function closingStanding({ witnesses, controls }: FlowReading, close: Decimal): Standing {
  const compared = witnesses.filter(isCompared);
  const known = controls.filter(isCompared);
  const goesOn = compared.some(
    ({ latest, before, ratio }) => ratio === null || latest.value.gte(before.value.times(close)),
  );
  const isExcused = known.length > 0 && known.every((control) => fellAsMuch(control, compared, close));
  return goesOn || isExcused ? 'on_track' : 'at_risk';
}
