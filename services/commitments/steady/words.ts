import type { SteadySpec } from '../../../config/deal/steady.ts';
import type { Step } from '../rule.ts';
import { sayWord } from '../words.ts';
import type { Stood } from './follow.ts';
import { type Shown, isWorse, movesIn, within } from './steadiness.ts';

export interface HeldWords {
  /** To follow on the reason; empty where the standing is what the figures show. */
  readonly words: string;
  readonly wayBack: string | null;
}

/** Why a commitment does not stand at what its figures show. */
export function heldWords(terms: SteadySpec, { standing, steadiness }: Stood, shown: Shown): HeldWords {
  const { openings, closings, trail, unstable } = steadiness;
  if (unstable) {
    return {
      words: ` The figures are unstable: ${movesIn(trail)} moves in the last ${trail.length} publications. Until they settle, the worst that they showed stands: ${sayWord(standing)}.`,
      wayBack: `Figures that settle: no more than one move in ${terms.flapping!.publications} publications.`,
    };
  }
  const now = within(standing, shown);
  if (now === standing) return betweenThresholds(standing, shown);

  const worse = isWorse(now, standing);
  const [needed, counted] = worse ? [terms.confirm, openings] : [terms.recover, closings];
  const other = counted.findLastIndex((one) => (worse ? !isWorse(one, standing) : !isWorse(standing, one)));
  const count = counted.length - 1 - other;
  const shows = `${sayWord(now)}, ${worse ? 'worse' : 'better'} than ${sayWord(standing)}`;
  return {
    words: ` The figures show ${shows}, for ${count} of ${needed} publications in a row: not taken yet.`,
    wayBack: worse ? null : `${countOf(needed - count, 'more publication')} in a row better than ${sayWord(standing)}.`,
  };
}

function betweenThresholds(standing: Stood['standing'], { opening }: Shown): HeldWords {
  if (opening === standing) return { words: '', wayBack: null };
  return {
    words: ` It stays ${sayWord(standing)}: the figures have not reached the threshold from which that is over.`,
    wayBack: `Figures beyond the threshold from which ${sayWord(standing)} is over.`,
  };
}

/** What the publications showed, and what was made of it. */
export function publicationsStep({ standing, steadiness: { trail, unstable } }: Stood): Step {
  return {
    what: 'publications, oldest first',
    arithmetic: trail.join(', '),
    result: unstable ? `${standing}, held while they are unstable` : standing,
  };
}

/** The terms in a line each. */
export function steadyInWords({ confirm, recover, flapping }: SteadySpec): string[] {
  const shownBy = (count: number) =>
    count === 1 ? 'one publication shows it' : `${count} publications in a row show it`;
  return [
    `it worsens when ${shownBy(confirm)}${confirm === 1 ? '' : ', at a breach at once'}`,
    `it improves when ${shownBy(recover)}`,
    ...(flapping
      ? [
          `more than ${countOf(flapping.moves, 'move')} in ${flapping.publications} publications make it unstable: the worst of them stands until they settle`,
        ]
      : []),
  ];
}

const countOf = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
