import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { DELIVERY_SECRETS, DELIVERY_VARIABLES, type DeliveryEnv, deliveryOf } from './delivery-variables.ts';

const root = path.resolve(import.meta.dirname, '..');
const secretUrl = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `write a URL such as ${example}` }).optional();

/** Every variable but those of the publishers; `secret` ones may also be given as a file, in `<NAME>_FILE`. */
const VARIABLES = {
  PACTWATCH_STATE: z.string().default('.pactwatch').describe('folder for the embedded PostgreSQL and the outbox'),
  PACTWATCH_DEAL: z
    .string()
    .default(path.join('config', 'deals', 'us-malaysia-2025'))
    .describe('folder of the deal that is watched; a relative one is looked for here, then in the package'),
  PACTWATCH_SOURCES: z
    .enum(['recorded', 'live'], 'write recorded or live')
    .default('recorded')
    .describe('`recorded`: the figures in the deal folder; `live`: ask the publishers'),
  PACTWATCH_RECIPIENTS: z
    .string()
    .optional()
    .describe('file that names who gets which mail; needed with `SMTP_URL`, otherwise the example of the deal'),
  PACTWATCH_GROUP_WAIT: z
    .string()
    .default('PT5M')
    .refine(isShortWait, 'write a duration of at most an hour such as PT5M, or PT0S')
    .describe('how long news waits for more of it, so that one release is one mail; `run` does not wait'),
  PACTWATCH_MAIL_FROM: z
    .string()
    .regex(/^[^\s@<>()[\]\\:",;]+@[A-Za-z0-9.-]+$/, 'write a bare address such as pactwatch@example.org')
    .default('pactwatch@localhost')
    .describe('sender of the mails; its domain also makes their Message-IDs'),
  PACTWATCH_CONTACT: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'write one URL or address without spaces')
    .optional()
    .describe('URL or address named to the publishers in `User-Agent`; needed in live mode'),
  DATABASE_URL: secretUrl(/^postgres(ql)?$/, 'postgres://user@host/database').describe(
    'PostgreSQL 15 or newer; without it the embedded one',
  ),
  REDIS_URL: secretUrl(/^rediss?$/, 'redis://host:6379').describe(
    'Redis or Valkey for the queues; without it they are kept in PostgreSQL',
  ),
  SMTP_URL: secretUrl(/^smtps?$/, 'smtp://host:587').describe(
    'server that takes the mails; without it they are written to the outbox folder',
  ),
  ...DELIVERY_VARIABLES,
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'write trace, debug, info, warn, error or silent')
    .optional()
    .describe('least level of the log on stderr; `info` for `npm start`, `warn` for single commands'),
};
const SECRETS = new Set(['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', ...DELIVERY_SECRETS]);
const PUBLISHER_VARIABLE = /^PACTWATCH_([A-Z0-9]+(?:_[A-Z0-9]+)*)_(KEY|KEY_FILE|URL)$/;

/** What is read like a publisher's, and is none: our own come first. */
const isPublisherVariable = (name: string): boolean =>
  PUBLISHER_VARIABLE.test(name) && !Object.hasOwn(VARIABLES, name) && !SECRETS.has(name.replace(/_FILE$/, ''));

const Schema = z.object(VARIABLES);

/** How a publisher is reached, where it differs from the connector's own default. */
export interface PublisherAccess {
  readonly key?: string;
  readonly url?: string;
}

export interface Env {
  readonly stateFolder: string;
  readonly dealFolder: string;
  /** Whether the deal was named on the command line: it then has a database of its own, unless DATABASE_URL names one. */
  readonly isDealGiven: boolean;
  readonly sources: 'recorded' | 'live';
  readonly recipientsFile: string | undefined;
  readonly groupWait: Temporal.Duration;
  readonly mailFrom: string;
  readonly contact: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly delivery: DeliveryEnv;
  readonly logLevel: z.output<typeof VARIABLES.LOG_LEVEL>;
  /** By publisher in lower case with hyphens, as deal files write it. */
  readonly publishers: Readonly<Record<string, PublisherAccess>>;
}

