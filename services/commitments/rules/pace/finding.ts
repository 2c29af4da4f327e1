import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { isDrift } from '../../../../config/vocabulary/standing.ts';
import { type FindingParts, finding, unknownFinding } from '../../finding.ts';
import { headroomParts } from '../../headroom.ts';
import { type Pace, duePace, neededPerMonth, paceRatio, standingAtPace } from '../../methods/pace.ts';
import type { Finding, Step } from '../../rule.ts';
import { type BandTerms, type Binds, closingBands } from '../../terms.ts';
import { paceRooms } from './rooms.ts';
import { exact, nothingDue, quantity, say, sayPercent, withBands } from '../../words.ts';

/** A flow and what was promised of it, ready to be judged. */
export interface PaceCase {
  readonly pace: Pace;
  readonly binds: Binds;
  readonly bands: BandTerms;
  readonly unit: string;
  readonly title: string;
  /** The months that count so far, and the span at whose end the whole is due, as a reader is told of them. */
  readonly counted: string;
  readonly span: string;
  /** The base year of a seasonal pace, and the unit that it is weighed in. */
  readonly base?: { readonly year: number; readonly unit: string } | undefined;
  /** Why no start is stated; then nothing is due on a known date, and only a ceiling is judged. */
  readonly undated?: string | undefined;
  /** The span that begins anew after this one, where the promise recurs. */
  readonly next?: string | undefined;
}

const WARNING_BAND = new Decimal('0.9');

/** Judges a flow by its pace, or against a ceiling, with the arithmetic that it took. */
export function paceFinding(given: PaceCase, known: FindingParts): Finding {
  const { pace, binds, bands, unit, undated } = given;
  const parts: FindingParts = {
    ...known,
    value: quantity(pace.actual, unit),
    target: quantity(pace.target, unit),
  };
  if (binds === 'ceiling') return underCeiling(given, parts);

  const due = duePace(pace);
  const paced = {
    ...parts,
    margin: quantity(pace.actual.minus(due), unit),
    steps: [...(known.steps ?? []), ...paceSteps(given, due)],
  };
  if (undated !== undefined) {
    return unknownFinding(`${against(given, due)}; ${nothingDue(undated)}.`, paced);
  }
  const standing = standingAtPace(pace, binds, bands);
  const closing = closingBands(bands);
  const { headroom, steps } = headroomParts(standing, paceRooms(given), unit);
  return finding(standing, `${against(given, due)}.`, {
    ...paced,
    ...(closing && { closing: standingAtPace(pace, binds, closing) }),
    headroom,
    steps: [...paced.steps, ...steps],
    wayBack: isDrift(standing) ? wayBack(given) : null,
  });
}

function underCeiling(given: PaceCase, known: FindingParts): Finding {
  const { pace, bands, unit, title, counted, span, next } = given;
  const { actual, target } = pace;
  const standing = standingAtPace(pace, 'ceiling', bands);
  const over = actual.gt(target);
  const near = !over && actual.gt(target.times(WARNING_BAND));
  const { headroom, steps } = headroomParts(standing, paceRooms(given), unit);
  return finding(
    standing,
    `${title}: ${say(actual, unit)} in ${counted}, ${over ? 'above' : 'not above'} the ceiling of ${say(target, unit)} in ${span}.`,
    {
      ...known,
      margin: quantity(target.minus(actual), unit),
      headroom,
      steps: [
        ...(known.steps ?? []),
        {
          what: 'margin to the ceiling',
          arithmetic: `${exact(target, unit)} - ${exact(actual, unit)}`,
          result: exact(target.minus(actual), unit),
        },
        ...steps,
      ],
      wayBack:
        over && next !== undefined
          ? `${span} stays ${say(actual.minus(target), unit)} above its ceiling; in ${next} no more than ${say(target, unit)}.`
          : null,
      remarks: [
        ...(known.remarks ?? []),
        ...(near ? [`The flow is within 10% of the ceiling of ${say(target, unit)}.`] : []),
      ],
    },
  );
}

function against({ pace, binds, unit, title, counted, span, base }: PaceCase, due: Decimal): string {
  const { actual, target, months, of } = pace;
  const said = `${title}: ${say(actual, unit)} in ${counted}`;
  const promise = `the ${binds} of ${say(target, unit)} in ${span}`;
  if (actual.gte(target)) return `${said}, which reaches ${promise}`;
  if (months === of) return `${said}, ${say(target.minus(actual), unit)} short of ${promise}`;
  const ratio = paceRatio(pace);
  if (!ratio) return `${said}, when nothing is due yet by the season of ${base!.year} of ${promise}`;
  const kind = base ? `seasonal pace (months of ${base.year})` : 'even pace';
  return `${said}, ${sayPercent(ratio)} of the ${kind} of ${say(due, unit)} towards ${promise}`;
}

function paceSteps({ pace, bands, unit, base }: PaceCase, due: Decimal): Step[] {
  const { actual, target, months, of, season } = pace;
  const share =
    season && base
      ? `${exact(season.counted, base.unit)} ÷ ${exact(season.whole, base.unit)}`
      : `${months} ÷ ${of} months`;
  const ratio = paceRatio(pace);
  return [
    {
      what: base ? `seasonal pace, by the months of ${base.year}` : 'even pace',
      arithmetic: `${exact(target, unit)} × ${share}`,
      result: exact(due, unit),
    },
    {
      what: 'pace ratio',
      arithmetic: `${exact(actual, unit)} ÷ ${exact(due, unit)}`,
      result: ratio ? withBands(ratio, bands, closingBands(bands)) : 'none, as nothing is due yet',
    },
    {
      what: 'margin to the pace',
      arithmetic: `${exact(actual, unit)} - ${exact(due, unit)}`,
      result: exact(actual.minus(due), unit),
    },
  ];
}

function wayBack({ pace, unit, span }: PaceCase): string {
  const needed = neededPerMonth(pace);
  const left = pace.of - pace.months;
  if (!needed)
    return `${span} is over: the ${say(pace.target.minus(pace.actual), unit)} that it lacks can only come late.`;
  return `${say(needed, unit)} a month over the ${left === 1 ? 'last month' : `last ${left} months`} of ${span}.`;
}
