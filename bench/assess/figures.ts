import type { Deal } from '../../config/deal/schema.ts';
import { count, type Measured, medianOf, seconds } from '../report.ts';
import { SERIES_A_SOURCE } from './deal.ts';
import type { Looked } from './look.ts';
import type { Replayed } from './replay.ts';

/** Everything judged at once, and what was measured beside it. */
export interface Full {
  readonly looked: Looked;
  /** A look right after it, which finds nothing new. */
  readonly idle: Looked;
  /** Milliseconds of the bare reading and storing. */
  readonly bare: number;
  /** Figures that the windows of what was judged hold. */
  readonly needed: number;
}

/** What was judged after the release of one source. */
export type Released = Pick<Full, 'looked' | 'needed'>;

/** The same release with a history, and with one that is ten times as large. */
export interface Pair {
  readonly short: Released;
  readonly long: Released;
}

export interface Measurements {
  readonly deal: Deal;
  readonly fulls: readonly Full[];
  readonly releases: readonly Released[];
  readonly pairs: readonly Pair[];
  readonly replays: readonly Replayed[];
}

/** The figures of the rounds, medians, beside what they are held against. */
export function assessFigures({ deal, fulls, releases, pairs, replays }: Measurements): Measured[] {
  const commitments = Object.keys(deal.commitments).length;
  const full = medianOf(fulls.map(({ looked }) => looked.ms));
  const bare = medianOf(fulls.map((one) => one.bare));
  const idle = medianOf(fulls.map((one) => one.idle.ms));
  const released = medianOf(releases.map(({ looked }) => looked.ms));
  const touched = releases[0]!.looked.judged.length;
  const [short, long] = (['short', 'long'] as const).map((history) =>
    medianOf(pairs.map((pair) => pair[history].looked.ms)),
  ) as [number, number];
  const release = `after a release of ${SERIES_A_SOURCE} series`;
  return [
    {
      figure: `full assessment, ${count(commitments)} commitments, ${count(Object.keys(deal.series).length)} series`,
      value: `${seconds(full)}, ${(commitments / (full / 1000)).toFixed(0)} a second`,
      beside: `bare reading and storing ${seconds(bare)}`,
      ratio: medianOf(fulls.map((one) => one.looked.ms / one.bare)),
      budget: { atMost: 10 },
    },
    readFigure('vintages read by the full assessment', fulls),
    {
      figure: 'vintages read by a look that finds nothing new',
      value: count(Math.max(...fulls.map((one) => one.idle.read))),
      beside: `${idle.toFixed(0)} ms`,
      ratio: Math.max(...fulls.map((one) => one.idle.read)),
      budget: { atMost: 0 },
    },
    {
      figure: `assessment ${release}`,
      value: `${released.toFixed(0)} ms, ${touched} of ${count(commitments)} commitments`,
      beside: `full assessment ${seconds(full)}`,
      ratio: released / full,
      budget: { atMost: (3 * touched) / commitments },
    },
    readFigure(`vintages read ${release}`, releases),
    {
      figure: `the same ${release}, with a history ten times as large`,
      value: `${long.toFixed(0)} ms`,
      beside: `${short.toFixed(0)} ms`,
      ratio: medianOf(pairs.map((pair) => pair.long.looked.ms / pair.short.looked.ms)),
      budget: { atMost: 1.2 },
    },
    readFigure(
      `vintages read ${release}, with the large history`,
      pairs.map((pair) => pair.long),
    ),
    ...replays.map(replayFigure),
  ];
}

function readFigure(figure: string, rounds: readonly Released[]): Measured {
  const worst = rounds.reduce((a, b) => (a.looked.read / a.needed >= b.looked.read / b.needed ? a : b));
  return {
    figure,
    value: count(worst.looked.read),
    beside: `its windows hold ${count(worst.needed)}`,
    ratio: worst.looked.read / worst.needed,
    budget: { atMost: 1 },
  };
}

function replayFigure({ clock, ms, commitments, replay: { compared, instants, result } }: Replayed): Measured {
  const walked =
    clock === 'known' ? `${count(compared)} assessments compared, ${result}` : `${count(commitments * instants)} made`;
  return {
    figure: `replay of the shipped deal, ${clock} clock`,
    value: seconds(ms),
    beside: `${count(instants)} instants, ${commitments} commitments, ${walked}`,
    ratio: ms / 1000,
    budget: { atMost: 30 },
    unit: ' s',
  };
}
