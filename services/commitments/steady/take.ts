import type { CommitmentSpec, Deal } from '../../../config/deal/schema.ts';
import { AT_ONCE } from '../../../config/deal/steady.ts';
import type { Standing } from '../../../config/vocabulary/standing.ts';
import type { BoundRule } from '../registry.ts';
import type { Evidence, Step } from '../rule.ts';
import { definitionOf } from './definition.ts';
import { follow, type Stood } from './follow.ts';
import { publishedSince } from './publications.ts';
import type { Shown, Steadiness } from './steadiness.ts';
import { heldWords, publicationsStep } from './words.ts';

/** The judgement before, as far as it matters for what is made of the next. */
export interface Before {
  readonly standing: Standing;
  readonly definition: string;
  readonly steadiness: Steadiness | null;
  readonly inputs: readonly string[];
}

interface Looked {
  readonly deal: Deal;
  readonly commitment: CommitmentSpec;
  readonly rule: BoundRule;
  readonly evidence: Evidence;
  readonly at: Temporal.Instant;
  readonly previous: Before | null;
}

export interface Taken {
  readonly standing: Standing;
  /** The digest of all that it was judged by. */
  readonly definition: string;
  /** Null where it was not judged by this definition yet. */
  readonly steadiness: Steadiness | null;
  /** Why the standing is another than the figures show, to follow on the reason; empty where it is not. */
  readonly words: string;
  readonly wayBack: string | null;
  readonly steps: readonly Step[];
}

/**
 * What a commitment stands at, of what its figures show by the thresholds to open a drift and by those to close it. By
 * another definition than before the count starts anew, and what is found is taken. Figures that show nothing count for
 * nothing.
 */
export function takeStanding(looked: Looked, shown: Shown): Taken {
  const { deal, commitment, rule, evidence, at, previous } = looked;
  const terms = commitment.steady ?? AT_ONCE;
  const definition = definitionOf(deal, commitment, rule, at);
  const stood = previous?.definition === definition ? stoodAt(previous) : null;
  if (shown.opening === 'unknown') {
    const steadiness = stood?.steadiness ?? null;
    return { standing: 'unknown', definition, steadiness, words: '', wayBack: null, steps: [] };
  }
  const sources = publishedSince(deal, rule, evidence, at, stood === null ? [] : previous!.inputs);
  const stands = follow(terms, stood, shown, sources);
  return {
    ...stands,
    ...heldWords(terms, stands, shown),
    definition,
    steps: commitment.steady === undefined ? [] : [publicationsStep(stands)],
  };
}

const stoodAt = ({ standing, steadiness }: Before): Stood | null =>
  standing === 'unknown' || !steadiness ? null : { standing, steadiness };
