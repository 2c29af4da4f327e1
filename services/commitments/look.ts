import type { Deal } from '../../config/deal/schema.ts';
import type { Seen } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { type RegisterMark, registerMarks } from '../../db/registers.ts';
import { catchUpMarks, type SeriesMark, seriesMarks } from '../../db/series-marks.ts';
import { dayOf } from './clock.ts';
import { type BoundRule, boundRule } from './registry.ts';
import { windowsOf } from './windows.ts';

/** What a commitment is judged by. */
export interface Reads {
  readonly rule: BoundRule;
  readonly series: readonly string[];
}

export function readsOf(deal: Deal, commitment: string, at: Temporal.Instant): Reads {
  const rule = boundRule(deal.commitments[commitment]!);
  return { rule, series: each(windowsOf(deal, rule, at).map(({ series }) => series)) };
}

/** What was written in bulk is looked up once, and not by every look after it. */
export function catchUp(db: Db, deal: Deal, reads: readonly Reads[]): Promise<void> {
  return catchUpMarks(db, deal.id, seriesIn(reads));
}

/** How far series and registers have got, and when that was asked. */
export interface Look {
  readonly series: ReadonlyMap<string, SeriesMark>;
  readonly registers: ReadonlyMap<string, RegisterMark>;
  readonly now: Temporal.Instant;
}

/** Asks how far all has got that commitments are judged by; none of the figures is read. */
export async function lookAt(db: Db, deal: Deal, reads: readonly Reads[], now: Temporal.Instant): Promise<Look> {
  const series = await seriesMarks(db, deal.id, seriesIn(reads));
  const registers = await registerMarks(db, deal.id, each(reads.flatMap(({ rule }) => rule.registers)));
  return {
    series: new Map(series.map((mark) => [mark.key, mark])),
    registers: new Map(registers.map((mark) => [mark.register, mark])),
    now,
  };
}

/** What a look shows of one commitment. Its instant is no earlier than the newest figure or measure that counts. */
export function seenOf(deal: Deal, { rule, series }: Reads, look: Look): Seen {
  const marks = series.flatMap((key) => look.series.get(key) ?? []);
  const registers = rule.registers.flatMap((register) => look.registers.get(register) ?? []);
  const known = [
    ...marks.map(({ lastKnown }) => lastKnown),
    ...registers.flatMap(({ lastKnown, firstRead }) => [lastKnown, firstRead]),
  ].filter((instant) => instant !== null);
  return {
    dealDigest: deal.digest,
    method: rule.method,
    seen: [...marks.map(({ key, lastVintage }) => `${key}=${lastVintage}`), ...registers.map(registerSeen)]
      .toSorted()
      .join(' '),
    at: known.reduce((latest, one) => (Temporal.Instant.compare(one, latest) > 0 ? one : latest), look.now),
  };
}

/** Whether there is anything new to judge by since the last look: figures, measures, a deal file, a method, a day. */
export function isNews(last: Seen | undefined, now: Seen): boolean {
  return (
    last === undefined ||
    last.dealDigest !== now.dealDigest ||
    last.method !== now.method ||
    last.seen !== now.seen ||
    !dayOf(last.at).equals(dayOf(now.at))
  );
}

/** That a register answered for the first time is news, even if it lists nothing. */
const registerSeen = ({ register, lastVintage, firstRead }: RegisterMark): string =>
  `register/${register}=${firstRead === null ? 'unread' : lastVintage}`;

const seriesIn = (reads: readonly Reads[]): string[] => each(reads.flatMap(({ series }) => series));

const each = (ids: readonly string[]): string[] => [...new Set(ids)];
