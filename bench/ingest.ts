import { execFile } from 'node:child_process';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { writeBulkFile, writeJsonAnswer } from './ingest/answers.ts';
import type { Outcome, Task } from './ingest/child.ts';
import {
  type BenchDatabase,
  copyBare,
  countVintages,
  createDatabase,
  exportRows,
  fill,
  forget,
  registerSeries,
  settle,
} from './ingest/databases.ts';
import { startPublisher } from './ingest/publisher.ts';
import { bulkShape, jsonShape, recordsIn, seriesIn, type Shape } from './ingest/shape.ts';
import { ingestFigures, type Round } from './ingest/figures.ts';
import type { Measured } from './report.ts';
import { openServer } from './server.ts';

const say = (line: string) => console.error(`bench: ${line}`);
const child = path.join(import.meta.dirname, 'ingest', 'child.ts');

/**
 * Measures the way of made-up answers of Comtrade from a local HTTP server to committed vintages, beside a bare COPY.
 * `--quick` for trying, a twentieth of the size, and `--scale N` for one Nth of it: what is small is all start, and says
 * little. `--database URL` for a PostgreSQL of one's
 * own, whose user may create databases; otherwise an embedded one, set up as the product's.
 */
export async function benchIngest(args: readonly string[]): Promise<readonly Measured[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      scale: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      database: { type: 'string' },
    },
  });
  const scale = Number(values.scale ?? (values.quick ? 20 : 1));
  await using cleanUp = new AsyncDisposableStack();
  const { folder, url: serverUrl } = await openServer(values.database, cleanUp, say);

  const large = bulkShape(1_000_000 / scale);
  const small = bulkShape(250_000 / scale);
  const json = jsonShape(seriesIn(large) + 1, Math.ceil(85 / scale));

  say('writing the answers');
  const file = (name: string) => path.join(folder, name);
  const files = new Map(['large', 'small', 'json'].map((name) => [name, file(name)]));
  await writeBulkFile(file('large'), large);
  await writeBulkFile(file('small'), small);
  await writeJsonAnswer(file('json'), json);
  const publisher = cleanUp.use(await startPublisher(files));

  say('filling the databases');
  const empty = cleanUp.use(await createDatabase(serverUrl, 'pactwatch_bench_empty'));
  const full = cleanUp.use(await createDatabase(serverUrl, 'pactwatch_bench_full'));
  for (const shape of [large, json]) await registerSeries(empty, shape);
  const storedSeries = 1_000_000 / scale;
  await fill(full, storedSeries, 10);

  const task = (database: BenchDatabase, name: string, shape: Shape): Task => ({
    databaseUrl: database.url,
    baseUrl: `${publisher.url}/${name === 'json' ? 'json' : 'bulk'}/${name}`,
    form: name === 'json' ? 'json' : 'bulk',
    shape,
  });
  const quiet = async () => {
    for (const database of [empty, full]) await settle(database);
  };
  const fresh = async (database: BenchDatabase, name: string, shape: Shape): Promise<Outcome> => {
    if (database === empty) await forget(empty);
    await quiet();
    const outcome = await run(task(database, name, shape));
    const due = recordsIn(shape) * 2;
    if (outcome.added !== due) throw new Error(`${name}: ${outcome.added} vintages were added, and ${due} were due`);
    return outcome;
  };

  const rounds: Round[] = [];
  for (let number = 1; number <= Number(values.rounds); number += 1) {
    say(`round ${number}`);
    const first = await fresh(empty, 'large', large);
    if (number === 1) await exportRows(empty, file('large-rows'));
    await quiet();
    const bare = await copyBare(empty, file('large-rows'));
    await quiet();
    const again = await run(task(empty, 'large', large));
    const count = await countVintages(empty);
    if (count !== first.added) throw new Error(`the re-pull left ${count} vintages of ${first.added}`);
    // Of one more country each time, so that nothing has to be taken away.
    const further = bulkShape(recordsIn(large), storedSeries + 1 + (number - 1) * seriesIn(large));
    await registerSeries(full, further);
    const beside = await fresh(full, 'large', further);
    const smaller = await fresh(empty, 'small', small);
    const api = await fresh(empty, 'json', json);
    if (number === 1) await exportRows(empty, file('json-rows'));
    await quiet();
    const bareApi = await copyBare(empty, file('json-rows'));
    rounds.push({ first, again, bare, beside, smaller, api, bareApi });
    say(JSON.stringify(rounds.at(-1)));
  }
  return ingestFigures(rounds, { large, small, json, stored: 10_000_000 / scale });
}

/** The task goes by stdin: it holds a password. */
async function run(task: Task): Promise<Outcome> {
  const running = promisify(execFile)(process.execPath, [child], { timeout: 30 * 60_000 });
  running.child.stdin!.end(JSON.stringify(task));
  return JSON.parse((await running).stdout) as Outcome;
}
