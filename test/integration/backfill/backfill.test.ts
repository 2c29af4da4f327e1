import { beforeEach, describe, expect, test } from 'vitest';
import { openPartitionLocks, type PartitionLocks } from '../../../db/partition-locks.ts';
import { backfill, type BackfillResult, type Settled } from '../../../services/backfill/backfill.ts';
import { planPartitions } from '../../../services/backfill/plan.ts';
import { SourceError } from '../../../services/sources/errors.ts';
import { askFor } from '../../../services/sources/pull/ask.ts';
import { connectors } from '../../../services/sources/registry.ts';
import type { Ask, Transport } from '../../../services/sources/transport.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { answer, deal, giving, LNG, NOW, scripted } from '../../support/pulls.ts';
import { storeSeries } from '../../support/tin-ledger.ts';

const SOURCE = 'eia-lng';
const query = connectors['eia']!.query.parse(deal.sources[SOURCE]!.query);
const SPAN = { from: Temporal.PlainYearMonth.from('2024-01'), to: Temporal.PlainYearMonth.from('2026-10') };
const ACCESS = { baseUrl: 'https://api.eia.gov', hasKey: true };
const partitions = planPartitions({ connector: connectors['eia']!, query }, SPAN, { access: ACCESS, mode: 'live' });

const GOOD = answer(LNG, { url: 'https://api.eia.gov/v2/x' });
const yearOf = ({ span }: Ask) => span.from.year;
const NEVER = new AbortController().signal;
const QUIET = { begun: () => {}, asking: () => {}, settled: () => {} };

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
  return () => database[Symbol.asyncDispose]();
});

const openLocks = () => openPartitionLocks(database.url, database.db, () => {});

interface Given {
  readonly force?: boolean;
  readonly queryDigest?: string;
  readonly stopping?: AbortSignal;
  readonly locks?: PartitionLocks;
  readonly begun?: () => void;
}

/** A backfill as a process of its own would make it. */
async function run(
  transport: Transport,
  { force = false, queryDigest = 'one', stopping = NEVER, locks, begun = () => {} }: Given = {},
): Promise<BackfillResult> {
  const { db } = database;
  const seriesIds = await storeSeries(db, deal);
  await using own = locks ?? (await openLocks());
  const context = { db, deal, connectors, seriesIds, transport, now: () => NOW, locks: own };
  return await backfill(context, { source: SOURCE, partitions, queryDigest, force }, { ...QUIET, begun }, stopping);
}

const told = ({ settled }: BackfillResult) =>
  settled.map(({ row, by }: Settled) => `${row.period} ${row.state} by ${by}`);
const stored = () =>
  database.db
    .selectFrom('partition')
    .select(['period', 'state', 'fault', 'detail', 'attempts'])
    .orderBy('periodStart')
    .execute();

const vintages = () => database.db.selectFrom('vintage').select(['id', 'period', 'value', 'sha256']).execute();

/** A transport whose answer for a year waits to be let go. */
function held(year: number): { transport: Transport; asked: Promise<void>; letGo: () => void; years: number[] } {
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const years: number[] = [];
  const transport: Transport = {
    mode: 'live',
    idle: () => undefined,
    async *answers(ask) {
      years.push(yearOf(ask));
      if (yearOf(ask) === year) {
        asked.resolve();
        await gate.promise;
      }
      yield GOOD;
    },
  };
  return { transport, asked: asked.promise, letGo: gate.resolve, years };
}

test('each partition is asked for with its own span, oldest first', async () => {
  const asked: string[] = [];
  const result = await run(
    scripted(({ span }) => {
      asked.push(`${span.from}/${span.to}`);
      return [GOOD];
    }),
  );
  expect(asked).toEqual(['2024-01/2024-12', '2025-01/2025-12', '2026-01/2026-10']);
  expect(told(result)).toEqual(['2024 done by this', '2025 done by this', '2026-01/2026-10 done by this']);
  expect(result.left).toEqual([]);
});

test('a partition that another process was at when this one began is not asked for again', async () => {
  const first = held(2024);
  const running = run(first.transport);
  await first.asked;
  const begun = Promise.withResolvers<void>();
  const second = held(0);
  const beside = run(second.transport, { begun: begun.resolve });
  await begun.promise;
  first.letGo();
  const results = await Promise.all([running, beside]);
  expect([...first.years, ...second.years].toSorted()).toEqual([2024, 2025, 2026]);
  // Each of them ends when all is settled, whoever did it.
  for (const { settled, left } of results) {
    expect(settled.map(({ row }) => row.period).toSorted()).toEqual(partitions.map(({ period }) => period));
    expect(left).toEqual([]);
  }
});

test('one that is forced beside another one joins it, and forces nothing', async () => {
  await run(giving(GOOD));
  const first = held(2024);
  const running = run(first.transport, { force: true });
  await first.asked;
  const second = held(0);
  const beside = run(second.transport, { force: true });
  // It takes what is free: it began with what the first had reset, and resets nothing again.
  await expect.poll(async () => (await stored()).filter(({ state }) => state === 'done').length).toBe(2);
  first.letGo();
  await Promise.all([running, beside]);
  expect([...first.years, ...second.years].toSorted()).toEqual([2024, 2025, 2026]);
  expect((await stored()).map(({ attempts }) => attempts)).toEqual([2, 2, 2]);
});

