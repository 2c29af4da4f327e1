import type { Deal } from '../config/deal/schema.ts';
import { sayWord } from '../services/commitments/words.ts';
import { dayOrInstantText, instantText } from '../services/notices/format.ts';
import { oneLine } from '../services/notices/one-line.ts';
import { LEGAL_WORDS, STANDING_SHAPES } from '../services/notices/words.ts';
import type { Replay, ReplayMove } from '../services/replay/schema.ts';
import type { Style } from './style.ts';

const INDENT = 4;
/** Of a value that differs; `--json` has all of it. */
const SHOWN = 240;

/** A replay as a person reads it: the result first, then what differs, then what only reads otherwise today. */
export function printReplay(replayed: Replay, deal: Pick<Deal, 'title' | 'commitments'>, style: Style): string {
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', style.bold(title), ...lines];
  const named = ({ commitment, at }: { commitment: string; at: string }) => `${commitment}, ${secondText(at)}`;
  return [
    style.bold(deal.title),
    style.wrap(headline(replayed), 0),
    ...section(
      'Differs from what is stored',
      replayed.differences.flatMap((one) => [
        `  ${named(one)}, ${one.assessment === null ? 'the last look' : `assessment ${one.assessment}`}: ${one.field}`,
        style.wrap(`stored: ${shown(one.stored)}`, INDENT),
        style.wrap(`made: ${shown(one.made)}`, INDENT),
      ]),
    ),
    ...section(
      'Restated: made by an earlier deal file or method, and read so today. Nobody is alarmed by it',
      replayed.restatements.map((one) => style.wrap(`${named(one)}: ${restatedText(one)}`, 2)),
    ),
    ...section(
      'Made while figures were being stored that it could not see, and judged again with them at once',
      replayed.overtaken.map((one) => style.wrap(`${named(one)}: vintages ${one.unseen.join(', ')}`, 2)),
    ),
    ...section(
      'Would be judged otherwise since the last look: pactwatch run judges it',
      replayed.unjudged.map((one) =>
        style.wrap(
          `${named(one)}: stands ${one.stored === null ? 'unjudged' : readingText(one.stored)}; would be ${readingText(one.made)}`,
          2,
        ),
      ),
    ),
    ...section(
      'No longer in the deal, and not replayed',
      replayed.gone.map((id) => `  ${id}`),
    ),
    ...movesByCommitment(replayed, deal, style),
    '',
  ].join('\n');
}

function headline({ result, clock, step, instants, compared, differences, ...replayed }: Replay): string {
  const { firstRelease, lastRelease } = replayed;
  const came = clock === 'known' ? 'became known' : 'was published';
  const walked = `${count(instants, 'instant')} at which something ${came}${step === 'day' ? ', or a day began' : ''}`;
  const out =
    firstRelease === null
      ? `Nothing ${came} yet.`
      : `In all, something ${came} between ${instantText(firstRelease)} and ${instantText(lastRelease!)}.`;
  switch (result) {
    case 'identical':
      return `Identical: ${count(compared, 'assessment')} made afresh, each as it is stored, byte for byte${hasRemarks(replayed) ? ', but for those listed below' : ''}. Walked ${walked}.`;
    case 'different':
      return `Different: ${differences.length} of ${count(compared, 'assessment')} made afresh. The first is ${differences[0]!.commitment} at ${differences[0]!.at}, in ${differences[0]!.field}. Walked ${walked}.`;
    case 'nothing':
      return `Nothing to compare: no assessment is stored of that time. ${out} On the published clock (--clock published) history is judged as if pactwatch had run all along.`;
    case 'made':
      return `Judged on the published clock, as if pactwatch had run all along: from what publishers had released by each instant. Nothing is stored of that to compare with. Walked ${walked}. ${out}`;
  }
}

const hasRemarks = ({ restatements, overtaken }: Pick<Replay, 'restatements' | 'overtaken'>): boolean =>
  restatements.length + overtaken.length > 0;

function movesByCommitment({ moves }: Replay, { commitments }: Pick<Deal, 'commitments'>, style: Style): string[] {
  return [...Map.groupBy(moves, ({ commitment }) => commitment)]
    .toSorted(([a], [b]) => Object.keys(commitments).indexOf(a) - Object.keys(commitments).indexOf(b))
    .flatMap(([id, of]) => [
      '',
      `${style.bold(oneLine(commitments[id]!.title))}  ${style.dim(id)}`,
      ...of.flatMap((move) => [moveLine(move, style), style.dim(style.wrap(oneLine(move.reason), INDENT))]),
    ]);
}

function moveLine({ at, from, to }: ReplayMove, style: Style): string {
  const chip = style.standing(to.standing, `${STANDING_SHAPES[to.standing]} ${sayWord(to.standing)}`);
  const before = from === null || from.standing === to.standing ? '' : `, before ${sayWord(from.standing)}`;
  return `  ${dayOrInstantText(at)}: ${chip}${before}; in law ${LEGAL_WORDS[to.legal]}`;
}

function restatedText({ by, field, stored, made }: Replay['restatements'][number]): string {
  const cause = by === 'deal' ? 'the deal file has changed' : 'the method has changed';
  return readingText(stored) === readingText(made)
    ? `${cause}; still ${readingText(made)}, other in ${field}`
    : `${cause}; stored ${readingText(stored)}; today ${readingText(made)}`;
}

const readingText = ({ standing, legal, value, period }: Replay['moves'][number]['to']): string =>
  [
    sayWord(standing),
    `in law ${LEGAL_WORDS[legal]}`,
    ...(value === null ? [] : [value]),
    ...(period === null ? [] : [`for ${period}`]),
  ].join(', ');

const secondText = (at: string): string => Temporal.Instant.from(at).toString({ smallestUnit: 'second' });

const shown = (json: string | null): string => {
  if (json === null) return 'nothing';
  const text = oneLine(json);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
};

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
