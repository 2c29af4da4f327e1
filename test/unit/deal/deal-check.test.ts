import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { printDealCheck } from '../../../cli/print-deal-check.ts';
import { ConfigError } from '../../../config/config-error.ts';
import { loadRecipients } from '../../../config/recipients/load.ts';
import { checkDeal } from '../../../services/deal-check/check.ts';
import { DealCheck } from '../../../services/deal-check/schema.ts';
import { openDeal } from '../../../services/deal.ts';
import { filesTransport } from '../../../services/sources/transport/files.ts';
import { withFiles } from '../../../services/sources/transport/index.ts';
import { recordedTransport } from '../../../services/sources/transport/recorded.ts';
import { exampleFolder } from '../../support/made-up-deals.ts';
import { writeTinPact } from '../../support/tin-pact.ts';
import { FIGURE_COLUMNS } from '../../support/us-malaysia-folder.ts';

const NOW = Temporal.Instant.from('2026-11-24T06:00:00Z');
const PLAIN = { bold: (text: string) => text, dim: (text: string) => text, wrap: (text: string) => text };
const GAS_IDLE = [
  '    release: { irregular: made up }',
  '    idle_when_recorded: none is kept\n    release: { irregular: made up }',
] as const;

type Row = readonly [series: string, period: string, value: string, unit?: string];

async function check(folder: string, recipients = path.join(folder, 'recipients.example.yaml')): Promise<DealCheck> {
  const deal = openDeal(folder);
  const options = { dealFolder: folder, now: () => NOW };
  return checkDeal({
    deal,
    recipients: loadRecipients(recipients, deal).recipients,
    transport: withFiles(recordedTransport(options), filesTransport(options)),
    now: NOW,
    signal: new AbortController().signal,
  });
}

