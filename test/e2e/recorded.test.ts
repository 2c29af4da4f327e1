import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalDecimal } from '../../config/vocabulary/decimal.ts';
import { readDocument } from '../../db/documents.ts';
import { Explanation, type ExplainedInput } from '../../services/explain/schema.ts';
import { Scorecard } from '../../services/scorecard/schema.ts';
import { figureIn, locate } from '../../services/sources/wire/locator.ts';
import { outboxOf, tempFolder, type TempFolder } from '../support/app.ts';
import { type Ended, pactwatch } from '../support/command.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { inProcess } from '../support/in-process.ts';
import { dealFile } from '../support/us-malaysia-folder.ts';

const deal = dealFile();
const EXPLAINED = ['raw-ore-ban', 'lng-purchases', 'no-export-restrictions', 'refining-capacity-2030'] as const;
type Explained = (typeof EXPLAINED)[number];

let database: TestDatabase;
let state: TempFolder;
let first: Ended;
let second: Ended;
let now: Ended;
let beforehand: Ended;
let explanations: Record<Explained, Explanation>;

beforeAll(async () => {
  database = await testDatabase();
  state = await tempFolder();
  const variables = { DATABASE_URL: database.url, PACTWATCH_STATE: state.path };
  first = await pactwatch(['run'], variables);
  second = await inProcess(['run'], variables);
  now = await pactwatch(['status', '--json'], variables);
  beforehand = await inProcess(['status', '--json', '--as-of', '2020-01-01'], variables);
  const explained: [Explained, Explanation][] = [];
  for (const id of EXPLAINED) {
    const { stdout } = await inProcess(['explain', id, '--json'], variables);
    explained.push([id, Explanation.parse(JSON.parse(stdout))]);
  }
  explanations = Object.fromEntries(explained) as Record<Explained, Explanation>;
}, 120_000);
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await state[Symbol.asyncDispose]();
});

/** What stands in the document, as the publisher wrote it, where the locator leads. */
async function rawOf({ document, locator }: Pick<ExplainedInput, 'document' | 'locator'>): Promise<string> {
  const stored = await readDocument(database.db, document);
  return locate(stored!.bytes, locator);
}

describe('run', () => {
  test('prints the scorecard on stdout and tells of its steps on stderr', () => {
    expect(first.code, first.stderr).toBe(0);
    for (const [id, { ref, title }] of Object.entries(deal.commitments)) {
      expect(first.stdout).toContain(`${title}  ${id}, ${ref}`);
    }
    expect(first.stdout).not.toMatch(/^(?:pulled|judged|mail) /m);
    for (const id of Object.keys(deal.sources)) expect(first.stderr).toMatch(new RegExp(`^pulled  ${id}: `, 'm'));
    expect(first.stderr).toMatch(/^mail    compliance@example\.org: sent, .*\.eml$/m);
    expect(first.stderr).toMatch(/^Wrote \d+ vintages and 19 assessments, moved 1 incident, handled 1 mail\.$/m);
  });

  test('says of a second time that nothing changed, and shows the same standings', () => {
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).toContain(
      'Nothing changed: no vintage written, no standing moved, nothing opened, nothing mailed.',
    );
    // When a register was asked is told to the minute, and the second time is a later one.
    const untimed = (text: string) => text.replaceAll(/\d{2}:\d{2} UTC/g, 'UTC').replaceAll(/\s+/g, ' ');
    expect(untimed(second.stdout)).toBe(untimed(first.stdout));
  });

  test('leaves one mail in the outbox, which states its figure as it was reported', async () => {
    const [file, ...others] = await outboxOf(state.path);
    expect(others).toEqual([]);
    const mail = await readFile(path.join(state.path, 'outbox', file!), 'utf8');
    expect(mail).toMatch(/^To: .*<compliance@example\.org>/m);
    expect(mail).toContain('16,344,687 kg');
  });
});

describe('status --json', () => {
  const card = () => Scorecard.parse(JSON.parse(now.stdout));
  const commitment = (id: string) => card().commitments.find((one) => one.id === id)!;

  test('prints one JSON document of its schema and no other word', () => {
    expect(now.code).toBe(0);
    expect(now.stderr).toBe('');
    expect(card()).toMatchObject({ schema: 'pactwatch.status/1', deal: 'us-malaysia-2025', figures: 'recorded' });
  });

  test('has every commitment of the deal, in its order', () => {
    expect(card().commitments.map(({ id }) => id)).toEqual(Object.keys(deal.commitments));
    expect(Object.keys(deal.commitments)).toEqual(
      expect.arrayContaining([
        'no-export-restrictions',
        'raw-ore-ban',
        'refining-capacity-2030',
        'refining-share-2030',
        'lng-purchases',
        'lng-value',
        'investment',
      ]),
    );
  });

  test('writes every value as an exact decimal', () => {
    const values = card().commitments.flatMap(({ value, target, margin, figures }) => [
      value,
      target,
      margin,
      ...figures.map((figure) => figure.value),
    ]);
    const stated = values.filter((value) => value !== null);
    expect(stated.length).toBeGreaterThan(20);
    expect(stated.filter((value) => typeof value !== 'string' || canonicalDecimal(value) !== value)).toEqual([]);
  });

  // UN Comtrade, China's imports of HS 2846 from Malaysia in 2024, net weight.
  test('puts the ban on raw exports at risk by what China imported, and names it a proxy', () => {
    expect(commitment('raw-ore-ban')).toMatchObject({
      standing: 'at_risk',
      value: '16344687',
      target: '0',
      unit: 'kg',
      period: '2024',
      evidence: 'mirror',
      proxy: true,
    });
  });

  // EIA, NGM_EPG0_EVE_NUS-NMY_MMCF: 2,868 + 7,386 + … to August 2024, then nothing up to the release of 2026-09-30.
  test('shows that the last LNG cargo for Malaysia left in 2024', () => {
    const figures = commitment('lng-purchases').figures.filter(({ series }) => series === 'us-lng-to-malaysia');
    const by = (period: string) => figures.find((figure) => figure.period === period);
    expect(by('2024')).toMatchObject({ value: '18226', unit: 'MMcf' });
    expect(by('2025')).toMatchObject({ value: '0', unit: 'MMcf' });
    expect(by('2026-01/2026-07')).toMatchObject({ value: '0', unit: 'MMcf' });
  });

  // USITC DataWeb, HTS 2846 from Malaysia, January-April 2026 against January-April 2025.
  test('shows that a quarter of the mass reached the US that did a year before', () => {
    expect(commitment('no-export-restrictions')).toMatchObject({
      value: '135914',
      target: '525492',
      unit: 'kg',
      period: '2026-01/2026-04',
    });
  });

  test('calls nothing breached', () => {
    expect(card().commitments.filter(({ standing, legal }) => standing === 'breached' || legal === 'breached')).toEqual(
      [],
    );
  });
});

