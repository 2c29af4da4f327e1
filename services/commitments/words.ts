import { type Decimal, decimalText } from '../../config/vocabulary/decimal.ts';
import type { Quantity } from './rule.ts';
import type { Bands } from './terms.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A figure with its unit as arithmetic prints it, to at most twelve decimal places. */
export function exact(value: Decimal, unit: string): string {
  return `${decimalText(value)} ${unit}`;
}

export function quantity(value: Decimal, unit: string): Quantity {
  return { value: decimalText(value), unit };
}

/** A figure as it is read at a glance: two decimal places, three significant digits below 1. */
export function readable(value: Decimal): string {
  return value.abs().lt(1) ? decimalText(value.toSignificantDigits(3), 60) : decimalText(value, 2);
}

/** A figure as a sentence prints it: readable, and its thousands apart. */
export function say(value: Decimal, unit: string): string {
  const [whole, fraction] = readable(value).split('.');
  const grouped = whole!.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${fraction === undefined ? grouped : `${grouped}.${fraction}`} ${unit}`;
}

/** A share as a whole percentage, rounded half up; thresholds are tested on the unrounded share. */
export function sayPercent(share: Decimal): string {
  return `${decimalText(share.times(100), 0)}%`;
}

/** A rate of growth a year, to two decimal places of a percent. */
export function sayRate(rate: Decimal): string {
  return `${decimalText(rate.times(100), 2)}% a year`;
}

/** `26 October 2025`. Written out here: the platform's locale data change, and sentences must not. */
export function sayDate(day: Temporal.PlainDate | string): string {
  const date = Temporal.PlainDate.from(day);
  return `${date.day} ${MONTHS[date.month - 1]} ${date.year}`;
}

/** `November 2026`. */
export function sayMonth({ month, year }: { readonly month: number; readonly year: number }): string {
  return `${MONTHS[month - 1]} ${year}`;
}

/** `a, b and c`. */
export function sayList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** A word of the vocabulary as a sentence prints it: `off_track` as `off track`. */
export function sayWord(word: string): string {
  return word.replaceAll('_', ' ');
}

/** Begins the text as a sentence. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Ends the text as a sentence. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** A ratio beside the bands that it is judged by, and those by which a drift is over. */
export function withBands(ratio: Decimal, bands: Bands, closing?: Bands): string {
  const { on_track: onTrack, at_risk: atRisk } = bands;
  const back = closing
    ? `; on track again from ${decimalText(closing.on_track)}, at risk again from ${decimalText(closing.at_risk)}`
    : '';
  return `${decimalText(ratio)}; on track from ${decimalText(onTrack)}, at risk from ${decimalText(atRisk)}${back}`;
}

/** The reason of an undated promise as the end of a sentence. */
export function nothingDue(undated: string): string {
  return `nothing is due on a known date: ${undated.replace(/\.$/, '')}`;
}
