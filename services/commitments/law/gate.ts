import type { EvidenceGrade } from '../../../config/vocabulary/evidence.ts';
import { type Period, formatPeriod, lastMonth } from '../../../config/vocabulary/period.ts';
import { type Standing, severity } from '../../../config/vocabulary/standing.ts';
import type { Binding } from './binding.ts';
import type { Step } from '../rule.ts';
import { sayDate, sayList } from '../words.ts';

export interface Raw {
  readonly standing: Standing;
  readonly evidence: readonly EvidenceGrade[];
  readonly period: Period | null;
  readonly holds: 'continuous' | 'by-deadline';
}

/** The dates between which the obligation binds, as the deal writes them. */
export interface Due {
  readonly from?: string | undefined;
  readonly by?: string | undefined;
}

export interface Gated {
  readonly standing: Standing;
  /** One for each time that the standing was held back. */
  readonly steps: readonly Step[];
}

/**
 * Lets a raw standing pass only as far as its evidence and the law carry it: figures from outside the time in which a
 * continuous promise binds say nothing; `breached` needs official evidence and a text that binds; a standing that
 * rests on a proxy goes no further than `at_risk`. Grades are taken at their weakest: a partner's line that also holds
 * other goods is a proxy.
 */
export function gate(raw: Raw, binding: Binding, due: Due): Gated {
  if (raw.standing === 'unknown') return { standing: 'unknown', steps: [] };
  const outside = outsideDue(raw, due);
  if (outside) return { standing: 'unknown', steps: [held(raw.standing, 'unknown', outside)] };

  const steps: Step[] = [];
  let standing: Standing = raw.standing;
  const hold = (to: Standing, because: string): void => {
    steps.push(held(standing, to, because));
    standing = to;
  };
  if (standing === 'breached') {
    const because = whyNoBreach(raw, binding);
    if (because !== null) hold('off_track', because);
  }
  if (raw.evidence.includes('proxy') && severity(standing) > severity('at_risk')) {
    hold('at_risk', 'a proxy alone, a line that also holds other goods, shows no more than a risk');
  }
  return { standing, steps };
}

function whyNoBreach({ evidence, period, holds }: Raw, binding: Binding): string | null {
  const short = evidence.filter((grade) => grade !== 'official');
  if (evidence.length === 0) return 'a breach needs official evidence, and there is none';
  if (short.length > 0) return `a breach needs official evidence, and this is ${sayList(short)}`;
  if (!binding.binds) return `no breach can be said: ${binding.because}`;
  const startsBefore =
    period !== null && Temporal.PlainDate.compare(period.start.toPlainDate({ day: 1 }), binding.since) < 0;
  return holds === 'continuous' && startsBefore
    ? `part of ${formatPeriod(period)} lies before ${sayDate(binding.since)}, from when the text binds`
    : null;
}

function outsideDue({ holds, period }: Raw, { from, by }: Due): string | null {
  if (holds !== 'continuous' || period === null) return null;
  const endsBefore = (date: string) =>
    Temporal.PlainYearMonth.compare(lastMonth(period), Temporal.PlainDate.from(date).toPlainYearMonth()) < 0;
  const startsAfter = (date: string) => Temporal.PlainDate.compare(period.start.toPlainDate({ day: 1 }), date) > 0;
  if (from !== undefined && endsBefore(from)) {
    return `${formatPeriod(period)} lies before ${sayDate(from)}, from when the promise holds`;
  }
  if (by !== undefined && startsAfter(by))
    return `${formatPeriod(period)} lies after ${sayDate(by)}, when the promise ended`;
  return null;
}

const held = (from: Standing, to: Standing, because: string): Step => ({
  what: 'held back',
  arithmetic: `${from} -> ${to}`,
  result: because,
});
