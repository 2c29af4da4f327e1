import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { ConfigError } from '../config/config-error.ts';
import type { Deal } from '../config/deal/schema.ts';
import type { Env } from '../config/env.ts';
import { loadRecipients } from '../config/recipients.ts';
import { syncSeries } from '../db/series.ts';
import type { JobContext } from '../jobs/context.ts';
import { enqueueOn } from '../jobs/enqueue.ts';
import { postgresQueues, type Queues, redisQueues } from '../jobs/queues.ts';
import { domainOf } from '../services/notices/ids.ts';
import { mailerFor } from '../services/notices/mailer-for.ts';
import { connectors } from '../services/sources/registry.ts';
import { transportFor } from '../services/sources/transport/index.ts';
import { openDatabase } from './database.ts';

export interface App extends AsyncDisposable {
  readonly context: JobContext;
  readonly queues: Queues;
}

export interface AppOptions {
  readonly env: Env;
  readonly deal: Deal;
  readonly log: Logger;
  readonly say: (line: string) => void;
}

/** Puts everything together that jobs work with. What is opened later closes earlier. */
export async function openApp({ env, deal, log, say }: AppOptions): Promise<App> {
  const onError = (error: Error) => log.warn({ reason: error.message }, 'connection error');
  const recipients = loadRecipients(env.recipientsFile ?? path.join(deal.folder, 'recipients.example.yaml'), deal);
  rejectUnknownPublishers(env);
  await using opening = new AsyncDisposableStack();
  const { db, url } = opening.use(await openDatabase({ env, say, onError }));
  const queueSettings = { prefix: deal.id, onError };
  const queues = await (env.redisUrl === undefined
    ? postgresQueues(url, queueSettings)
    : redisQueues(env.redisUrl, queueSettings));
  opening.defer(() => queues.close());
  const mailer = mailerFor({ smtpUrl: env.smtpUrl, outboxFolder: path.join(env.stateFolder, 'outbox') });
  opening.defer(() => mailer.close());

  const now = () => Temporal.Now.instant();
  const context: JobContext = {
    db,
    deal,
    now,
    connectors,
    seriesIds: await syncSeries(
      db,
      deal.id,
      Object.entries(deal.series).map(([key, { source, title, frequency, unit, evidence, dimensions }]) => ({
        key,
        source,
        title,
        frequency,
        unit,
        evidence,
        dimensions,
      })),
    ),
    transport: transportFor(env.sources, {
      dealFolder: deal.folder,
      fetch: globalThis.fetch,
      now,
      sleep: (ms, signal) => sleep(ms, undefined, { signal }),
      random: Math.random,
      userAgent: `pactwatch/${packageJson.version}${env.contact === undefined ? '' : ` (+${env.contact})`}`,
      access: (publisher) => accessOf(env, publisher),
      onRetry: (retry) => log.info({ ...retry }, 'asking again'),
    }),
    figuresMode: env.sources,
    recipients,
    mailer,
    sender: env.mailFrom,
    mailDomain: domainOf(env.mailFrom),
    publisherNames: Object.fromEntries(Object.values(connectors).map(({ publisher, name }) => [publisher, name])),
    enqueue: enqueueOn(queues),
  };
  const opened = opening.move();
  return { context, queues, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

/** A misspelt key would be silence from its publisher. */
function rejectUnknownPublishers({ publishers }: Env): void {
  const unknown = Object.keys(publishers).filter((publisher) => !Object.hasOwn(connectors, publisher));
  if (unknown.length === 0) return;
  throw new ConfigError(
    unknown.map(
      (publisher) =>
        `${variableOf(publisher, 'KEY')} or ${variableOf(publisher, 'URL')}: no publisher "${publisher}"; there are ${Object.keys(connectors).join(', ')}`,
    ),
  );
}

const variableOf = (publisher: string, what: 'KEY' | 'URL') =>
  `PACTWATCH_${publisher.toUpperCase().replaceAll('-', '_')}_${what}`;

function accessOf({ publishers }: Env, publisher: string) {
  return {
    baseUrl: publishers[publisher]?.url,
    key: publishers[publisher]?.key,
    keyVariable: variableOf(publisher, 'KEY'),
  };
}
