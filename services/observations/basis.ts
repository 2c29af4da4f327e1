import type { SeriesSpec } from '../../config/deal/schema.ts';
import { BASES, type Basis } from '../../config/vocabulary/basis.ts';
import type { ReportedObservation } from '../sources/connector.ts';

type HasBasis = Pick<SeriesSpec, 'basis'>;

/** Whether a series can take a value on a basis. A row or a series that states none says nothing of the other. */
export function isOnBasisOf({ basis }: HasBasis, stated: Basis | undefined): boolean {
  return basis === undefined || stated === undefined || stated === basis;
}

/**
 * An observation as its series can take it. A value on another basis than the series states is none of the series: it
 * becomes missing, with a note that says so, and the document keeps it.
 */
export function onBasisOf(series: HasBasis, observation: ReportedObservation): ReportedObservation {
  const { basis: stated, value, unit, note } = observation;
  if (value === null || isOnBasisOf(series, stated)) return observation;
  const refused = `stated is ${value} ${unit} by ${BASES[stated!]}, and the series is by ${BASES[series.basis!]}`;
  return { ...observation, value: null, status: 'missing', note: note === undefined ? refused : `${note}: ${refused}` };
}
