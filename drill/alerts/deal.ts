import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** All of it is made up. */
export const DEAL_ID = 'drill-pact';
export const COMMITMENTS = 50;
/** Each follows as many commitments of its own. */
const DESKS = 10;

export const commitmentsOfDrill = (): readonly string[] =>
  Array.from({ length: COMMITMENTS }, (_, index) => `floor-${index}`);

/** Who follows a commitment: the desk that it is the business of, and a board that follows all. */
export const followersOf = (commitment: string): readonly string[] => [
  `desk-${Number(commitment.slice('floor-'.length)) % DESKS}@example.org`,
  'board@example.org',
];

/** Writes a deal with one monthly series for each commitment, and the file of those who follow it. */
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
    title: Twelve tonnes a year
    promise: The obligor delivers 12 tonnes in every calendar year.
    instruments: [order]
    class: domestic
    obligor: Obligor
    beneficiary: Beneficiary
    clause: Article 1
    due: { from: 2026-01-01 }
    source: gazette 1
    rule: { kind: quantity-per-period, series: ${id}-deliveries, unit: t, every: year, floor: "12", from: "2026-01" }
`,
)}series:
${each(
  (id) => `  ${id}-deliveries:
    title: Deliveries under ${id}
    source: ledger
    frequency: month
    unit: t
    evidence: [official]
    dimensions: { measure: ${id} }
`,
)}sources:
  ledger:
    title: The ledger
    publisher: hand-fed
    query: { files: [figures/ledger.csv] }
    schedule: "0 6 * * *"
    history: 2026-01
    revision_window: P1Y
    release: { every: month, lag: P1M, day: 15, source: made up }
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
