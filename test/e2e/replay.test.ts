import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Explanation } from '../../services/explain/schema.ts';
import { Replay } from '../../services/replay/schema.ts';
import { Scorecard } from '../../services/scorecard/schema.ts';
import { tempFolder, type TempFolder } from '../support/app.ts';
import { type Ended, pactwatch } from '../support/command.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { inProcess } from '../support/in-process.ts';
import { DEAL_FOLDER } from '../support/us-malaysia-folder.ts';

let database: TestDatabase;
let state: TempFolder;
let twice: Ended;
let variables: Readonly<Record<string, string>>;

beforeAll(async () => {
  database = await testDatabase();
  state = await tempFolder();
  const folder = path.join(state.path, 'deal');
  await cp(DEAL_FOLDER, folder, { recursive: true });
  variables = { DATABASE_URL: database.url, PACTWATCH_STATE: state.path, PACTWATCH_DEAL: folder };
  await inProcess(['run'], variables);
  await inProcess(['run'], variables);
  twice = await pactwatch(['replay', '--from', '2024-01-01', '--json'], variables);
  // A revision that is made up: the imports of the year so far are next to none.
  const table = path.join(folder, 'figures/usitc-dataweb.csv');
  const figure = 'us-imports-2846-from-malaysia-usd-ytd,2026-01/2026-04,';
  const text = await readFile(table, 'utf8');
  await writeFile(table, text.replace(`${figure}1287367,`, `${figure}12,`));
  await inProcess(['run'], variables);
}, 120_000);
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await state[Symbol.asyncDispose]();
});

const replay = (...args: readonly string[]) => inProcess(['replay', ...args], variables);
const parsed = ({ stdout }: Ended): Replay => Replay.parse(JSON.parse(stdout));
/** When UN Comtrade released China's imports of HS 2846 from Malaysia in 2024. */
const RELEASED = '2025-07-04T18:20:18.850165Z';
const HISTORY = ['--from', '2024-01-01', '--to', '2026-11-23', '--clock', 'published'] as const;

describe('replay of the shipped deal', () => {
  const SAME = { result: 'identical', differences: [], restatements: [], unjudged: [] };

  test('after two runs is identical', () => {
    expect(twice.code, twice.stderr).toBe(0);
    expect(parsed(twice)).toMatchObject(SAME);
    expect(parsed(twice).compared).toBeGreaterThanOrEqual(19);
  });

  test('after a revision is identical too, with the judgements that followed on it', async () => {
    const ended = await replay('--from', '2024-01-01', '--step', 'release', '--json');
    expect(ended.code, ended.stderr).toBe(0);
    expect(parsed(ended)).toMatchObject(SAME);
    expect(parsed(ended).compared).toBeGreaterThan(parsed(twice).compared);
    expect((await replay('--from', '2024-01-01')).stdout).toContain('Identical: ');
  });

  test('on the published clock tells when China published its imports of 2024, the same each time', async () => {
    const [once, again] = await Promise.all([replay(...HISTORY, '--json'), replay(...HISTORY, '--json')]);
    expect(once.code, once.stderr).toBe(0);
    expect(again.stdout).toBe(once.stdout);
    const { result, moves } = parsed(once);
    expect(result).toBe('made');
    expect(moves.findLast(({ commitment }) => commitment === 'raw-ore-ban')).toMatchObject({
      at: RELEASED,
      from: { standing: 'unknown' },
      to: { standing: 'at_risk', value: '16344687', period: '2024' },
    });
    expect((await replay(...HISTORY)).stdout).toContain('4 July 2025, 18:20 UTC: ▲ at risk, before unknown');
  });

  test('a stored assessment that was changed is named, with exit code 1', async () => {
    const change = (from: string, to: string) =>
      sql`update assessment set legal = ${to} where commitment = 'raw-ore-ban' and legal = ${from}`.execute(
        database.db,
      );
    await change('disputed', 'compliant');
    try {
      const { code, stdout } = await replay('--from', '2024-01-01');
      expect(code).toBe(1);
      expect(stdout).toMatch(/The first is\s+raw-ore-ban/);
      expect(stdout).toContain('stored: "compliant"');
      expect(stdout).toContain('made: "disputed"');
    } finally {
      await change('compliant', 'disputed');
    }
  });

  test('of a time before anything was known has nothing to compare, and says so', async () => {
    const { code, stdout } = await replay('--from', '2024-01-01', '--to', '2024-12-31');
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing to compare');
  });

  test.each([
    [['--from', '2026-01-01', '--to', '2025-01-01'], /--from .* is after --to/],
    [['--step', 'day'], /needs --from/],
    [['--clock', 'wall'], /known, published/],
    [['--from', 'yesterday'], /write a date/],
  ])('%j is refused', async (args, words) => {
    const { code, stderr } = await replay(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });
});

test('status and explain on the published clock are of what had been released', async () => {
  const at = ['--clock', 'published', '--as-of', '2025-08-01', '--json'];
  const card = Scorecard.parse(JSON.parse((await inProcess(['status', ...at], variables)).stdout));
  expect(card).toMatchObject({ clock: 'published', dataKnownTo: expect.stringMatching(/^2025-/) });
  expect(card.commitments.find(({ id }) => id === 'raw-ore-ban')).toMatchObject({
    standing: 'at_risk',
    since: RELEASED,
  });
  const explained = await inProcess(['explain', 'raw-ore-ban', ...at], variables);
  expect(Explanation.parse(JSON.parse(explained.stdout))).toMatchObject({
    assessment: null,
    clock: 'published',
    standing: 'at_risk',
    since: RELEASED,
  });
});
