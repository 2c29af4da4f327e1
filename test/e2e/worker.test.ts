import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../support/app.ts';
import { type Running, start } from '../support/command.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { startPublisherServer } from '../support/publisher-server.ts';
import { DEAL_FOLDER } from '../support/us-malaysia-folder.ts';

const LONG = { timeout: 120_000 };
const PATIENCE = { timeout: 40_000 };

/** A copy of the shipped deal of which one source is due every second, and no other soon. */
async function dealDueEverySecond(source: string): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  await cp(DEAL_FOLDER, folder.path, { recursive: true });
  const file = path.join(folder.path, 'deal.yaml');
  const text = await readFile(file, 'utf8');
  const seldom = text.replace(/^( {4}schedule:) .*$/gm, "$1 '0 0 29 2 *'");
  const [before, after] = seldom.split(`\n  ${source}:\n`) as [string, string];
  await writeFile(file, `${before}\n  ${source}:\n${after.replace("'0 0 29 2 *'", "'* * * * * *'")}`);
  return folder.path;
}

async function startWorker(variables: Readonly<Record<string, string>>): Promise<Running> {
  const state = await tempFolder();
  onTestFinished(() => state[Symbol.asyncDispose]());
  const worker = start(['worker'], { variables: { PACTWATCH_STATE: state.path, ...variables } });
  onTestFinished(() => worker[Symbol.dispose]());
  return worker;
}

const pullsOf = ({ db }: TestDatabase) => db.selectFrom('pull').select(['source', 'outcome']).execute();

test('two workers pull once an instant, judge by themselves, and end on SIGTERM in peace', LONG, async () => {
  await using database = await testDatabase();
  const deal = await dealDueEverySecond('comtrade-china');
  const variables = { DATABASE_URL: database.url, PACTWATCH_DEAL: deal, PACTWATCH_GROUP_WAIT: 'PT0S' };
  const workers = [await startWorker(variables), await startWorker(variables)];
  for (const worker of workers) await expect.poll(() => worker.said(), PATIENCE).toContain('"msg":"watching"');
  const already = (await pullsOf(database)).length;
  await expect.poll(async () => (await pullsOf(database)).length, PATIENCE).toBeGreaterThan(already + 2);
  await expect
    .poll(() => database.db.selectFrom('message').select('state').execute(), PATIENCE)
    .toEqual([{ state: 'sent' }]);

  const before = performance.now();
  for (const worker of workers) worker.kill('SIGTERM');
  const ended = await Promise.all(workers.map((worker) => worker.ended));
  expect(performance.now() - before).toBeLessThan(15_000);
  expect(ended.map(({ code, stdout }) => ({ code, stdout }))).toEqual(workers.map(() => ({ code: 0, stdout: '' })));
  for (const { stderr } of ended) {
    const lines = stderr.trim().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toHaveLength(lines.length);
  }
  const pulls = await pullsOf(database);
  expect(new Set(pulls.map(({ source, outcome }) => `${source} ${outcome}`))).toEqual(new Set(['comtrade-china ok']));
  const { rows: jobs } = await sql<{ id: string; state: string }>`
    select id, state from bullmq.job where queue = 'us-malaysia-2025.pull'`.execute(database.db);
  expect(jobs.filter(({ id }) => !/^pull-comtrade-china-at\d+000$/.test(id))).toEqual([]);
  expect(pulls).toHaveLength(jobs.filter(({ state }) => state === 'completed').length);
});

test('a second SIGINT ends a worker at once, whatever it is waiting for', LONG, async () => {
  await using database = await testDatabase();
  await using publisher = await startPublisherServer();
  publisher.answer('/v2/natural-gas/move/expc/data/', { silent: true });
  const worker = await startWorker({
    DATABASE_URL: database.url,
    PACTWATCH_DEAL: await dealDueEverySecond('eia-lng'),
    PACTWATCH_SOURCES: 'live',
    PACTWATCH_CONTACT: 'https://example.org/contact',
    PACTWATCH_EIA_URL: publisher.url,
    PACTWATCH_EIA_KEY: 'made-up-eia-key-7f31',
  });
  await expect.poll(() => publisher.requests.length, PATIENCE).toBeGreaterThan(0);
  worker.kill('SIGINT');
  await expect.poll(() => worker.said(), PATIENCE).toContain('"msg":"stopping"');
  worker.kill('SIGINT');
  const { code, stderr } = await worker.ended;
  expect(code).toBe(130);
  expect(stderr).not.toContain('made-up-eia-key');
});
