import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { BackfillLine, PartitionLine, PlanLine } from '../../services/backfill/schema.ts';
import { type Ended, pactwatch, type Running, start } from '../support/command.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { inProcess } from '../support/in-process.ts';
import { type LngPublisher, startLngPublisher } from '../support/lng-publisher.ts';

const LONG = { timeout: 120_000 };
const PATIENCE = { timeout: 40_000 };
const SPAN = ['--from', '2022', '--to', '2026-10'];
// EIA has figures of these years from 2023-05 on.
const YEARS = ['2022', '2023', '2024', '2025', '2026-01/2026-10'];
const NOTHING_IN_2022 = { period: '2022', state: 'empty', fault: 'no_content' };

let publisher: LngPublisher;
let whole: { readonly database: TestDatabase; readonly ended: Ended };
let undisturbed: string[];

const variablesFor = ({ url }: TestDatabase) => ({ ...publisher.variables, DATABASE_URL: url });
const backfill = (database: TestDatabase, ...more: string[]): Promise<Ended> =>
  inProcess(['backfill', 'eia-lng', ...SPAN, ...more], variablesFor(database));

/** One in a process of its own, which can be killed. */
function started(database: TestDatabase, ...more: string[]): Running {
  const running = start(['backfill', 'eia-lng', ...SPAN, ...more], { variables: variablesFor(database) });
  onTestFinished(() => running[Symbol.dispose]());
  return running;
}

/** Every figure, with the document that it stands in and its place there. */
async function vintagesOf({ db }: TestDatabase): Promise<string[]> {
  const rows = await db
    .selectFrom('vintage')
    .innerJoin('series', 'series.id', 'vintage.seriesId')
    .select(['key', 'period', 'value', 'status', 'sha256', 'locator'])
    .orderBy('key')
    .orderBy('periodStart')
    .orderBy('knownFrom')
    .execute();
  return rows.map((row) => JSON.stringify(Object.values(row)));
}

const partitionsOf = ({ db }: TestDatabase) =>
  db.selectFrom('partition').select(['period', 'state', 'fault', 'attempts']).orderBy('periodStart').execute();

const linesOf = ({ stdout }: Ended): unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

/** Lets the requests of a year hang for as long as they come from one process. */
function hangAt(year: string): { hangs(): boolean } {
  let hung = 0;
  publisher.meddle((asked) => {
    if (asked !== year) return undefined;
    hung += 1;
    return { silent: true };
  });
  return { hangs: () => hung > 0 };
}

beforeAll(async () => {
  publisher = await startLngPublisher();
  await using database = await testDatabase();
  const ended = await backfill(database);
  if (ended.code !== 0) throw new Error(ended.stderr);
  undisturbed = await vintagesOf(database);
  whole = { database, ended };
}, 120_000);
afterAll(() => publisher.close());
beforeEach(() => {
  publisher.meddle(() => undefined);
  (publisher.requests as unknown[]).length = 0;
});

test('a backfill killed twice in the middle ends with exactly the rows of an undisturbed one', LONG, async () => {
  await using database = await testDatabase();
  for (const year of ['2023', '2025']) {
    const { hangs } = hangAt(year);
    const running = started(database);
    await expect.poll(hangs, PATIENCE).toBe(true);
    running.kill('SIGKILL');
    await running.ended;
    expect(await partitionsOf(database)).toContainEqual(
      expect.objectContaining({ period: year, state: 'running', fault: null }),
    );
  }
  publisher.meddle(() => undefined);
  const last = await backfill(database);
  expect(last.code, last.stderr).toBe(0);

  expect(undisturbed.length).toBeGreaterThan(40);
  expect(await vintagesOf(database)).toEqual(undisturbed);
  expect((await partitionsOf(database)).map(({ period, state }) => `${period} ${state}`)).toEqual(
    YEARS.map((period) => `${period} ${period === '2022' ? 'empty' : 'done'}`),
  );
  // What was done was not asked for again; what was empty, or cut short, was.
  expect(publisher.years()).toEqual(['2022', '2023', '2022', '2023', '2024', '2025', '2022', '2025', '2026']);
});

