import { isDisagreement, partedFirst } from '../config/vocabulary/sides.ts';
import type { AssessSummary } from '../services/commitments/assess.ts';
import { sayList } from '../services/commitments/words.ts';
import type { ExplainedSides } from '../services/explain/schema.ts';
import { sidesHeading, SIDES_SHAPES, SIDES_WORDS } from '../services/notices/sides-text.ts';
import type { Scorecard, ScorecardSides } from '../services/scorecard/schema.ts';
import type { Style } from './style.ts';

const INDENT = 4;

/** Each trade that two sides report, once for all commitments that read it; those over which they part come first. */
export function printSides({ commitments }: Pick<Scorecard, 'commitments'>, style: Style): string[] {
  const compared = comparedIn(commitments);
  if (compared.length === 0) return [];
  return [
    style.bold('The two sides'),
    ...compared
      .toSorted(partedFirst)
      .flatMap(({ says, words }) => [
        isDisagreement(says) ? style.standing('at_risk', sidesHeading(says)) : sidesHeading(says),
        style.wrap(words, INDENT),
      ]),
    '',
  ];
}

/** For the headline; empty where the sides agree, or none are compared. */
export function sidesApart({ commitments }: Pick<Scorecard, 'commitments'>): string {
  const compared = comparedIn(commitments);
  const apart = compared.filter(({ says }) => isDisagreement(says));
  return apart.length === 0
    ? ''
    : ` The two sides part over ${apart.length} of ${compared.length} trades that both report.`;
}

/** What a cycle found the two sides to part over that they did not part over before, each once. */
export function partedLines({
  assessments,
}: {
  readonly assessments: readonly Pick<AssessSummary, 'parted'>[];
}): string[] {
  const parted = assessments.flatMap((one) => one.parted);
  return [...new Set(parted.map(({ mirror, says, words }) => `sides   ${mirror}: ${SIDES_WORDS[says]}; ${words}`))];
}

/** Under a commitment, the trades over which the sides part; null when there are none. */
export function partedLine(sides: readonly ScorecardSides[]): string | null {
  const parted = sides.filter(({ says }) => isDisagreement(says));
  return parted.length === 0
    ? null
    : `${SIDES_SHAPES.disagree} The two sides part: ${sayList(parted.map(({ title }) => title))}; see below.`;
}

/** How two sides were compared, with the arithmetic of both. */
export function explainedSides({ says, words, why, steps, remarks }: ExplainedSides): string[] {
  return [
    `${sidesHeading(says)}. ${words}`,
    `Tolerated: ${why}`,
    ...steps.map(({ what, arithmetic, result }) => `${what}: ${arithmetic} => ${result}`),
    ...remarks,
  ];
}

/** Of commitments that were judged at different times the comparison may differ: then each is told. */
function comparedIn(commitments: Scorecard['commitments']): ScorecardSides[] {
  const all = commitments.flatMap(({ sides }) => sides);
  return [...new Map(all.map((one) => [`${one.mirror} ${one.words}`, one])).values()];
}
