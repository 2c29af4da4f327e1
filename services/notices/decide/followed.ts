import type { Deal } from '../../../config/deal/schema.ts';
import type { Follow, LeastStanding } from '../../../config/recipients/schema.ts';
import { severity } from '../../../config/vocabulary/standing.ts';
import { commitmentsFedBy } from '../../commitments/fed-by.ts';

/** Someone who follows parts of deals. */
export interface Follower {
  readonly follows: readonly Follow[];
  readonly least_standing: LeastStanding;
}

/** The mildest standing of a commitment that someone wants to hear of; null when they do not follow it. */
export function leastStandingOf(follower: Follower, deal: string, commitment: string): LeastStanding | null {
  return followsOf(follower, deal)
    .filter((follow) => followsCommitment(follow, commitment))
    .map((follow) => follow.least_standing ?? follower.least_standing)
    .reduce<LeastStanding | null>(
      (mildest, one) => (mildest && severity(mildest) <= severity(one) ? mildest : one),
      null,
    );
}

/**
 * Whether someone wants to hear of a source's trouble. Unless they say otherwise: of those that a commitment which they
 * follow rests on, however mild the standing that they want to hear of, since without its figures they would hear of
 * none; and of one that no commitment rests on, such as a register, if they follow the whole deal.
 * @param feeds The commitments that rest on it.
 */
export function followsSource(follower: Follower, deal: string, source: string, feeds: readonly string[]): boolean {
  return followsOf(follower, deal).some((follow) => {
    if (follow.sources === 'none') return false;
    if (follow.sources === 'all') return true;
    if (follow.sources !== 'followed') return follow.sources.includes(source);
    return feeds.length === 0
      ? follow.commitments === 'all'
      : feeds.some((commitment) => followsCommitment(follow, commitment));
  });
}

/** The ids of all that someone follows of a deal. */
export interface Followed {
  readonly commitment: ReadonlySet<string>;
  readonly source: ReadonlySet<string>;
}

/** All that someone follows of a deal at an instant, by which a rule reads its series. */
export function followedBy(follower: Follower, deal: Deal, at: Temporal.Instant): Followed {
  const commitments = Object.keys(deal.commitments).filter((id) => leastStandingOf(follower, deal.id, id) !== null);
  const sources = Object.keys(deal.sources).filter((id) =>
    followsSource(follower, deal.id, id, commitmentsFedBy(deal, id, at)),
  );
  return { commitment: new Set(commitments), source: new Set(sources) };
}

const followsOf = ({ follows }: Follower, deal: string): readonly Follow[] =>
  follows.filter((follow) => follow.deal === undefined || follow.deal === deal);

const followsCommitment = ({ commitments }: Follow, commitment: string): boolean =>
  commitments === 'all' || commitments.includes(commitment);
