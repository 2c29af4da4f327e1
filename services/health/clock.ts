import { type Check, ok, warn } from './check.ts';

const DATABASE_TOLERANCE_MS = 5_000;
/** Whole seconds, the way there, and answers that were some time in a cache. */
const PUBLISHER_TOLERANCE_MS = 60_000;

const FIX = 'Set this clock by NTP (timedatectl set-ntp true), or that one: what is known when is told by this one.';

/** Beside the clock of the database. @param skewMs how far this machine's runs ahead of it. */
export function databaseClock(skewMs: number): Check {
  const place = { area: 'clock', subject: 'database' } as const;
  const figure = skewText(skewMs, 'the database');
  return Math.abs(skewMs) <= DATABASE_TOLERANCE_MS ? ok(place, figure) : warn(place, figure, FIX);
}

/** Beside the clock of a publisher; undefined when they agree. */
export function publisherClock(subject: string, name: string, skewMs: number | undefined): Check | undefined {
  if (skewMs === undefined || Math.abs(skewMs) <= PUBLISHER_TOLERANCE_MS) return undefined;
  return warn({ area: 'clock', subject }, skewText(skewMs, name), FIX);
}

function skewText(skewMs: number, whose: string): string {
  const size = Math.abs(skewMs);
  if (size < 1000) return `within a second of ${whose}`;
  const { hours, minutes, seconds } = Temporal.Duration.from({ milliseconds: Math.round(size) }).round({
    largestUnit: 'hours',
    smallestUnit: 'seconds',
  });
  const parts = [hours > 0 ? `${hours} h` : '', minutes > 0 ? `${minutes} min` : '', seconds > 0 ? `${seconds} s` : ''];
  return `this clock is ${parts.filter((part) => part !== '').join(' ')} ${skewMs > 0 ? 'ahead of' : 'behind'} ${whose}`;
}