/** The folder of a tin pact with rows in its ledger, and one who follows its ban alone unless told otherwise. */
function tinFolder(rows: readonly Row[], replaced: readonly (readonly [string, string])[] = [], follows = '[tin-ban]') {
  const folder = mkdtempSync(path.join(tmpdir(), 'deal-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeTinPact(folder, GAS_IDLE, ...replaced);
  mkdirSync(path.join(folder, 'figures'));
  const lines = rows.map(([series, period, value, unit = 't']) =>
    [
      series,
      period,
      value,
      unit,
      'reported',
      'A clerk',
      'https://example.org/tin',
      '',
      'A clerk',
      '2026-11-20',
      '',
      '',
    ].join(','),
  );
  writeFileSync(path.join(folder, 'figures/ledger.csv'), `${[FIGURE_COLUMNS.join(','), ...lines].join('\n')}\n`);
  writeFileSync(
    path.join(folder, 'recipients.example.yaml'),
    `recipients:\n  - { address: desk@example.org, name: Desk, follows: [{ commitments: ${follows} }], least_standing: off_track }\n`,
  );
  return folder;
}

const FIGURES: readonly Row[] = [
  ['tin-deliveries', '2026-02', '1'],
  ['tin-deliveries', '2026-01', '0'],
  ['raw-tin-exports', '2026-01', '12', 'kg'],
];
const atOf = ({ warnings }: DealCheck) => warnings.map(({ at }) => at);

test('a commitment is told with its rule, its figures, its conversion, the law of the day and who is told', async () => {
  const found = DealCheck.parse(await check(tinFolder(FIGURES)));
  expect(found).toMatchObject({ schema: 'pactwatch.deal-check/1', deal: 'tin-pact', version: 1 });
  expect(found.commitments.map(({ id }) => id)).toEqual(['tin-floor', 'tin-ban', 'tin-talks']);
  expect(found.commitments[1]).toMatchObject({
    rule: { kind: 'prohibited-flow', judges: true, terms: ['series: raw-tin-exports', 'de minimis: value 0, unit t'] },
    series: [
      {
        id: 'raw-tin-exports',
        role: 'judged',
        from: '2016-01',
        unit: 'kg',
        evidence: ['official'],
        source: 'ledger',
        publisher: 'hand-fed',
        figures: { count: 1, first: '2026-01', last: '2026-01' },
      },
    ],
    conversions: [{ id: 'kg-to-t', version: 1, from: 'kg', to: 't', standing: 'exact', series: ['raw-tin-exports'] }],
    legal: { binds: true, reading: null },
    recipients: [{ address: 'desk@example.org', leastStanding: 'off_track' }],
  });
});

test('the series of a commitment are told with what the folder holds of them, context beside what is judged', async () => {
  const [floor] = (await check(tinFolder(FIGURES))).commitments;
  expect(floor!.series).toMatchObject([
    { id: 'tin-deliveries', role: 'judged', figures: { count: 2, first: '2026-01', last: '2026-02' } },
    { id: 'gas-exports', role: 'context', from: null, publisher: 'eia', figures: null },
  ]);
});

test('terms are told with the defaults that hold', async () => {
  const [floor] = (await check(tinFolder(FIGURES))).commitments;
  expect(floor!.rule.terms).toEqual(
    expect.arrayContaining(['every: year', 'floor: 12', 'from: 2026-01', 'on track: 1', 'at risk: 0.9']),
  );
});

test('what follows nobody is warned of, and nothing of what is in order', async () => {
  expect(atOf(await check(tinFolder(FIGURES)))).toEqual(['commitments.tin-floor', 'commitments.tin-talks']);
  expect(atOf(await check(tinFolder(FIGURES, [], 'all')))).toEqual([]);
});

test('a promise that nothing measures lacks no figure, and one that is judged does', async () => {
  const { warnings } = await check(tinFolder([], [], 'all'));
  expect(warnings).toEqual([
    { at: 'commitments.tin-floor', message: 'the folder has no figure of tin-deliveries: it will be unknown' },
    { at: 'commitments.tin-ban', message: 'the folder has no figure of raw-tin-exports: it will be unknown' },
  ]);
});

test('figures from before the months that a rule reads are as good as none', async () => {
  const { warnings } = await check(tinFolder([['tin-deliveries', '2010-01', '3'], ...FIGURES.slice(2)], [], 'all'));
  expect(warnings).toEqual([
    {
      at: 'commitments.tin-floor',
      message: 'every figure of tin-deliveries lies before the months that it reads',
    },
  ]);
});

const SPARE =
  'spare: { title: S, source: ledger, frequency: year, unit: t, evidence: [official], dimensions: { measure: spare } }';
const idler = (file: string) =>
  `idler: { title: I, publisher: hand-fed, query: { files: [${file}] }, schedule: "0 6 * * *", history: 2026-01, revision_window: P1Y, release: { irregular: made up }, terms: none }`;

test('a series and a source that nothing uses are warned of, and so are an instrument and a conversion', async () => {
  const folder = tinFolder(
    FIGURES,
    [
      ['    context: [gas-exports]\n', ''],
      ['\nseries:\n', `\nseries:\n  ${SPARE}\n`],
      ['\nsources:\n', `\nsources:\n  ${idler('figures/none.csv')}\n`],
      [
        'instruments:\n',
        'instruments:\n  old: { title: O, short: old, status: [{ from: 2000-01-01, is: terminated, checked: 2026-01-01, source: s }] }\n',
      ],
      [
        'conversions:\n',
        'conversions:\n  g-to-kg: { from: g, to: kg, divisor: "1000", version: 1, standing: exact, source: s }\n',
      ],
    ],
    'all',
  );
  writeFileSync(path.join(folder, 'figures/none.csv'), `${FIGURE_COLUMNS.join(',')}\n`);
  expect(atOf(await check(folder))).toEqual([
    'series.spare',
    'series.gas-exports',
    'sources.idler',
    'instruments.old',
    'conversions.g-to-kg',
  ]);
});

const mirrored = (fields: string) => ['\nseries:\n', `\nmirrors:\n  tin: { ${fields} }\nseries:\n`] as const;
const TIN_SIDES =
  'title: Tin from B to A, importer: [tin-deliveries], exporter: [raw-tin-exports], unit: t, over: year, tolerance: "0.1", why: made up';

test('a trade that two sides report is told with its conversion and with the commitments that it goes with', async () => {
  const { mirrors, warnings } = await check(tinFolder(FIGURES, [mirrored(TIN_SIDES)], 'all'));
  expect(mirrors).toMatchObject([
    {
      id: 'tin',
      importer: ['tin-deliveries'],
      exporter: ['raw-tin-exports'],
      basis: null,
      conversions: [{ id: 'kg-to-t', series: ['raw-tin-exports'] }],
      toldWith: ['tin-floor', 'tin-ban'],
    },
  ]);
  expect(warnings).toEqual([
    { at: 'mirrors.tin', message: 'no basis is stated: of values say fob or cif, of weights gross-weight' },
  ]);
});

const withSpare = (spec: string) => ['\nseries:\n', `\nseries:\n  ${spec}\n`] as const;

test('a series that is only the other side of a trade is used', async () => {
  const other = TIN_SIDES.replace('raw-tin-exports', 'spare');
  expect(atOf(await check(tinFolder(FIGURES, [mirrored(other), withSpare(SPARE)], 'all')))).toEqual(['mirrors.tin']);
});

test('a trade that no rule reads is compared for nobody, and its series are used by nothing', async () => {
  const unread = TIN_SIDES.replace('tin-deliveries', 'spare').replace('raw-tin-exports', 'other');
  const weighed = SPARE.replace('unit: t', 'unit: t, basis: gross-weight');
  const folder = tinFolder(
    FIGURES,
    [mirrored(unread), withSpare(`${weighed}\n  ${weighed.replace('spare:', 'other:')}`)],
    'all',
  );
  expect((await check(folder)).warnings).toEqual([
    { at: 'mirrors.tin', message: 'no rule reads a series of it: it is compared for nobody' },
    { at: 'series.spare', message: 'no rule reads it, and no commitment shows it as context' },
    { at: 'series.other', message: 'no rule reads it, and no commitment shows it as context' },
  ]);
});

test('rows of a series that another source feeds are refused', async () => {
  const folder = tinFolder(FIGURES, [['\nsources:\n', `\nsources:\n  ${idler('figures/ledger.csv')}\n`]]);
  await expect(check(folder)).rejects.toThrow(/sources\.idler\.query: .*this source feeds no series "tin-deliveries"/);
});

test('a row that cannot be read is named with its place, under the line of its source', async () => {
  const folder = tinFolder([['tin-deliveries', '2026-01', '1,0']]);
  const [line, ...more] = await check(folder).then(
    () => [],
    (error: unknown) => (error instanceof ConfigError ? error.lines : []),
  );
  expect(more).toEqual([]);
  expect(line).toMatch(/deal\.yaml:\d+:\d+ sources\.ledger\.query: .*row 2/);
});

test('the print has a block of each commitment, the sources, and a last line that says it all', async () => {
  const text = printDealCheck(await check(exampleFolder('production-cut')), PLAIN);
  const lines = text.split('\n');
  expect(lines[0]).toBe('Example, all made up: twelve countries cut their output');
  expect(lines).toContain('Each country keeps its own cut  each-country, EX-C1');
  expect(lines).toContain(
    'members: name C, series output-c, pledges (from 2026-01, baseline 2900, cut 140, source made up for this example), (from 2026-05, baseline 2900, cut 180, source made up for this example)',
  );
  const steady = lines.indexOf('Steady:');
  expect(lines.slice(steady + 1, steady + 4)).toEqual([
    'it worsens when 2 publications in a row show it, at a breach at once',
    'it improves when 2 publications in a row show it',
    'more than 3 moves in 6 publications make it unstable: the worst of them stands until they settle',
  ]);
  expect(lines.filter((line) => line === 'Steady:')).toHaveLength(1);
  expect(lines).toContain('Mail: desk@example.org, from at risk on; director@example.org, from off track on');
  expect(lines).toContain('Monthly surveys of output (made up) (surveys, hand-fed): 109 figures');
  expect(lines.filter((line) => line.startsWith('▲'))).toEqual([]);
  expect(lines.at(-2)).toBe('The deal is valid: 3 commitments, 2 of them judged; nothing odd.');
  expect(lines).not.toContain('The two sides');
});

test('the print has each trade that two sides report, with how it is compared', async () => {
  const lines = printDealCheck(await check(exampleFolder('purchase-agreement')), PLAIN).split('\n');
  const at = lines.indexOf('The two sides');
  expect(lines.slice(at + 1, at + 4)).toEqual([
    'Machines from B to A (made up) (machines): machines-buyer against machines-seller',
    'over a rolling year, in USD million (FOB), 0.05 of their mean is tolerated',
    'Conversion: USD million (CIF) to USD million (FOB); cif-to-fob/1, confirmed, of machines-buyer',
  ]);
  expect(lines.filter((line) => line.startsWith('▲'))).toEqual([]);
});
