import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../../config/vocabulary/evidence.ts';
import type { Replay } from '../../services/replay/schema.ts';
import { createDatabase } from '../ingest/databases.ts';

export interface Replayed {
  readonly clock: Clock;
  /** The whole command, from its start to its end. */
  readonly ms: number;
  readonly commitments: number;
  readonly replay: Replay;
}

const MAIN = path.join(import.meta.dirname, '..', '..', 'cli', 'main.ts');

/** Runs the shipped deal once from its recorded figures, and replays the whole of its history on both clocks. */
export async function replayShippedDeal(serverUrl: string, folder: string): Promise<Replayed[]> {
  await using database = await createDatabase(serverUrl, 'pactwatch_bench_replay');
  const pactwatch = async (...args: readonly string[]) => {
    const env = {
      PATH: process.env['PATH'],
      PACTWATCH_STATE: path.join(folder, 'shipped'),
      DATABASE_URL: database.url,
    };
    return (await promisify(execFile)(process.execPath, [MAIN, ...args], { env, maxBuffer: 2 ** 28 })).stdout;
  };
  await pactwatch('run');
  const replayed: Replayed[] = [];
  for (const clock of ['known', 'published'] as const) {
    const start = performance.now();
    const stdout = await pactwatch('replay', '--json', '--clock', clock);
    const ms = performance.now() - start;
    const { rows } = await database.client.query<{ count: number }>('select count(*)::integer as count from assessed');
    replayed.push({ clock, ms, commitments: rows[0]!.count, replay: JSON.parse(stdout) as Replay });
  }
  return replayed;
}
