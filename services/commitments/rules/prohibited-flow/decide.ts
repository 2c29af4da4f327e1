import type { EvidenceGrade } from '../../../../config/vocabulary/evidence.ts';
import { type Standing, severity } from '../../../../config/vocabulary/standing.ts';
import { gradesOf } from '../../finding.ts';
import type { Limits } from './limits.ts';
import { type Reading, showing } from './reading.ts';

/** The newest whole period, or one of the newer ones that go beyond a limit already: the newest of the worst. */
export function decisive(readings: readonly Reading[], limits: Limits): Reading | undefined {
  const whole = readings.findIndex(({ unreported }) => unreported.length === 0);
  const telling = readings.filter(
    (reading, index) => index === whole || (reading.above && (whole < 0 || index < whole)),
  );
  const badness = (reading: Reading) =>
    reading.above ? severity(exceededBy(gradesOf(showing(reading, limits)))) : severity('compliant');
  return telling.toSorted((a, b) => badness(b) - badness(a))[0];
}

/** What a flow beyond a limit shows: a breach on the official record alone. */
export const exceededBy = (evidence: readonly EvidenceGrade[]): Standing =>
  evidence.every((grade) => grade === 'official') ? 'breached' : 'off_track';

const isStrong = (grade: EvidenceGrade): boolean => grade === 'official' || grade === 'reported';

/** That a partner's statistics have none of it, or a line that holds other goods, is no proof of none. */
export const keptBy = (evidence: readonly EvidenceGrade[]): Standing =>
  evidence.every(isStrong) ? 'compliant' : 'on_track';