test('what was done with another query has to be done again', async () => {
  await run(giving(GOOD), { queryDigest: 'one' });
  expect((await run(giving(GOOD), { queryDigest: 'one' })).settled).toEqual([]);
  expect((await run(giving(GOOD), { queryDigest: 'two' })).settled).toHaveLength(3);
});

describe('a partition that fails', () => {
  test('by its source is told with its fault, and holds up no other', async () => {
    const result = await run(
      scripted((ask) => {
        if (yearOf(ask) === 2025) throw new SourceError('unavailable', 'answered 503\u0007');
        return [GOOD];
      }),
    );
    expect(told(result)).toEqual(['2024 done by this', '2025 failed by this', '2026-01/2026-10 done by this']);
    expect((await stored())[1]).toMatchObject({
      state: 'failed',
      fault: 'unavailable',
      detail: expect.stringMatching(/: answered 503 $/),
    });
  });

  test('by what no one foresaw is told too, and holds up no other', async () => {
    const result = await run(
      scripted((ask) => {
        if (yearOf(ask) === 2024) throw new TypeError('of pactwatch itself');
        return [GOOD];
      }),
    );
    expect(told(result)).toEqual(['2024 failed by this', '2025 done by this', '2026-01/2026-10 done by this']);
    expect((await stored())[0]).toMatchObject({ fault: 'unexpected', detail: 'of pactwatch itself' });
  });

  test('leaves nothing of its figures', async () => {
    await run(scripted(() => [GOOD, answer('{"response": 1}', { url: 'https://api.eia.gov/v2/y' })]));
    expect((await stored()).map(({ fault }) => fault)).toEqual(['format', 'format', 'format']);
    expect(await database.db.selectFrom('vintage').select('id').execute()).toEqual([]);
  });

  test('by an answer that holds nothing is empty, and is asked for again', async () => {
    const empty = scripted(() => {
      throw new SourceError('no_content', 'no rows');
    });
    expect(told(await run(empty))).toEqual(partitions.map(({ period }) => `${period} empty by this`));
    expect((await run(giving(GOOD))).settled).toHaveLength(3);
  });
});

test('a process that has lost its partition to another one stores nothing of it', async () => {
  const first = held(2024);
  const locks = await openLocks();
  const running = run(first.transport, { locks });
  await first.asked;
  // Its connection is lost, and its locks with it.
  await locks[Symbol.asyncDispose]();
  const other = answer(LNG.replace(/"value": ?"\d+"/, '"value":"123456789"'), { url: 'https://api.eia.gov/v2/z' });
  const second = await run(giving(other));
  const before = await vintages();
  expect(before.map(({ value }) => value)).toContain('123456789');
  expect(second.left).toEqual([]);
  first.letGo();
  await expect(running).rejects.toThrow();
  expect(await vintages()).toEqual(before);
  expect((await stored())[0]).toMatchObject({ state: 'done', attempts: 2 });
});

describe('told to stop', () => {
  test('it finishes the call that it is in, and begins no partition', async () => {
    const stopping = new AbortController();
    const { transport, asked, letGo, years } = held(2025);
    const running = run(transport, { stopping: stopping.signal });
    await asked;
    stopping.abort(new Error('stopped by SIGINT'));
    letGo();
    const result = await running;
    expect(told(result)).toEqual(['2024 done by this', '2025 done by this']);
    expect(result.left.map(({ period }) => period)).toEqual(['2026-01/2026-10']);
    expect(years).toEqual([2024, 2025]);
  });

  test('between two calls of a partition it makes no other: the partition is pending again', async () => {
    const stopping = new AbortController();
    const transport: Transport = {
      mode: 'live',
      idle: () => undefined,
      async *answers(_ask, signal) {
        stopping.abort(new Error('stopped by SIGINT'));
        yield GOOD;
        signal.throwIfAborted();
        yield answer('{"a second": "call"}');
      },
    };
    const { settled, left } = await run(transport, { stopping: stopping.signal });
    expect(settled).toEqual([]);
    expect(left).toHaveLength(3);
    expect((await stored())[0]).toMatchObject({ state: 'pending', fault: null, attempts: 1 });
    expect(await database.db.selectFrom('vintage').select('id').execute()).toEqual([]);
  });

  test('while it waits for what another process has, it waits no longer', async () => {
    const first = held(2024);
    const running = run(first.transport);
    await first.asked;
    const stopping = new AbortController();
    const beside = run(giving(GOOD), { stopping: stopping.signal });
    await expect.poll(async () => (await stored()).filter(({ state }) => state === 'done').length).toBe(2);
    stopping.abort(new Error('stopped by SIGINT'));
    expect((await beside).left.map(({ period }) => period)).toEqual(['2024']);
    first.letGo();
    await running;
  });
});

test('a source that only a backfill has asked is still asked for all its history by its next pull', async () => {
  await run(giving(GOOD));
  const { span } = await askFor({ db: database.db, deal, connectors, now: () => NOW }, SOURCE);
  expect(`${span.from}/${span.to}`).toBe(`${deal.sources[SOURCE]!.history}/2026-11`);
});
