import type { ReleaseSpec } from '../../../config/deal/release.ts';

const UNITS = [
  ['years', 'year'],
  ['months', 'month'],
  ['days', 'day'],
] as const;

/** A calendar in words, `each month by the last day of the 2nd month after it, with 10 days of grace`. */
export function calendarWords(release: ReleaseSpec): string {
  if ('irregular' in release) {
    return release.quiet_for === undefined
      ? `irregular: ${release.irregular}`
      : `irregular: ${release.irregular} It is late when nothing new comes for ${waitWords(release.quiet_for)}.`;
  }
  const grace = Temporal.Duration.from(release.grace).blank
    ? 'without grace'
    : `with ${waitWords(release.grace)} of grace`;
  if ('releases' in release) return `on the listed dates, ${grace}`;
  if (release.every === 'year') {
    const years = release.years_after === 1 ? 'the year after it' : `the year ${release.years_after} years after it`;
    return `each year by ${release.by} of ${years}, ${grace}`;
  }
  const { years, months } = Temporal.Duration.from(release.lag);
  const after = years * 12 + months === 0 ? 'its last month' : `the ${ordinal(years * 12 + months)} month after it`;
  const day = release.day === 31 ? 'last day' : ordinal(release.day);
  return `each ${release.every} by the ${day} of ${after}, ${grace}`;
}

function ordinal(number: number): string {
  const ending = number % 100 > 10 && number % 100 < 14 ? undefined : { 1: 'st', 2: 'nd', 3: 'rd' }[number % 10];
  return `${number}${ending ?? 'th'}`;
}

/** A duration of the deal file in words, `1 year and 6 months`. */
export function waitWords(duration: string): string {
  const length = Temporal.Duration.from(duration);
  const parts = UNITS.flatMap(([unit, one]) =>
    length[unit] === 0 ? [] : [`${length[unit]} ${length[unit] === 1 ? one : unit}`],
  );
  return parts.join(' and ');
}
