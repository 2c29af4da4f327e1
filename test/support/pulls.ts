import { createHash } from 'node:crypto';
import type { Db } from '../../db/connection.ts';
import { reportsAsOf } from '../../db/vintages.ts';
import { openDeal } from '../../services/deal.ts';
import type { PullSummary } from '../../services/sources/pull/context.ts';
import { pullSource } from '../../services/sources/pull/pull.ts';
import { connectors } from '../../services/sources/registry.ts';
import type { Answer, Ask, Transport } from '../../services/sources/transport.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { storeSeries } from './tin-ledger.ts';
import { DEAL_FOLDER, folderBytes } from './us-malaysia-folder.ts';
import { instant } from './vintages.ts';

/** The shipped deal. */
export const deal = openDeal(DEAL_FOLDER);

export const NOW = instant('2026-11-24T09:00:00Z');
export const LATER = instant('2026-11-25T09:00:00Z');

// UN Comtrade, China's annual imports of HS 2846 from Malaysia and the world, 2020 to 2024, and when each year was
// published; EIA, US exports of LNG by vessel, release of 2026-09-30. Cited in the index of the recorded answers.
export const FIGURES = folderBytes('recorded/comtrade-china/annual-2020-2024.json').toString();
export const PUBLICATIONS = folderBytes('recorded/comtrade-china/publications.json').toString();
export const LNG = folderBytes('recorded/eia-lng/release-2026-09-30.json').toString();

export const FIGURES_URL = 'https://comtradeapi.un.org/public/v1/preview/C/A/HS?reporterCode=156&maxRecords=500';
export const PUBLICATIONS_URL = 'https://comtradeapi.un.org/public/v1/getMetadata/C/A/HS?reporterCode=156';

/** China's imports of HS 2846 from Malaysia, net weight in kg; 2023 is estimated by Comtrade. */
export const REPORTED = ['2020 8146160', '2021 5114498', '2022 7212683', '2023 19084528.174', '2024 16344687'];
export const WEIGHT = 'china-imports-2846-from-malaysia-kg';

interface Given {
  readonly url?: string;
  readonly status?: number;
  readonly mediaType?: string;
  readonly headers?: Record<string, string>;
  readonly publishedAt?: Temporal.Instant;
}

export const sha256Of = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** An answer with a text or bytes as its body; unless told otherwise, JSON to the request for figures. */
export function answer(
  body: string | Uint8Array,
  { url = FIGURES_URL, status = 200, mediaType = 'application/json', headers = {}, ...more }: Given = {},
): Answer {
  return {
    request: { url, accepts: ['application/json'] },
    httpStatus: status,
    document: { url, sha256: sha256Of(body), mediaType, bytes: Buffer.from(body) },
    headers,
    retrievedAt: NOW,
    ...more,
  };
}

/** A transport that gives what the script says. */
export function scripted(script: (ask: Ask, signal: AbortSignal) => Iterable<Answer>, idle?: string): Transport {
  return {
    mode: 'live',
    idle: () => idle,
    async *answers(ask, signal) {
      yield* script(ask, signal);
    },
  };
}
export const giving = (...answers: readonly Answer[]): Transport => scripted(() => answers);

export const published = answer(PUBLICATIONS, { url: PUBLICATIONS_URL });
export const COMTRADE = giving(published, answer(FIGURES));
export const EIA = giving(
  answer(LNG, { url: 'https://api.eia.gov/v2/x', publishedAt: instant('2026-09-30T00:00:00Z') }),
);

/** A database of its own, and what may be asked of it. */
export interface PullBench extends AsyncDisposable {
  readonly db: Db;
  pull(source: string, transport: Transport, at?: Temporal.Instant, signal?: AbortSignal): Promise<PullSummary>;
  /** What is known of a series at an instant, as `2024 16344687`. */
  figures(at: Temporal.Instant, series?: string): Promise<string[]>;
  vintages(): Promise<number>;
  /** Every pull that was recorded, oldest first. */
  pulls(): Promise<object[]>;
}

export async function pullBench(): Promise<PullBench> {
  const database: TestDatabase = await testDatabase();
  const { db } = database;
  const seriesIds = await storeSeries(db, deal);
  return {
    db,
    pull: (source, transport, at = NOW, signal = new AbortController().signal) =>
      pullSource({ db, deal, connectors, seriesIds, transport, now: () => at }, source, signal),
    figures: async (at, series = WEIGHT) => {
      const rows = await reportsAsOf(db, deal.id, [{ series, from: null }], 'known', at);
      return rows.map(({ period, value, status }) => `${period} ${value ?? status}`);
    },
    vintages: async () => (await db.selectFrom('vintage').select('id').execute()).length,
    pulls: () =>
      db
        .selectFrom('pull')
        .select(['source', 'mode', 'outcome', 'fault', 'observations', 'vintages'])
        .orderBy('id')
        .execute(),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