describe('explain --json', () => {
  const inputOf = (id: Explained, series: string, period: string) => {
    const { inputs, context } = explanations[id];
    const found = [...inputs, ...context].filter((input) => input.series === series && input.period === period);
    expect(found, `${series} of ${period} in ${id}`).not.toEqual([]);
    return found;
  };

  test.for<[Explained, string, string, string]>([
    ['raw-ore-ban', 'china-imports-2846-from-malaysia-kg', '2024', '16344687'],
    ['no-export-restrictions', 'us-imports-2846-from-malaysia-kg-ytd', '2026-01/2026-04', '135914'],
    ['no-export-restrictions', 'us-imports-2846-from-malaysia-kg-ytd', '2025-01/2025-04', '525492'],
  ])('of %s leads from %s of %s to %s in the document', async ([id, series, period, value]) => {
    const [input] = inputOf(id, series, period);
    expect(input).toMatchObject({ value, used: true, document: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(figureIn(await rawOf(input!))).toBe(value);
  });

  test('leads from every month without a cargo to a zero that EIA wrote', async () => {
    const last = Temporal.PlainYearMonth.from('2026-07');
    let month = Temporal.PlainYearMonth.from('2024-09');
    for (; Temporal.PlainYearMonth.compare(month, last) <= 0; month = month.add({ months: 1 })) {
      const [input] = inputOf('lng-purchases', 'us-lng-to-malaysia', month.toString());
      expect(input).toMatchObject({ value: '0', status: 'reported' });
      expect(figureIn(await rawOf(input!))).toBe('0');
    }
  });

  test('leads from the cargoes of 2024 to the figures that add up to 18226', async () => {
    const { inputs } = explanations['lng-purchases'];
    const months = inputs.filter(({ series, period }) => series === 'us-lng-to-malaysia' && period.startsWith('2024-'));
    const raw = await Promise.all(months.map(rawOf));
    expect(months).toHaveLength(12);
    expect(raw.reduce((sum, text) => sum + BigInt(figureIn(text)!), 0n)).toBe(18226n);
  });

  // Lynas, September quarter of 2025: 3,993 t in the company's report, 3,933 t in one outlet.
  test('shows both outputs that were reported of one quarter, and where each stands', async () => {
    const both = inputOf('refining-capacity-2030', 'lynas-reo-output', '2025-Q3');
    expect(both.map(({ value }) => value).toSorted()).toEqual(['3933', '3993']);
    expect(new Set(both.map(({ reportedBy }) => reportedBy)).size).toBe(2);
    for (const report of both) expect(figureIn(await rawOf(report))).toBe(report.value);
  });

  test('shows the arithmetic and the deal file that it was made by', () => {
    for (const id of EXPLAINED) {
      expect(explanations[id].dealDigest).toMatch(/^[0-9a-f]{64}$/);
      expect(explanations[id].steps, id).not.toEqual([]);
    }
  });
});

test('every vintage of the deal walks back to what its publisher wrote', async () => {
  const vintages = await database.db
    .selectFrom('vintage')
    .innerJoin('series', 'series.id', 'vintage.seriesId')
    .select(['series.key', 'vintage.period', 'vintage.value', 'vintage.locator', 'vintage.sha256 as document'])
    .execute();
  expect(vintages.length).toBeGreaterThan(200);
  const walked = await Promise.all(
    vintages.map(async (vintage) => ({ ...vintage, found: figureIn(await rawOf(vintage)) })),
  );
  expect(walked.filter(({ value, found }) => found !== (value === null ? null : canonicalDecimal(value)))).toEqual([]);
  expect(new Set(walked.map(({ document, locator }) => `${document} ${locator}`)).size).toBe(walked.length);
});

test('status --as-of a day before the first run knows of nothing', () => {
  expect(beforehand.code, beforehand.stderr).toBe(0);
  const card = Scorecard.parse(JSON.parse(beforehand.stdout));
  expect(card).toMatchObject({ asOf: '2020-01-01T23:59:59.999999Z', dataKnownTo: null, incidents: [], notices: [] });
  expect(new Set(card.commitments.map(({ standing }) => standing))).toEqual(new Set(['unknown']));
  expect(new Set(card.sources.map(({ outcome }) => outcome))).toEqual(new Set(['never']));
});