test('tells of each partition, of the whole, and of what an empty answer says', () => {
  const { ended } = whole;
  const lines = linesOf(ended);
  expect(lines.slice(0, -1).map((line) => PartitionLine.parse(line))).toMatchObject([
    { ...NOTHING_IN_2022, rows: 0, added: 0, attempts: 1, by: 'this' },
    { period: '2023', state: 'done', fault: null, rows: 8, added: 8, revised: 0 },
    { period: '2024', state: 'done', rows: 12, added: 12 },
    { period: '2025', state: 'done', rows: 12, added: 12 },
    { period: '2026-01/2026-10', state: 'done', figures: 'live', source: 'eia-lng' },
  ]);
  expect(BackfillLine.parse(lines.at(-1))).toMatchObject({
    from: '2022-01',
    to: '2026-10',
    partitions: { total: 5, before: 0, done: 4, empty: 1, failed: 0, left: 0 },
    rows: undisturbed.length,
    added: undisturbed.length,
    revised: 0,
  });
  expect(ended.stderr).toContain('no_content: 2022.');
  expect(ended.stderr).toContain('pactwatch run does so, and a running worker within a minute');
});

test('done is not asked for again unless it is forced, and then it writes nothing that is known', LONG, async () => {
  await using database = await testDatabase(whole.database);
  const again = await backfill(database);
  expect(publisher.years()).toEqual(['2022']);
  expect(BackfillLine.parse(linesOf(again).at(-1)).partitions).toMatchObject({ total: 5, before: 4, empty: 1 });
  const forced = await backfill(database, '--force');
  expect(BackfillLine.parse(linesOf(forced).at(-1))).toMatchObject({
    partitions: { before: 0, done: 4, empty: 1 },
    rows: undisturbed.length,
    added: 0,
    revised: 0,
  });
  expect(await vintagesOf(database)).toEqual(undisturbed);
});

test('a forced one that is killed is gone on with by one that is not', LONG, async () => {
  await using database = await testDatabase(whole.database);
  const { hangs } = hangAt('2024');
  const running = started(database, '--force');
  await expect.poll(hangs, PATIENCE).toBe(true);
  running.kill('SIGKILL');
  await running.ended;
  publisher.meddle(() => undefined);
  (publisher.requests as unknown[]).length = 0;
  await backfill(database);
  expect(publisher.years()).toEqual(['2022', '2024', '2025', '2026']);
});

test('one that fails holds up no other, and is asked for again by the next run', LONG, async () => {
  await using database = await testDatabase();
  publisher.meddle((year) => (year === '2024' ? { status: 403, body: '{"error":"OVER_RATE_LIMIT"}' } : undefined));
  const down = await backfill(database);
  expect(down.code, down.stderr).toBe(4);
  expect(down.stderr).toMatch(/failed {2}eia-lng 2024: throttled, .*answered 403/);
  expect(down.stderr).toContain('It passes when the quota is renewed');
  expect(down.stderr).toContain('Go on with: pactwatch backfill eia-lng --from 2022 --to 2026-10');

  publisher.meddle((year) => (year === '2024' ? { status: 401, body: '{"error":"made up"}' } : undefined));
  const refused = await backfill(database);
  expect(refused.code, refused.stderr).toBe(1);
  expect(refused.stderr).toContain('Set or correct PACTWATCH_EIA_KEY');
  expect(refused.stderr).not.toContain(publisher.variables['PACTWATCH_EIA_KEY']);

  publisher.meddle(() => undefined);
  expect((await backfill(database)).code).toBe(0);
  expect(await vintagesOf(database)).toEqual(undisturbed);
  expect(await partitionsOf(database)).toContainEqual({ period: '2024', state: 'done', fault: null, attempts: 3 });
});

test('two side by side share the work: no partition is asked for twice', LONG, async () => {
  await using database = await testDatabase();
  const span = ['--from', '2023', '--to', '2026-10'];
  const one = () => pactwatch(['backfill', 'eia-lng', ...span], variablesFor(database));
  const ended = await Promise.all([one(), one()]);
  for (const { code, stderr } of ended) expect(code, stderr).toBe(0);
  expect(publisher.years().toSorted()).toEqual(['2023', '2024', '2025', '2026']);
  expect(await vintagesOf(database)).toEqual(undisturbed);
});

