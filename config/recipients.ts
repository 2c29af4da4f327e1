import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { type PlacedYaml, parseYaml, problem, readYaml } from './yaml.ts';

const Id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id is lower-case letters, digits and hyphens, a letter first');

/** Part of what a recipient follows; without `deal`, of every deal that is watched. */
const Follow = z.strictObject({
  deal: Id.optional(),
  commitments: z.union([z.literal('all'), z.array(Id).min(1)], 'write all, or a list of commitment ids').default('all'),
});

const Recipient = z.strictObject({
  address: z.email('write one bare address such as desk@example.org').max(254),
  name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'a name is one line of text'),
  follows: z.array(Follow).min(1, 'without follows no mail is sent: write [{ commitments: all }]'),
  /** The mildest standing that this recipient is told of; a drift milder than it stays silent. */
  least_standing: z.enum(['at_risk', 'off_track', 'breached']).default('at_risk'),
});

const RecipientsFile = z.strictObject({ recipients: z.array(Recipient).min(1) });

/** Someone who gets mail: an office or a person. */
export type Recipient = z.output<typeof Recipient>;

/** The ids that follows are checked against. */
interface FollowedDeal {
  readonly id: string;
  readonly commitments: Readonly<Record<string, unknown>>;
}

/**
 * Reads and checks a file of recipients. With the deal, also that someone follows it and that no id is misspelt:
 * either would be a mail that nobody gets.
 * @throws ConfigError naming file, line and field of every problem.
 */
export function loadRecipients(file: string, deal?: FollowedDeal): readonly Recipient[] {
  const text = readText(file);
  const { recipients } = parseYaml(text, file, RecipientsFile);
  const placed = readYaml(text, file);
  const problems = [...doubled(recipients, placed), ...(deal ? unmatched(recipients, deal, placed) : [])];
  if (problems.length > 0) throw new ConfigError(problems);
  return recipients;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError([`${file}: this file of recipients cannot be read (PACTWATCH_RECIPIENTS names it)`]);
  }
}

function doubled(recipients: readonly Recipient[], placed: PlacedYaml): string[] {
  const addresses = recipients.map(({ address }) => address.toLowerCase());
  return addresses.flatMap((address, index) =>
    addresses.indexOf(address) < index
      ? [
          problem(
            placed,
            ['recipients', index, 'address'],
            `${address} is listed twice: put what it follows in one entry`,
          ),
        ]
      : [],
  );
}

function unmatched(recipients: readonly Recipient[], deal: FollowedDeal, placed: PlacedYaml): string[] {
  const follows = recipients.flatMap((recipient, at) =>
    recipient.follows.map((follow, index) => ({ follow, path: ['recipients', at, 'follows', index, 'commitments'] })),
  );
  const ofDeal = follows.filter(({ follow }) => follow.deal === undefined || follow.deal === deal.id);
  if (ofDeal.length === 0) return [problem(placed, ['recipients'], `nobody here follows the deal ${deal.id}`)];
  return ofDeal.flatMap(({ follow, path }) =>
    (follow.commitments === 'all' ? [] : follow.commitments).flatMap((id, index) =>
      Object.hasOwn(deal.commitments, id)
        ? []
        : [problem(placed, [...path, index], `the deal ${deal.id} has no commitment "${id}"`)],
    ),
  );
}
