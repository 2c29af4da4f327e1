import path from 'node:path';
import type { Deal } from '../config/deal/schema.ts';
import { type Env, readEnv } from '../config/env.ts';
import { checkPostgresQueues, checkRedisQueues } from '../jobs/queue-health.ts';
import { type Check, configFailures, fail, ok, worstOf } from '../services/health/check.ts';
import { checkDeal, checkRecipients, checkStateFolder } from '../services/health/files.ts';
import { checkMail } from '../services/health/mail.ts';
import type { Diagnosis } from '../services/health/schema.ts';
import { lookAtDatabase } from './doctor-database.ts';
import { lookAtSources } from './doctor-sources.ts';
import { EXIT } from './exit-codes.ts';
import { printDiagnosis } from './print-diagnosis.ts';
import { rejectUnknownPublishers } from './publishers.ts';
import { resultStyleOf, styleOf } from './style.ts';

export interface DoctorOptions {
  readonly json?: boolean;
  /** Ask the publishers in recorded mode too. */
  readonly live?: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

const EXITS = { config: EXIT.configInvalid, dependency: EXIT.dependencyDown } as const;

/** Looks at all that pactwatch depends on, and changes nothing. Every check is made, whatever the others found. */
export async function doctor(
  variables: Variables,
  { json = false, live = false }: DoctorOptions,
  signal: AbortSignal,
): Promise<number> {
  const { env, problems } = environment(variables, live);
  const local = env ?? readEnv(onlyFiles(variables));
  const { deal, checks: ofDeal } = checkDeal(local.dealFolder);
  const checks: Check[] = [
    ...problems,
    ...ofDeal,
    ...checkRecipients(local.recipientsFile, local.dealFolder, deal),
    checkStateFolder(local.stateFolder),
    ...(env === null ? [] : await services(env, deal, signal)),
  ];
  const worst = worstOf(checks);
  const exit = worst === null ? EXIT.ok : EXITS[worst];
  const diagnosis: Diagnosis = {
    schema: 'pactwatch.doctor/1',
    at: Temporal.Now.instant().toString(),
    deal: deal?.id ?? null,
    figures: env?.sources ?? null,
    exit,
    checks,
  };
  const text = () => printDiagnosis(diagnosis, styleOf(process.stdout), resultStyleOf(process.stdout));
  process.stdout.write(json ? `${JSON.stringify(diagnosis)}\n` : text());
  return exit;
}

const place = { area: 'environment' } as const;

/** The environment as every command reads it; null when it is not valid. `--live` asks as live mode does. */
function environment(variables: Variables, live: boolean): { env: Env | null; problems: readonly Check[] } {
  try {
    const env = readEnv(live ? { ...variables, PACTWATCH_SOURCES: 'live' } : variables);
    rejectUnknownPublishers(env);
    const keys = Object.entries(env.publishers).filter(({ 1: { key } }) => key !== undefined);
    const held = keys.length === 0 ? 'no keys' : `keys of ${keys.map(([publisher]) => publisher).join(', ')}`;
    return { env, problems: [ok(place, `valid, ${env.sources} figures, ${held}`)] };
  } catch (error) {
    const problems = configFailures(place, error, 'Correct or unset that variable; README.md lists them all.');
    const rest = 'database, queues, mail server and sources were not looked at';
    return { env: null, problems: [...problems, fail(place, 'config', rest, 'Correct the environment first.')] };
  }
}

/** What can be looked at even if the rest of the environment is wrong: plain paths, which are all valid. */
const onlyFiles = ({ PACTWATCH_STATE, PACTWATCH_DEAL, PACTWATCH_RECIPIENTS }: Variables): Variables => ({
  PACTWATCH_STATE,
  PACTWATCH_DEAL,
  PACTWATCH_RECIPIENTS,
});

async function services(env: Env, deal: Deal | null, signal: AbortSignal): Promise<Check[]> {
  await using database = await lookAtDatabase(env, deal);
  const queue = () => {
    if (env.redisUrl !== undefined) return checkRedisQueues(env.redisUrl);
    return database.url === null ? null : checkPostgresQueues(database.url);
  };
  const [ofQueue, ofMail, ofSources] = await Promise.all([
    queue(),
    checkMail(env.smtpUrl, path.join(env.stateFolder, 'outbox'), env.delivery.dkim),
    deal === null ? [] : lookAtSources({ env, deal, database }, signal),
  ]);
  const noQueue = () =>
    fail({ area: 'queue' }, 'dependency', 'in PostgreSQL, which does not answer', 'Mend the database first.');
  return [...database.checks, ofQueue ?? noQueue(), ...ofMail, ...ofSources];
}
