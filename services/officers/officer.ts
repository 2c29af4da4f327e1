import type { OfficerVia } from '../../config/vocabulary/notice.ts';
import type { Deal } from '../../config/deal/schema.ts';
import type { Db } from '../../db/connection.ts';
import { NotPossibleError } from './errors.ts';

export interface OfficerContext {
  readonly db: Db;
  readonly deal: Deal;
  readonly now: () => Temporal.Instant;
}

/** Who acts, why, and by what. */
export interface Officer {
  readonly by: string;
  readonly why: string;
  readonly via: OfficerVia;
}

const LONGEST = 500;
const LONGEST_HOLD = { hours: 366 * 24 };

/** Checks who acts and why: both are printed in mails and kept. */
export function checkedOfficer({ by, why, via }: Officer): Officer {
  return { by: lineOf('who acts', by), why: lineOf('the reason', why), via };
}

function lineOf(what: string, given: string): string {
  const text = given.trim();
  if (text === '' || text.length > LONGEST || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) {
    throw new NotPossibleError(`${what} is one line of text, of at most ${LONGEST} letters`);
  }
  return text;
}

/** Checks until when something is to hold: what is forgotten must end by itself. */
export function checkedUntil(until: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  if (Temporal.Instant.compare(until, now) <= 0) throw new NotPossibleError(`${until} is past: name a time to come`);
  if (Temporal.Instant.compare(until, now.add(LONGEST_HOLD)) > 0) {
    throw new NotPossibleError(`${until} is too far away: nothing holds for more than a year`);
  }
  return until;
}
