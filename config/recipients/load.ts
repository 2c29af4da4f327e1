import { readFileSync } from 'node:fs';
import { ConfigError } from '../config-error.ts';
import { type PlacedYaml, parseYaml, problem, readYaml } from '../yaml.ts';
import { type Follow, RecipientsFile } from './schema.ts';

/** The ids that follows are checked against. */
interface FollowedDeal {
  readonly id: string;
  readonly commitments: Readonly<Record<string, unknown>>;
  readonly sources: Readonly<Record<string, unknown>>;
}

/**
 * Reads and checks a file of recipients. With the deal, also that someone follows it and that no id is misspelt:
 * either would be a mail that nobody gets.
 * @throws ConfigError naming file, line and field of every problem.
 */
export function loadRecipients(file: string, deal?: FollowedDeal): RecipientsFile {
  const text = readText(file);
  const read = parseYaml(text, file, RecipientsFile);
  const placed = readYaml(text, file);
  const problems = [...doubled(read, placed), ...(deal ? unmatched(read, deal, placed) : [])];
  if (problems.length > 0) throw new ConfigError(problems);
  return read;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError([`${file}: this file of recipients cannot be read (PACTWATCH_RECIPIENTS names it)`]);
  }
}

function doubled({ recipients, webhooks }: RecipientsFile, placed: PlacedYaml): string[] {
  return [
    ...twice(recipients.map(({ address }) => address.toLowerCase())).map(({ text, index }) =>
      problem(placed, ['recipients', index, 'address'], `${text} is listed twice: put what it follows in one entry`),
    ),
    ...twice(webhooks.map(({ name }) => name)).map(({ text, index }) =>
      problem(placed, ['webhooks', index, 'name'], `${text} is the name of another webhook too`),
    ),
  ];
}

const twice = (texts: readonly string[]): { text: string; index: number }[] =>
  texts.flatMap((text, index) => (texts.indexOf(text) < index ? [{ text, index }] : []));

type Path = readonly (string | number)[];

function unmatched(read: RecipientsFile, deal: FollowedDeal, placed: PlacedYaml): string[] {
  const follows = (['recipients', 'webhooks'] as const).flatMap((list) =>
    read[list].flatMap((entry, at) =>
      entry.follows.map((follow, index) => ({ follow, path: [list, at, 'follows', index] })),
    ),
  );
  const ofDeal = follows.filter(({ follow }) => follow.deal === undefined || follow.deal === deal.id);
  if (ofDeal.length === 0) return [problem(placed, ['recipients'], `nobody here follows the deal ${deal.id}`)];
  return ofDeal.flatMap(({ follow, path }) => misspelt(follow, path, deal, placed));
}

function misspelt(follow: Follow, path: Path, deal: FollowedDeal, placed: PlacedYaml): string[] {
  return (['commitments', 'sources'] as const).flatMap((list) => {
    const ids = follow[list];
    const one = list === 'commitments' ? 'commitment' : 'source';
    return (typeof ids === 'string' ? [] : ids).flatMap((id, index) =>
      Object.hasOwn(deal[list], id)
        ? []
        : [problem(placed, [...path, list, index], `the deal ${deal.id} has no ${one} "${id}"`)],
    );
  });
}
