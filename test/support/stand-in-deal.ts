import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { protocols } from '../stand-ins/registry.ts';
import { FIGURE_COLUMNS } from './us-malaysia-folder.ts';

const texts = { promise: 'made up', obligor: 'One', beneficiary: 'Other', clause: '1', source: 'made up' };
const release = { irregular: 'made up' };

/** Writes a made-up deal that has one source of each publisher, by its name, as its stand-in answers, and a ledger. */
export function writeStandInDeal(folder: string): void {
  const watched = Object.values(protocols);
  const series = watched.flatMap(({ publisher, watch }) =>
    Object.entries(watch.series).map(([id, fed]) => [
      id,
      { ...fed, title: id, source: publisher, evidence: ['official'] },
    ]),
  );
  const sources = watched.map(({ publisher, watch: { query, history } }) => [
    publisher,
    { ...source(`The source ${publisher}`, publisher), query, history },
  ]);
  const deal = {
    id: 'stand-ins',
    title: 'A pact that watches every publisher',
    short: 'every publisher',
    version: 1,
    summary: 'Made up.',
    conversions: {},
    instruments: {},
    commitments: {
      talks: {
        ...texts,
        ref: 'TALKS',
        title: 'They talk',
        instruments: [],
        class: 'mou',
        due: { note: 'No date is stated.' },
        rule: { kind: 'unmeasured', because: 'Nothing measurable is stated.' },
      },
    },
    series: Object.fromEntries([
      ...series,
      [
        'tin',
        {
          title: 'Tin',
          source: 'ledger',
          frequency: 'month',
          unit: 't',
          evidence: ['official'],
          dimensions: { measure: 'tin' },
        },
      ],
    ]),
    sources: Object.fromEntries([
      ...sources,
      [
        'ledger',
        { ...source('The tin ledger', 'hand-fed'), query: { files: ['figures/ledger.csv'] }, history: '2026-01' },
      ],
    ]),
  };
  mkdirSync(path.join(folder, 'figures'), { recursive: true });
  // JSON is YAML.
  writeFileSync(path.join(folder, 'deal.yaml'), JSON.stringify(deal));
  writeFileSync(path.join(folder, 'recipients.example.yaml'), RECIPIENTS);
  const row = [
    'tin',
    '2026-03',
    '5',
    't',
    'reported',
    'A clerk',
    'https://example.org/tin',
    '2026-04-01',
    'A clerk',
    '2026-04-02',
    '',
    '',
  ];
  writeFileSync(path.join(folder, 'figures', 'ledger.csv'), `${FIGURE_COLUMNS.join(',')}\n${row.join(',')}\n`);
}

const source = (title: string, publisher: string) => ({
  title,
  publisher,
  schedule: '0 6 * * *',
  revision_window: 'P50Y',
  release,
  terms: 'made up',
});

const RECIPIENTS = `recipients:
  - address: desk@example.org
    name: Desk
    follows: [{ commitments: all }]
`;
