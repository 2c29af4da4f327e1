import { sha256 } from './ids.ts';

const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/**
 * How long a message waits after so many attempts: twice as long each time, up to an hour, and of that between a half and
 * the whole, so that what failed together does not come back together. The same message waits the same after the same
 * attempt, whoever reckons it.
 */
export function backoffMs(dedupKey: string, attempts: number): number {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);
  const share = Number.parseInt(sha256(`${dedupKey}\n${attempts}`).slice(0, 8), 16) / 0xffff_ffff;
  return Math.round(longest * (0.5 + share / 2));
}
