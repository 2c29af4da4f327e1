import type { NoTurn, TurnTerms } from '../../../db/publisher-turns.ts';
import type { Turns } from './turns.ts';

interface Known {
  nextAt: number;
  quietUntil: number;
  day: string;
  calls: number;
}

/** Turns of this process alone, by its own clock: for whoever asks without a database. */
export function ownTurns(now: () => Temporal.Instant): Turns {
  const hosts = new Map<string, Known>();
  const today = () => now().toString().slice(0, 10);
  const knownOf = (host: string): Known => {
    const fresh = { nextAt: 0, quietUntil: 0, day: today(), calls: 0 };
    const known = hosts.get(host) ?? fresh;
    if (known.day !== fresh.day) Object.assign(known, { day: fresh.day, calls: 0 });
    hosts.set(host, known);
    return known;
  };
  return {
    async take(host, terms) {
      const known = knownOf(host);
      const at = now().epochMilliseconds;
      const refused = whyNoTurn(known, terms, at);
      if (refused) return refused;
      const turn = Math.max(at, known.nextAt, known.quietUntil);
      known.nextAt = turn + terms.intervalMs;
      known.calls += 1;
      return { at: instant(turn), waitMs: turn - at };
    },
    async giveBack(host, { at }, { intervalMs }) {
      const known = knownOf(host);
      if (known.nextAt === at.epochMilliseconds + intervalMs) known.nextAt = at.epochMilliseconds;
      known.calls = Math.max(0, known.calls - 1);
    },
    async leaveAlone(host, ms) {
      const known = knownOf(host);
      known.quietUntil = Math.max(known.quietUntil, now().epochMilliseconds + ms);
    },
    isLeftAloneBeyond: async (host, { at }) => knownOf(host).quietUntil > at.epochMilliseconds,
  };
}

function whyNoTurn(known: Known, { longestWaitMs, callsPerDay }: TurnTerms, at: number): NoTurn | undefined {
  const midnight = Temporal.PlainDate.from(known.day).add({ days: 1 }).toZonedDateTime('UTC').epochMilliseconds;
  const isUsedUp = callsPerDay !== undefined && known.calls >= callsPerDay;
  const reasons = [
    { because: 'quota', until: isUsedUp ? midnight : at, bearable: at },
    { because: 'quiet', until: known.quietUntil, bearable: at + longestWaitMs },
    { because: 'busy', until: known.nextAt, bearable: at + longestWaitMs },
  ] as const;
  const [last] = reasons.filter(({ until, bearable }) => until > bearable).toSorted((a, b) => b.until - a.until);
  return last && { because: last.because, until: instant(last.until), waitMs: last.until - at };
}

const instant = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);
