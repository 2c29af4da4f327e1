import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** All of it is made up. */
export const DEAL_ID = 'drill-pact';
export const REGISTER = 'gazette';
export const COMMITMENTS = 50;
const PREFIX = 'free-';
const FIRST_HEADING = 700_100;
/** Each follows as many commitments of its own. */
const DESKS = 10;

export const commitmentsOfDrill = (): readonly string[] =>
  Array.from({ length: COMMITMENTS }, (_, index) => `${PREFIX}${index}`);

/** Who follows a commitment: the desk that it is the business of, and a board that follows all. */
export const followersOf = (commitment: string): readonly string[] => [
  `desk-${Number(commitment.slice(PREFIX.length)) % DESKS}@example.org`,
  'board@example.org',
];

/** The heading whose ban would break a commitment. */
export const productOf = (commitment: string): string => `${FIRST_HEADING + Number(commitment.slice(PREFIX.length))}`;

/**
 * Writes a deal with a register in which each commitment has a product of its own, and the file of those who follow it. Promises
 * about measures have no chart: drawing would take most of the time of a run, and no kill could tell.
 */
export async function writeDeal(folder: string): Promise<{ readonly recipients: string }> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'deal.yaml'), dealText());
  const recipients = path.join(folder, 'recipients.yaml');
  await writeFile(recipients, recipientsText());
  return { recipients };
}

function dealText(): string {
  const each = (write: (commitment: string) => string) => commitmentsOfDrill().map(write).join('');
  return `
id: ${DEAL_ID}
title: A pact to drill on
short: drill pact
version: 1
summary: Made up.
conversions: {}
instruments:
  order:
    title: The order
    short: order
    status:
      - { from: 2020-01-01, is: in_force, checked: 2026-01-01, source: gazette 1 }
commitments:
${each(
  (id) => `  ${id}:
    ref: ${id.toUpperCase()}
    title: No ban on ${productOf(id)}
    promise: No ban is put on exports of ${productOf(id)}.
    instruments: [order]
    class: domestic
    obligor: Obligor
    beneficiary: Beneficiary
    clause: Article 1
    due: { from: 2026-01-01 }
    source: gazette 1
    rule:
      kind: prohibited-measure
      registers: [${REGISTER}]
      implementer: MYS
      kinds: [export_ban]
      products: ["${productOf(id)}"]
      against: [USA]
`,
)}series: {}
sources:
  ${REGISTER}:
    title: The gazette
    publisher: hand-fed
    query: { measures: [figures/gazette.csv] }
    schedule: "0 6 * * *"
    history: 2026-01
    revision_window: P1Y
    release: { irregular: made up }
    terms: none
`.trimStart();
}

function recipientsText(): string {
  const followed = Map.groupBy(
    commitmentsOfDrill().flatMap((id) => followersOf(id).map((address) => ({ id, address }))),
    ({ address }) => address,
  );
  const entries = [...followed].map(
    ([address, of]) =>
      `  - { address: ${address}, name: ${address}, digest: none, remind_after: never, follows: [{ commitments: [${of.map(({ id }) => id).join(', ')}] }] }\n`,
  );
  return `recipients:\n${entries.join('')}`;
}
