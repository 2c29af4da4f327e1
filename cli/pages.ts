import type { Logger } from 'pino';
import { ConfigError } from '../config/config-error.ts';
import type { Env } from '../config/env.ts';
import type { JobContext } from '../jobs/context.ts';
import { webServer } from '../web/server.ts';

/**
 * Serves the pages behind the links of mails, where mails have such links, and gives what ends it.
 * @throws ConfigError when nothing can listen there.
 */
export async function startPages(
  { delivery: { baseUrl, linkSecret, listen } }: Env,
  { db, deal, recipients, now }: JobContext,
  log: Logger,
): Promise<() => Promise<void>> {
  if (baseUrl === undefined || linkSecret === undefined) return async () => {};
  const onFault = (reason: string) => log.error({ reason }, 'a page could not be given');
  const app = webServer({ db, deal, recipients, now, secret: linkSecret, onFault });
  try {
    const address = await app.listen(listen);
    log.info({ listening: address }, 'serving the links of mails');
  } catch (error) {
    throw new ConfigError([`PACTWATCH_LISTEN: nothing can listen there: ${(error as Error).message}`]);
  }
  return () => app.close();
}
