import { excerptOf } from '../../../sources/transport/excerpt.ts';
import type { MeasureReading, MeasureState, WeighedMeasure } from './reading.ts';
import type { KnownRegister, Step } from '../../rule.ts';
import { sayDate, sayList, sayMonth, sayWord, sentence } from '../../words.ts';

const STATE_WORDS: Readonly<Record<MeasureState, string>> = {
  restricts: 'in force, and ruled out',
  may_restrict: 'in force, and may be ruled out',
  announced: 'announced, and not known to be in force',
  unlisted: 'no longer listed, which does not say that it was lifted',
  ended: 'ended',
  corrected: 'listed in another form than before, and none of those ruled out now',
  exception: 'none of those ruled out, as the deal file has it',
};

/** What a reading comes to, as the end of "by somebody's reading there is". */
const RESULT_WORDS: Readonly<Record<MeasureReading['result'], string>> = {
  breached: 'a measure in force that it rules out',
  at_risk: 'a measure that it may come to rule out',
  on_track: 'none in force any more',
  unclear: 'one of which it is not known whether it still holds',
  silent: 'none that is known',
};

const SHOWN = 3;

/** Measures by title, with who lists each and since when, the first three of them. */
export function sayMeasures(measures: readonly WeighedMeasure[]): string {
  const shown = measures.slice(0, SHOWN).map((one) => `${named(one)}, ${dated(one)}`);
  const more = measures.length - SHOWN;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

/** The first three of them by title. */
export function sayNames(measures: readonly WeighedMeasure[]): string {
  const more = measures.length - SHOWN;
  return sayList([...measures.slice(0, SHOWN).map(named), ...(more > 0 ? [`${more} more`] : [])]);
}

/** The title and who lists it. Both are a publisher's words, of which nothing but plain text is let through. */
function named({ measure, register }: WeighedMeasure): string {
  const reporter = excerptOf(measure.reportedBy) || register.title;
  return `${excerptOf(measure.title)} (${sayWord(measure.kind)}, listed by ${reporter})`;
}

function dated({ state, match: { force, from, until } }: WeighedMeasure): string {
  if (state === 'corrected' || state === 'exception') return STATE_WORDS[state];
  const end = until === null ? '' : ` until ${sayDate(until)}`;
  if (force === 'ended') return `ended on ${sayDate(until!)}`;
  if (force === 'unknown') return `no first day stated${end}`;
  return force === 'not_yet' ? `from ${sayDate(from!)}${end}` : `since ${sayDate(from!)}${end}`;
}

/** What a reader has to know of a measure beside that it is there. */
export function measureRemarks(measure: WeighedMeasure, since: string | undefined): string[] {
  const { state, match, excepted } = measure;
  const about = named(measure);
  const inForce = state === 'restricts' || state === 'may_restrict';
  return [
    ...(match.doubts.length > 0 && (inForce || state === 'announced') ? [`${about}: ${sayList(match.doubts)}.`] : []),
    ...(state === 'unlisted' || state === 'corrected' ? [`${about} is ${STATE_WORDS[state]}.`] : []),
    ...(excepted === null ? [] : [sentence(`${about} is ${STATE_WORDS.exception}: ${excepted}`)]),
    ...(inForce && since !== undefined && match.from! < since
      ? [`${about} was in force before the promise held, on ${sayDate(since)}, and still restricts.`]
      : []),
  ];
}

/** One line for each measure under one reading, and what they come to. */
export function readingSteps({ scope, weighed, result }: MeasureReading): Step[] {
  const by = scope.reading === null ? '' : `, as read by ${scope.reading.heldBy}`;
  const count = weighed.filter(({ state }) => state === 'restricts' || state === 'may_restrict').length;
  return [
    ...weighed.map((one) => ({
      what: `${one.register.id} ${excerptOf(one.measure.key)}${by}`,
      arithmetic: [
        excerptOf(one.measure.title),
        sayWord(one.measure.kind),
        one.match.touches,
        dated(one),
        ...one.match.doubts,
      ].join('; '),
      result: STATE_WORDS[one.state],
    })),
    {
      what: `measures in force${by}`,
      arithmetic:
        count > 0
          ? `${count} > 0`
          : `${weighed.length === 0 ? 'no' : weighed.length} weighed, none known to be in force`,
      result: `there is ${RESULT_WORDS[result]}`,
    },
  ];
}

/** What each of several readings comes to. */
export function sayReadings(readings: readonly MeasureReading[]): string {
  return readings
    .map(({ scope, result }) => `by the reading of ${scope.reading!.heldBy} there is ${RESULT_WORDS[result]}`)
    .join('; ');
}

export function readingRemarks(readings: readonly MeasureReading[]): string[] {
  return readings.flatMap(({ scope: { reading }, result }) =>
    reading === null
      ? []
      : [
          `As ${reading.heldBy} reads it (${reading.id}), there is ${RESULT_WORDS[result]}. ${sentence(reading.says)} Source: ${sentence(reading.source)}`,
        ],
  );
}

/** What was read and when, where it lists nothing of the kind. */
export function saySilence(registers: readonly KnownRegister[]): string {
  const read = registers.filter(({ readAt }) => readAt !== null);
  const unread = registers.filter(({ readAt }) => readAt === null).map(({ title }) => title);
  if (read.length === 0) return `No register was read, so nothing is known of such measures: ${unread.join('; ')}.`;
  const lists = read.map(({ title, readAt }) => `${title} (last read in ${readIn(readAt!)})`).join('; ');
  const others = unread.length === 0 ? '' : ` Never read: ${unread.join('; ')}.`;
  return `No such measure is listed by ${lists}. That none is listed does not say that there is none.${others}`;
}

/** By the month: a register is read every day, and no day of it is news. */
const readIn = (readAt: Temporal.Instant): string => sayMonth(readAt.toZonedDateTimeISO('UTC'));
