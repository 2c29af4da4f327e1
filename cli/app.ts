import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Deal } from '../config/deal/schema.ts';
import type { Env } from '../config/env.ts';
import { loadRecipients } from '../config/recipients/load.ts';
import type { JobContext } from '../jobs/context.ts';
import { enqueueOn } from '../jobs/enqueue.ts';
import { postgresQueues, type Queues, redisQueues } from '../jobs/queues.ts';
import { heartbeatOf } from '../services/heartbeat.ts';
import { domainOf } from '../services/notices/ids.ts';
import { mailerFor } from '../services/notices/mailer-for.ts';
import { publisherNames } from '../services/sources/registry.ts';
import { carriersFor } from './carriers.ts';
import { openDatabase } from './database.ts';
import { ownDatabase } from './own-database.ts';
import { rejectUnknownPublishers } from './publishers.ts';
import { pullContext } from './pull-context.ts';

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
  const { recipients, webhooks } = loadRecipients(
    env.recipientsFile ?? path.join(deal.folder, 'recipients.example.yaml'),
    deal,
  );
  rejectUnknownPublishers(env);
  await using opening = new AsyncDisposableStack();
  const database = ownDatabase(env, deal, say);
  const { db, url } = opening.use(await openDatabase({ env, database, say, onError }));
  // Jobs name rows of their own database: on one Redis, the queues of another database of this deal are others.
  const queueSettings = { prefix: database === undefined ? deal.id : `${deal.id}.own`, onError };
  const queues = await (env.redisUrl === undefined
    ? postgresQueues(url, queueSettings)
    : redisQueues(env.redisUrl, queueSettings));
  opening.defer(() => queues.close());
  const outboxFolder = path.join(env.stateFolder, 'outbox');
  const mailer = mailerFor({ smtpUrl: env.smtpUrl, outboxFolder, dkim: env.delivery.dkim });
  opening.defer(() => mailer.close());
  const { heartbeatUrl, mailRate } = env.delivery;

  const context: JobContext = {
    ...(await pullContext({ env, deal, db, log })),
    figuresMode: env.sources,
    recipients,
    webhooks,
    groupWait: env.groupWait,
    carriers: carriersFor(env, mailer, webhooks),
    mailRate,
    sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    ...(heartbeatUrl !== undefined && {
      heartbeat: heartbeatOf({
        url: heartbeatUrl,
        fetch,
        onFault: (reason) => log.warn({ reason }, 'the heartbeat could not be told'),
      }),
    }),
    mailDomain: domainOf(env.mailFrom),
    publisherNames,
    enqueue: enqueueOn(queues),
  };
  const opened = opening.move();
  return { context, queues, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
