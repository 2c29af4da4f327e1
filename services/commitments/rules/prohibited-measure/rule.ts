import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import type { Standing } from '../../../../config/vocabulary/standing.ts';
import { dayOf } from '../../clock.ts';
import { type FindingParts, finding, unknownFinding } from '../../finding.ts';
import { headroomParts } from '../../headroom.ts';
import { type MeasureReading, type MeasureState, type WeighedMeasure, readRegisters } from './reading.ts';
import { scopesOf } from './scope.ts';
import { MeasureTerms } from './terms.ts';
import {
  measureRemarks,
  readingRemarks,
  readingSteps,
  sayMeasures,
  sayNames,
  sayReadings,
  saySilence,
} from './words.ts';
import type { Finding, KnownRegister, Rule } from '../../rule.ts';

const UNIT = 'in force';
const IN_FORCE: readonly MeasureState[] = ['restricts', 'may_restrict'];
const DRIFTING: readonly MeasureState[] = [...IN_FORCE, 'announced'];

/**
 * A kind of measure that must not be taken. Judged are the measures that registers list, by their dates, on the day; no
 * row in a register is unknown, never absence. One of an official source that is in force is a breach before the gates;
 * one that is in doubt, or announced, is a risk; those that ended, or were corrected, leave the promise as it was.
 *
 * A disputed text is judged under each reading by itself. Where all agree, that is the standing. Where they do not, the
 * promise is at risk as soon as one of them has a drift: no reading is the obligor's excuse, and none its sentence, until
 * somebody decides between them. Both are shown.
 */
export const prohibitedMeasure: Rule<MeasureTerms> = {
  kind: 'prohibited-measure',
  means: 'measures that must not be taken, by the registers that list them',
  // 2: headroom, and the law is read as disputed where readings of the text come to different results. The standing is
  // that of 1.
  version: 2,
  terms: MeasureTerms,
  holds: 'continuous',
  targetIs: () => 'ceiling',
  needs: () => [],
  registers: ({ registers }) => registers,
  units: () => [],

  assess(terms, evidence, at) {
    const day = dayOf(at);
    const registers = terms.registers.map((id) => evidence.register(id));
    const readings = scopesOf(terms).map((scope) => readRegisters(registers, scope, day.toString()));
    const weighed = readings.flatMap((reading) => reading.weighed);
    const parts: FindingParts = {
      target: { value: '0', unit: UNIT },
      steps: readings.flatMap(readingSteps),
      measures: [...new Set(weighed.map(({ measure }) => measure.vintage))].toSorted(),
      remarks: [...readingRemarks(readings), ...new Set(weighed.flatMap((one) => measureRemarks(one, terms.since)))],
    };
    const standing = standingOf(readings);
    const now = formatPeriod({ start: day.toPlainYearMonth(), months: 1 });
    return standing === 'unknown'
      ? unknownFinding(unknownBecause(readings, registers), parts)
      : verdict(standing, readings, registers, { ...parts, period: now });
  },
};

function standingOf(readings: readonly MeasureReading[]): Exclude<Standing, 'compliant' | 'off_track'> {
  const results = new Set(readings.map(({ result }) => result));
  const has = (result: MeasureReading['result']) => results.has(result);
  if (has('breached') && results.size === 1) return 'breached';
  if (has('breached') || has('at_risk')) return 'at_risk';
  if (has('unclear')) return 'unknown';
  return has('on_track') ? 'on_track' : 'unknown';
}

function verdict(
  standing: 'breached' | 'at_risk' | 'on_track',
  readings: readonly MeasureReading[],
  registers: readonly KnownRegister[],
  known: FindingParts,
): Finding {
  const drifting = measuresIn(readings, standing === 'breached' ? ['restricts'] : DRIFTING);
  const rests = standing === 'on_track' ? measuresIn(readings) : drifting;
  const parts: FindingParts = {
    ...known,
    ...countOf(readings),
    evidence: (['official', 'reported'] as const).filter((grade) =>
      rests.some(({ measure }) => (measure.isOfficial === true) === (grade === 'official')),
    ),
    remarks: [...known.remarks!, ...unreadRemarks(registers)],
  };
  if (standing === 'on_track') {
    // The room is zero: one measure in force is a breach.
    const room = headroomParts(standing, [{ to: 'breached', room: new Decimal(0), arithmetic: `0 - 0 ${UNIT}` }], UNIT);
    const gone = `No measure that the promise rules out is known to be in force any more: ${sayMeasures(rests)}`;
    return finding(standing, `${gone}. That no other is listed does not say that there is none.`, {
      ...parts,
      headroom: room.headroom,
      steps: [...parts.steps!, ...room.steps],
    });
  }
  const disputed = new Set(readings.map(({ result }) => result)).size > 1;
  const how = disputed ? `The promise is read in different ways: ${sayReadings(readings)}. ` : '';
  return finding(standing, `${how}${driftReason(drifting)}`, {
    ...parts,
    // Where no reading has it broken, the law depends on none of them.
    ...(disputed && readings.some(({ result }) => result === 'breached') && { disputed }),
    wayBack: `The end of ${sayNames(drifting)}, as the register states it, or an exception in the deal file where it is none of the measures that the promise rules out.`,
  });
}

/** The worst of them, in one sentence. */
function driftReason(drifting: readonly WeighedMeasure[]): string {
  const of = (state: MeasureState) => drifting.filter((one) => one.state === state);
  const [sure, unsure, announced] = [of('restricts'), of('may_restrict'), of('announced')];
  if (sure.length > 0) return `${counted(sure)} in force that the promise rules out: ${sayMeasures(sure)}.`;
  if (unsure.length > 0) return `${counted(unsure)} in force that the promise may rule out: ${sayMeasures(unsure)}.`;
  return `${counted(announced)} announced that the promise would rule out: ${sayMeasures(announced)}.`;
}

const counted = ({ length }: readonly unknown[]) => `${length} ${length === 1 ? 'measure is' : 'measures are'}`;

function unknownBecause(readings: readonly MeasureReading[], registers: readonly KnownRegister[]): string {
  const unlisted = measuresIn(readings, ['unlisted']);
  return unlisted.length === 0
    ? saySilence(registers)
    : `Whether it still holds is not known, as its register lists it no more: ${sayMeasures(unlisted)}.`;
}

/** How many are in force, where all readings count alike; that none is listed is no zero. */
function countOf(readings: readonly MeasureReading[]): FindingParts {
  const counts = new Set(readings.map((reading) => measuresIn([reading], IN_FORCE).length));
  const [count] = counts;
  if (counts.size !== 1 || count === undefined || count === 0) return {};
  return { value: { value: `${count}`, unit: UNIT }, margin: { value: `-${count}`, unit: UNIT } };
}

/** The measures that any reading has in one of the states, each once; without states, all that were weighed. */
function measuresIn(readings: readonly MeasureReading[], states?: readonly MeasureState[]): WeighedMeasure[] {
  const found = readings
    .flatMap(({ weighed }) => weighed)
    .filter(({ state }) => states === undefined || states.includes(state));
  return [...new Map(found.map((one) => [one.measure.vintage, one])).values()];
}

const unreadRemarks = (registers: readonly KnownRegister[]): string[] =>
  registers.flatMap(({ title, readAt }) => (readAt === null ? [`${title} was never read.`] : []));