test('what another one leaves behind when it is killed is taken up by the one beside it', LONG, async () => {
  await using database = await testDatabase();
  const { hangs } = hangAt('2023');
  const doomed = started(database);
  await expect.poll(hangs, PATIENCE).toBe(true);
  publisher.meddle(() => undefined);
  const other = backfill(database);
  // It has done all that is free, and waits.
  await expect
    .poll(async () => (await partitionsOf(database)).filter(({ state }) => state === 'done').length, PATIENCE)
    .toBe(3);
  doomed.kill('SIGKILL');
  const { code, stderr } = await other;
  expect(code, stderr).toBe(0);
  expect(await vintagesOf(database)).toEqual(undisturbed);
});

test('on SIGINT the call under way is finished, and what is left is told', LONG, async () => {
  await using database = await testDatabase();
  let asked = false;
  publisher.meddle((year, answer) => {
    if (year !== '2023') return undefined;
    asked = true;
    return { ...answer(), delayMs: 1500 };
  });
  const running = started(database);
  await expect.poll(() => asked, PATIENCE).toBe(true);
  running.kill('SIGINT');
  const { code, stderr } = await running.ended;
  publisher.meddle(() => undefined);
  expect(code, stderr).toBe(130);
  expect(stderr).toContain('Stopping after the call that is under way');
  expect(stderr).toContain('Left: 2024, 2025, 2026-01/2026-10.');
  expect(await partitionsOf(database)).toContainEqual({ period: '2023', state: 'done', fault: null, attempts: 1 });
  await backfill(database);
  expect(await vintagesOf(database)).toEqual(undisturbed);
});

test('--dry-run tells what would be asked, and asks and changes nothing', LONG, async () => {
  await using database = await testDatabase();
  const plan = await backfill(database, '--dry-run');
  expect(linesOf(plan).map((line) => PlanLine.parse(line))).toMatchObject(
    YEARS.map((period) => ({ period, state: 'missing', asks: true, requests: 1 })),
  );
  expect(publisher.requests).toHaveLength(0);
  expect(await partitionsOf(database)).toEqual([]);

  await using done = await testDatabase(whole.database);
  const after = linesOf(await backfill(done, '--dry-run')).map((line) => PlanLine.parse(line));
  expect(after.filter(({ asks }) => asks)).toMatchObject([NOTHING_IN_2022]);
});

test('it records no pull and judges nothing: the next run does', async () => {
  await using database = await testDatabase(whole.database);
  for (const table of ['pull', 'assessment', 'incident', 'notice'] as const) {
    expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
  }
});

test.for<[string, string[], RegExp]>([
  ['a source that the deal does not have', ['eia', ...SPAN], /no source "eia" in us-malaysia-2025: .*eia-lng/],
  [
    'a span that ends before it begins',
    ['eia-lng', '--from', '2026', '--to', '2015'],
    /--from 2026 is after --to 2015/,
  ],
  ['a span of the future', ['eia-lng', '--from', '2999', '--to', '3000'], /or after the present month/],
  ['no period', ['eia-lng', '--from', 'may', '--to', '2026'], /write a year, a quarter or a month/],
  ['a span without an end', ['eia-lng', '--from', '2015'], /--to/],
])('%s is wrong usage', async ([, args, says]) => {
  const { code, stdout, stderr } = await inProcess(['backfill', ...args], { DATABASE_URL: 'postgres://127.0.0.1:1/x' });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(says);
});

test('recorded figures are one partition, and a source without any cannot be asked', LONG, async () => {
  await using database = await testDatabase();
  const recorded = (source: string) => inProcess(['backfill', source, ...SPAN], { DATABASE_URL: database.url });
  const ended = await recorded('eia-lng');
  expect(ended.code, ended.stderr).toBe(0);
  expect(linesOf(ended)).toMatchObject([{ period: '2022-01/2026-10', state: 'done', figures: 'recorded' }, {}]);
  const idle = await recorded('census-imports');
  expect(idle.code).toBe(2);
  expect(idle.stderr).toContain('census-imports cannot be asked for recorded figures');
});
