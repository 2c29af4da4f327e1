import type { BindingClass, CommitmentSpec, Deal } from '../../../config/deal/schema.ts';
import type { LegalReading } from '../../../config/vocabulary/standing.ts';
import { type DatedStatus, statusOn } from './instrument-status.ts';
import { sayDate, sayWord } from '../words.ts';

/** Whether a commitment binds on a date; if it does not, that is the legal reading, whatever the figures say. */
export type Binding =
  | {
      readonly binds: true;
      /** From when it has bound without a break: in force, and due. */
      readonly since: Temporal.PlainDate;
      readonly words: string;
    }
  | {
      readonly binds: false;
      readonly legal: Exclude<LegalReading, 'compliant' | 'breached'>;
      /** In a few words, for a line of arithmetic. */
      readonly because: string;
      readonly words: string;
    };

const NOT_BINDING: Readonly<Partial<Record<BindingClass, string>>> = {
  mou: 'A memorandum of understanding is not legally binding.',
  joint_statement: 'A joint statement is political and not legally binding.',
  commercial: "It is a company's own deal, which binds no state.",
  press_claim: 'No official source states it, so nothing binds.',
};

/** What the text binds on the day: by its class, the dated status of its instruments, its due date and its readings. */
export function bindingOn(deal: Deal, commitment: CommitmentSpec, day: Temporal.PlainDate): Binding {
  const statuses = commitment.instruments.map((id) => statusOn(deal.instruments[id]!, day));
  const about = statuses.map(({ words }) => words);
  const not = (
    legal: Exclude<LegalReading, 'compliant' | 'breached'>,
    because: string,
    ...words: string[]
  ): Binding => ({
    binds: false,
    legal,
    because,
    words: [...about, ...words, ...readingWords(commitment)].join(' '),
  });

  const unbound = NOT_BINDING[commitment.class];
  if (unbound) return not('not_binding', 'the promise is not legally binding', unbound);

  const inForce = statuses.filter(({ is }) => is === 'in_force');
  if (inForce.length === 0) return notInForce(statuses, not);

  const { from } = commitment.due;
  if (from !== undefined && Temporal.PlainDate.compare(day, from) < 0) {
    return not('not_due', `nothing is due before ${sayDate(from)}`, `Nothing is due before ${sayDate(from)}.`);
  }
  if (readingsDiffer(commitment)) {
    return not(
      'disputed',
      'its text is read in ways that differ',
      'Whether it is kept depends on which reading holds.',
    );
  }
  const since = inForce.map((status) => status.since!).toSorted(Temporal.PlainDate.compare)[0]!;
  return {
    binds: true,
    since: from !== undefined && Temporal.PlainDate.compare(from, since) > 0 ? Temporal.PlainDate.from(from) : since,
    words: [...about, ...(from === undefined ? [] : [`It has been due since ${sayDate(from)}.`])].join(' '),
  };
}

function notInForce(
  statuses: readonly DatedStatus[],
  not: (legal: 'disputed' | 'unknown' | 'not_in_force', because: string, ...words: string[]) => Binding,
): Binding {
  if (statuses.some(({ is, claimed }) => is === 'disputed' && claimed.includes('in_force'))) {
    return not('disputed', 'whether the text is in force is disputed', 'Whether it binds on this date is disputed.');
  }
  if (statuses.length === 0) {
    return not(
      'unknown',
      'the deal names no instrument for it',
      'The deal names no instrument for it, so what binds is unknown.',
    );
  }
  if (statuses.some(({ is }) => is === null)) {
    return not('unknown', 'no status of the text is known for the date', 'Whether it binds on this date is unknown.');
  }
  return not('not_in_force', 'the text is not in force', 'It binds no one on this date.');
}

function readingsDiffer({ readings }: CommitmentSpec): boolean {
  return new Set(readings.map(({ standing }) => standing)).size > 1;
}

function readingWords(commitment: CommitmentSpec): string[] {
  if (!readingsDiffer(commitment)) return [];
  const each = commitment.readings.map((reading) => `${reading.held_by} has it ${sayWord(reading.standing)}`);
  return [`Its text is read in different ways: ${each.join('; ')}.`];
}
