import { Decimal, decimalText } from '../../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../../config/vocabulary/period.ts';
import { januaryBefore } from '../../clock.ts';
import { type FindingParts, finding, firmnessOf, gradesOf, sumOf, unknownFinding } from '../../finding.ts';
import { sumStep } from '../../flow-figures.ts';
import { headroomParts } from '../../headroom.ts';
import type { Finding, Rule } from '../../rule.ts';
import { type ScheduledPeriod, endedPeriods, sayPeriods } from './periods.ts';
import { ScheduledTerms } from './terms.ts';
import { type SettledSeries, settle } from '../../settle.ts';
import { exact, nothingDue, quantity, sayDate, sayList } from '../../words.ts';

const WINDOW_YEARS = 5;
const PERIODS_SHOWN = 8;

/**
 * A number of events that is due in every period. Judged is the newest period whose count is known. If periods after it
 * are missing, that it was kept says nothing of them, and that it was missed stays so.
 */
export const scheduledEvent: Rule<ScheduledTerms> = {
  kind: 'scheduled-event',
  means: 'events that are due in every period',
  // 2: headroom. The standing is that of 1.
  version: 2,
  terms: ScheduledTerms,
  holds: 'continuous',
  targetIs: () => 'floor',
  undecidable: ({ undated }) => undated !== undefined,
  needs: ({ series }, at) => [{ series, from: januaryBefore(at, WINDOW_YEARS) }],
  units: ({ series, unit }) => [{ series, unit }],

  assess(terms, evidence, at) {
    const series = settle(evidence.series(terms.series), at);
    const { from, unit } = terms;
    const due = new Decimal(terms.at_least);
    const known: FindingParts = { target: quantity(due, unit), remarks: series.remarks };
    if (from === undefined) return unknownFinding(`${series.spec.title}: ${nothingDue(terms.undated!)}.`, known);
    if (series.spec.unit !== unit) {
      return unknownFinding(`${series.spec.title} counts ${series.spec.unit}, and ${unit} are due.`, known);
    }
    const periods = endedPeriods({ ...terms, from }, due, series, { at, earliest: januaryBefore(at, WINDOW_YEARS) });
    const judged = periods.find(({ is }) => is === 'held' || is === 'missed');
    const missing = periods.slice(0, judged ? periods.indexOf(judged) : undefined).filter(({ is }) => is === 'missing');
    const parts: FindingParts = {
      ...known,
      figures: periods
        .slice(0, PERIODS_SHOWN)
        .flatMap(({ counted }) => (counted.length === 0 ? [] : [sumOf(series, counted)]))
        .toReversed(),
      remarks: [...series.remarks, ...remarksOn(periods, judged, terms, series)],
    };
    if (!judged || (judged.is === 'held' && missing.length > 0)) {
      return unknownFinding(unknownBecause(terms, series, missing, judged), parts);
    }
    return verdict(terms, due, series, judged, parts);
  },
};

function verdict(
  { unit, every }: ScheduledTerms,
  due: Decimal,
  series: SettledSeries,
  { period, is, counted, count }: ScheduledPeriod,
  known: FindingParts,
): Finding {
  const evidence = gradesOf([series]);
  const held = is === 'held';
  const when = formatPeriod(period);
  const missed = evidence.every((grade) => grade === 'official') ? 'breached' : 'off_track';
  const strong = evidence.every((grade) => grade === 'official' || grade === 'reported');
  const standing = held ? (strong ? 'compliant' : 'on_track') : missed;
  const arithmetic = `${exact(count, unit)} - ${exact(due, unit)}`;
  const room = headroomParts(standing, [{ to: missed, room: count.minus(due), arithmetic }], unit);
  const parts: FindingParts = {
    ...known,
    value: quantity(count, unit),
    margin: quantity(count.minus(due), unit),
    headroom: room.headroom,
    period: when,
    evidence,
    steps: [
      sumStep(series, counted),
      {
        what: `against what is due every ${every}`,
        arithmetic: `${exact(count, unit)} ${held ? '>=' : '<'} ${exact(due, unit)}`,
        result: is,
      },
      ...room.steps,
    ],
    remarks: [...firmnessOf(series, counted), ...known.remarks!],
  };
  const said = `${series.spec.title}: ${decimalText(count)} in ${when}`;
  if (held) return finding(standing, `${said}, not below the ${decimalText(due)} due.`, parts);
  return finding(standing, `${said}, below the ${decimalText(due)} due.`, {
    ...parts,
    wayBack: `A later ${every} with ${decimalText(due)} or more, and the count of every ${every} since.`,
  });
}

function unknownBecause(
  { from, every }: ScheduledTerms,
  { spec }: SettledSeries,
  missing: readonly ScheduledPeriod[],
  judged: ScheduledPeriod | undefined,
): string {
  if (missing.length === 0) {
    return `${spec.title}: the first ${every} in which it is due is ${formatPeriod(from!)}, and no count is expected yet.`;
  }
  const before = judged ? ` after ${formatPeriod(judged.period)}` : '';
  const periods = sayList(sayPeriods(missing));
  return `${spec.title}: no count${before} is known of ${periods}, which is not zero.`;
}

/** Misses before the judged period, and what is not judged. */
function remarksOn(
  periods: readonly ScheduledPeriod[],
  judged: ScheduledPeriod | undefined,
  { at_least: due }: ScheduledTerms,
  { spec }: SettledSeries,
): string[] {
  const newer = periods.slice(0, judged ? periods.indexOf(judged) : undefined);
  const older = judged ? periods.slice(periods.indexOf(judged) + 1) : [];
  // Where nothing can be judged, the reason itself names those that are newer.
  const unnamed = [...(judged?.is === 'missed' ? newer : []), ...older].filter(({ is }) => is === 'missing');
  return [
    ...older
      .filter(({ is }) => is === 'missed')
      .map(({ period, count }) => `${formatPeriod(period)} was missed: ${decimalText(count)}, and ${due} due.`),
    ...(unnamed.length === 0 ? [] : [`${spec.title}: no whole count is known of ${sayList(sayPeriods(unnamed))}.`]),
    ...newer
      .filter(({ is }) => is === 'awaited')
      .map(({ period, expected }) => `The count of ${formatPeriod(period)} is not late before ${sayDate(expected)}.`),
  ];
}
