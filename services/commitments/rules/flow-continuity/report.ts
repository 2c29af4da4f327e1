import type { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import { type FindingParts, finding, gradesOf, unknownFinding } from '../../finding.ts';
import { groupWords } from './group.ts';
import { type Compared, isCompared } from '../../methods/continuity.ts';
import type { FlowReading } from './reading.ts';
import { closingStanding } from './rooms.ts';
import type { Finding } from '../../rule.ts';
import type { ContinuityTerms } from './terms.ts';
import { quantity, say, sayList, sayPercent } from '../../words.ts';

/** The finding that a reading comes to, with what is known of it. */
export function report(reading: FlowReading, { fall, close }: ContinuityTerms, known: FindingParts): Finding {
  const against = `in ${formatPeriod(reading.period)} against a year before`;
  const fell = reading.witnesses.filter(isCompared).filter(({ says }) => says === 'fell');
  const held = reading.witnesses.filter(isCompared).filter(({ says }) => says === 'held');
  const controls = reading.controls.filter(isCompared);
  const down = `${sayList(fell.map(moved))} ${against}`;
  const words = groupWords(reading);
  const beside = words === '' ? '' : ` ${words}`;
  const parts = { ...known, ...(close && { closing: closingStanding(reading, close.fall) }) };
  switch (reading.verdict) {
    case 'silent':
    case 'unconfirmed':
      return unknownFinding(`${fell.length > 0 ? `${down}; ` : ''}${reading.because}.`, known);
    case 'held': {
      const also = fell.length > 0 ? `, while ${sayList(fell.map(moved))}` : '';
      return finding(
        'on_track',
        `${sayList(held.map(moved))} ${against}${also}: the flow is not fully blocked.${beside}`,
        parts,
      );
    }
    case 'others-fell-too':
      return finding(
        'on_track',
        `${down}, and trade with others fell as much: ${sayList(controls.map(moved))}.${beside}`,
        parts,
      );
    case 'fell':
      return finding('at_risk', `${down}, while trade with others went on: ${sayList(controls.map(moved))}.${beside}`, {
        ...parts,
        wayBack: wayBack(reading, close?.fall ?? fall),
      });
  }
}

/** By what share the flow goes on again, and what that would have been in the period that was judged. */
function wayBack({ period, witnesses }: FlowReading, share: Decimal): string {
  const least = witnesses
    .filter(isCompared)
    .map(({ series, before }) => `${say(before.value.times(share), series.spec.unit)} of ${series.spec.title}`);
  return `At least ${sayPercent(share)} of a year before in the next figures, by any one of these series; in ${formatPeriod(period)} that was ${least.join(' or ')}.`;
}

/** The first witness' flow and what it was a year before. */
export function headline({ witnesses, controls, verdict }: FlowReading): FindingParts {
  const first = witnesses.find(isCompared);
  const restsOn = verdict === 'held' ? witnesses : [...witnesses, ...controls];
  const evidence = gradesOf(restsOn.filter(isCompared).map(({ series }) => series));
  if (!first) return { evidence };
  const { unit } = first.series.spec;
  return {
    value: quantity(first.latest.value, unit),
    target: quantity(first.before.value, unit),
    margin: quantity(first.latest.value.minus(first.before.value), unit),
    evidence,
  };
}

function moved({ series, ratio, latest }: Compared): string {
  const to = ratio === null ? `began with ${say(latest.value, series.spec.unit)}` : `stood at ${sayPercent(ratio)}`;
  return `${series.spec.title} ${to}`;
}
