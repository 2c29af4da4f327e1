import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Deal } from '../config/deal/schema.ts';
import { openDeal } from '../services/deal.ts';
import { assessBare } from './assess/bare.ts';
import { readersOf, writeDeal } from './assess/deal.ts';
import { assessFigures, type Full, type Pair, type Released } from './assess/figures.ts';
import { NOW, release } from './assess/history.ts';
import { forgetJudgements, type Judged, judged, look } from './assess/look.ts';
import { replayShippedDeal } from './assess/replay.ts';
import { figuresIn } from './assess/windows.ts';
import { settle } from './ingest/databases.ts';
import type { Measured } from './report.ts';
import { openServer } from './server.ts';

const say = (line: string) => console.error(`bench: ${line}`);

/** Sources of the deal, and of one a tenth of its size. */
const SOURCES = 100;
const FEW = 10;

/**
 * Measures how a made-up deal of a thousand commitments over ten thousand series is judged: all of it, and after the
 * release of one source; and whether what a release costs grows with the history. Last, a replay of the shipped deal.
 * `--quick` for trying, a tenth of the size. `--database URL` for a PostgreSQL of one's own, whose user may create
 * databases; otherwise an embedded one, set up as the product's.
 */
export async function benchAssess(args: readonly string[]): Promise<readonly Measured[]> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '3' },
      database: { type: 'string' },
    },
  });
  await using cleanUp = new AsyncDisposableStack();
  const { folder, url } = await openServer(values.database, cleanUp, say);
  const rounds = Array.from({ length: Number(values.rounds) }, (_, round) => round);
  const small = await dealOf(folder, FEW);
  const large = values.quick ? small : await dealOf(folder, SOURCES);

  say('filling the databases');
  const open = async (name: string, deal: Deal, years: number, vintages: number) =>
    cleanUp.use(await judged(url, `pactwatch_bench_${name}`, deal, { years, vintages }));
  const whole = await open('whole', large, 10, 5);
  const short = await open('short', small, 10, values.quick ? 1 : 5);
  const long = await open('long', small, 20, values.quick ? 5 : 25);

  const fulls: Full[] = [];
  for (const round of rounds) {
    say(`everything, round ${round + 1}`);
    fulls.push(await judgeAll(whole));
  }
  const releases: Released[] = [];
  for (const round of rounds) releases.push(await judgeRelease(whole, round));

  say('the same with a tenth of the history');
  const before = [await look(short, NOW), await look(long, NOW)];
  if (before[0]!.standings.join() !== before[1]!.standings.join()) throw new Error('the two histories are not alike');
  const pairs: Pair[] = [];
  // Of a source each time, one history and the other first in turn.
  for (let source = 0; source < FEW; source += 1) {
    const first = source % 2 === 0 ? short : long;
    const one = await judgeRelease(first, source);
    const other = await judgeRelease(first === short ? long : short, source);
    pairs.push(first === short ? { short: one, long: other } : { short: other, long: one });
  }

  say('replaying the shipped deal');
  const replays = await replayShippedDeal(url, folder);
  return assessFigures({ deal: large, fulls, releases, pairs, replays });
}

async function dealOf(folder: string, sources: number): Promise<Deal> {
  const own = path.join(folder, `deal-${sources}`);
  await mkdir(own);
  await writeDeal(own, sources);
  return openDeal(own);
}

async function judgeAll(all: Judged): Promise<Full> {
  const { database, deal } = all;
  await forgetJudgements(all);
  await settle(database);
  const looked = await look(all, NOW);
  const idle = await look(all, NOW);
  await settle(database);
  const bare = await assessBare(database, deal);
  const full = { looked, idle, bare, needed: await figuresIn(database, deal, looked.judged) };
  say(JSON.stringify({ ms: looked.ms, bare, judged: looked.judged.length, read: looked.read, needed: full.needed }));
  return full;
}

/** Lets a source release, and judges what it touched. */
async function judgeRelease(all: Judged, source: number): Promise<Released> {
  const { database, deal, db } = all;
  const at = NOW.add({ minutes: source + 1 });
  await release(db, deal, source, at);
  await settle(database);
  const looked = await look(all, at);
  const readers = readersOf(source, Object.keys(deal.sources).length);
  if (looked.judged.toSorted().join() !== readers.toSorted().join()) {
    throw new Error(
      `after a release of source ${source} were judged ${looked.judged.join()}, and not ${readers.join()}`,
    );
  }
  return { looked, needed: await figuresIn(database, deal, looked.judged) };
}
