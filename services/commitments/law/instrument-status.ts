import type { InstrumentSpec, InstrumentStatus } from '../../../config/deal/schema.ts';
import { capital, sayDate, sayList } from '../words.ts';

type Interval = InstrumentSpec['status'][number];

/** The status of an instrument on a day; `is` is null when no interval covers the day. */
export interface DatedStatus {
  readonly is: InstrumentStatus | null;
  /** From when this status has held without a break; null with no status. */
  readonly since: Temporal.PlainDate | null;
  readonly claimed: readonly InstrumentStatus[];
  /** One sentence. */
  readonly words: string;
}

/** How a sentence says a status that has held since a date. */
const SINCE: Readonly<Record<InstrumentStatus, (since: string) => string>> = {
  in_force: (since) => `has been in force since ${since}`,
  signed_not_in_force: (since) => `has been signed but not in force since ${since}`,
  announced: (since) => `has been announced but not in force since ${since}`,
  operative_not_binding: (since) => `has been in operation without being legally binding since ${since}`,
  political: (since) => `has stood as a political statement since ${since}`,
  terminated: (since) => `has been terminated since ${since}`,
  disputed: (since) => `has had a disputed status since ${since}`,
};

const PLAIN: Readonly<Record<InstrumentStatus, string>> = {
  in_force: 'in force',
  signed_not_in_force: 'signed but not in force',
  announced: 'announced but not in force',
  operative_not_binding: 'in operation but not binding',
  political: 'a political statement',
  terminated: 'terminated',
  disputed: 'disputed',
};

/** The status that holds on the day: the last that began on it or before. Nothing is carried back before the first. */
export function statusOn(instrument: InstrumentSpec, day: Temporal.PlainDate): DatedStatus {
  const begun = instrument.status
    .filter(({ from }) => Temporal.PlainDate.compare(from, day) <= 0)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from));
  const interval = begun.at(-1);
  if (!interval) {
    return {
      is: null,
      since: null,
      claimed: [],
      words: `No status of ${named(instrument)} is known for ${sayDate(day)}.`,
    };
  }
  const before = begun.findLast(({ is }) => is !== interval.is);
  const first = begun[before ? begun.indexOf(before) + 1 : 0]!;
  const about = `${capital(named(instrument))} ${history(interval, first, before)}`;
  return {
    is: interval.is,
    since: Temporal.PlainDate.from(first.from),
    claimed: interval.claimed ?? [],
    words: `${about} (last checked ${sayDate(interval.checked)}).`,
  };
}

function history(interval: Interval, first: Interval, before: Interval | undefined): string {
  const now = SINCE[interval.is](sayDate(first.from));
  if (interval.is !== 'disputed') return now;
  const earlier = before ? `was ${PLAIN[before.is]} from ${sayDate(before.from)}, and ` : '';
  const claims = sayList((interval.claimed ?? []).map((status) => `"${PLAIN[status]}"`));
  const none = interval.claimed?.includes('in_force') ? '' : ', and none has it in force';
  return `${earlier}${now}: the claims are ${claims}${none}`;
}

/** The short name with its article. */
const named = ({ short }: InstrumentSpec): string => (/^(?:the|an?)\s/i.test(short) ? short : `the ${short}`);
