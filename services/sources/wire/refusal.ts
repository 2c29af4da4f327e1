import { SourceError, type SourceFault } from '../errors.ts';

const SHOWN_CHARACTERS = 200;

/**
 * The error that a publisher's own words of refusal amount to. `code` is the status that the body states, if any.
 * What looks like a key is struck out of the words.
 */
export function refusal(words: string, code?: number): SourceError {
  const retryAfterMs = waitIn(words);
  const shown = words
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[A-Za-z0-9]{32,}/g, '[…]')
    .slice(0, SHOWN_CHARACTERS);
  return new SourceError(
    faultOf(words, code),
    `the publisher refused: ${shown}`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}

function faultOf(words: string, code: number | undefined): SourceFault {
  if (code === 429 || /rate.?limit|quota|too many requests/i.test(words)) return 'throttled';
  return code !== undefined && code >= 500 ? 'unavailable' : 'refused';
}

function waitIn(words: string): number | undefined {
  const seconds = /try again in (\d+) second/i.exec(words);
  if (seconds) return Number(seconds[1]) * 1000;
  const clock = /replenished in (?:(\d+)\.)?(\d+):(\d+):(\d+)/i.exec(words);
  if (!clock) return undefined;
  const [days, hours, minutes, rest] = clock.slice(1).map((part) => Number(part ?? 0));
  return (((days! * 24 + hours!) * 60 + minutes!) * 60 + rest!) * 1000;
}