/** What the README prints of a variable. */
export interface VariableDoc {
  readonly name: string;
  readonly fallback: string;
  readonly meaning: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the environment; the only reader of it.
 * @param deal Folder of a deal that was named on the command line; it goes before PACTWATCH_DEAL.
 * @throws ConfigError naming variable and fix, never a value.
 */
export function readEnv(variables: Variables = process.env, deal?: string): Env {
  const problems: string[] = [];
  const given = withSecretFiles(variables, problems);
  problems.push(...unknownVariables(given));
  const parsed = Schema.safeParse(given);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const publishers = publisherAccess(given, problems);
  const delivery = parsed.success ? deliveryOf(parsed.data, problems) : undefined;
  if (!parsed.success || delivery === undefined || problems.length > 0) throw new ConfigError(problems);

  const env = parsed.data;
  if (env.SMTP_URL && !env.PACTWATCH_RECIPIENTS) {
    throw new ConfigError([
      'PACTWATCH_RECIPIENTS: SMTP_URL is set, and no mail leaves until this names a file of recipients (recipients.example.yaml in the deal folder shows one)',
    ]);
  }
  if (env.PACTWATCH_SOURCES === 'live' && !env.PACTWATCH_CONTACT) {
    throw new ConfigError(['PACTWATCH_CONTACT: live mode names a URL or address to the publishers: set one']);
  }
  return Object.freeze({
    stateFolder: path.resolve(env.PACTWATCH_STATE),
    dealFolder: dealFolder(deal ?? env.PACTWATCH_DEAL),
    isDealGiven: deal !== undefined,
    sources: env.PACTWATCH_SOURCES,
    recipientsFile: env.PACTWATCH_RECIPIENTS,
    groupWait: Temporal.Duration.from(env.PACTWATCH_GROUP_WAIT),
    mailFrom: env.PACTWATCH_MAIL_FROM,
    contact: env.PACTWATCH_CONTACT,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    smtpUrl: env.SMTP_URL,
    delivery,
    logLevel: env.LOG_LEVEL,
    publishers,
  });
}

/** The variables for the README, in the order of the schema. */
export function variableDocs(): VariableDoc[] {
  const own = Object.entries(VARIABLES).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined).data;
    return {
      name: SECRETS.has(name) ? `${name}, ${name}_FILE` : name,
      fallback: fallback === undefined ? '' : String(fallback),
      meaning: schema.description ?? '',
    };
  });
  return [
    ...own,
    {
      name: 'PACTWATCH_<PUBLISHER>_KEY, …_KEY_FILE',
      fallback: '',
      meaning: 'key of a publisher, such as `PACTWATCH_EIA_KEY`; it is in no log, URL, error or document',
    },
    {
      name: 'PACTWATCH_<PUBLISHER>_URL',
      fallback: '',
      meaning: 'where the publisher answers, such as `PACTWATCH_EIA_URL`, if not at its own address',
    },
  ];
}

function withSecretFiles(variables: Variables, problems: string[]): Record<string, string> {
  // An empty variable is an unset one: compose files and CI write `NAME=`.
  const set = Object.entries(variables).filter((entry): entry is [string, string] => !!entry[1]?.trim());
  const given = Object.fromEntries(set);
  for (const [name, file] of set) {
    const target = name.replace(/_FILE$/, '');
    const isSecretFile = name.endsWith('_FILE') && (SECRETS.has(target) || isPublisherVariable(name));
    if (!isSecretFile) continue;
    if (given[target] !== undefined) problems.push(`${name}: ${target} is set too; set one of them`);
    try {
      const secret = readFileSync(file, 'utf8').trim();
      if (secret === '') problems.push(`${name}: the file it names is empty`);
      else given[target] = secret;
    } catch {
      problems.push(`${name}: the file it names cannot be read`);
    }
  }
  return given;
}

function unknownVariables(given: Record<string, string>): string[] {
  const isRead = (name: string) =>
    Object.hasOwn(VARIABLES, name) || PUBLISHER_VARIABLE.test(name) || SECRETS.has(name.replace(/_FILE$/, ''));
  return Object.keys(given)
    .filter((name) => name.startsWith('PACTWATCH_') && !isRead(name))
    .map((name) => `${name}: no such variable; the README lists them`);
}

function publisherAccess(given: Record<string, string>, problems: string[]): Record<string, PublisherAccess> {
  const access: Record<string, PublisherAccess> = {};
  for (const [name, value] of Object.entries(given)) {
    const [, upper, what] = PUBLISHER_VARIABLE.exec(name) ?? [];
    if (!upper || what === 'KEY_FILE' || !isPublisherVariable(name)) continue;
    if (what === 'URL' && !isWebAddress(value)) {
      problems.push(`${name}: write a URL such as https://example.org, without a password`);
      continue;
    }
    const publisher = upper.toLowerCase().replaceAll('_', '-');
    access[publisher] = { ...access[publisher], [what === 'URL' ? 'url' : 'key']: value };
  }
  return access;
}

/** Addresses are stored and printed, so a password has no place in them. */
function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function isShortWait(text: string): boolean {
  try {
    const seconds = Temporal.Duration.from(text).total('seconds');
    return seconds >= 0 && seconds <= 3600;
  } catch {
    return false;
  }
}

function dealFolder(folder: string): string {
  const here = path.resolve(folder);
  return existsSync(here) ? here : path.resolve(root, folder);
}
