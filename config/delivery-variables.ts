import { z } from 'zod';

const BARE_ADDRESS = /^[^\s@<>()[\]\\:",;]+@[A-Za-z0-9.-]+$/;
const LISTEN = /^(?<host>[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]):(?<port>\d{1,5})$/;
const LEAST_SECRET = 16;
const secret = () => z.string().min(LEAST_SECRET, `write at least ${LEAST_SECRET} signs`).optional();
const webAddress = (example: string) =>
  z.url({ protocol: /^https?$/, error: `write a URL such as ${example}`, abort: true });

/** The variables that say how what is told gets to people and programs. */
export const DELIVERY_VARIABLES = {
  PACTWATCH_MAIL_RATE: z.coerce
    .number('write a whole number of mails')
    .int('write a whole number of mails')
    .min(1, 'write 1 or more')
    .max(100_000, 'write 100000 or less')
    .default(60)
    .describe('how many mails a minute the server is given at most, by all workers together'),
  PACTWATCH_BOUNCE_ADDRESS: z
    .string()
    .regex(BARE_ADDRESS, 'write a bare address such as bounces@example.org')
    .optional()
    .describe('where mails that cannot be delivered come back to; without it the sender'),
  PACTWATCH_DKIM_DOMAIN: z
    .string()
    .regex(/^[A-Za-z0-9.-]+$/, 'write a domain such as example.org')
    .optional()
    .describe('domain that signs the mails (DKIM), with the two below; without them they are not signed here'),
  PACTWATCH_DKIM_SELECTOR: z
    .string()
    .regex(/^[A-Za-z0-9.-]+$/, 'write the name that stands before ._domainkey')
    .optional()
    .describe('selector of the DKIM key: its public half is at `<selector>._domainkey.<domain>`'),
  PACTWATCH_DKIM_KEY: z.string().optional().describe('private RSA key of the DKIM signature, as PEM'),
  PACTWATCH_BASE_URL: webAddress('https://pactwatch.example.org')
    .refine(isPlain, 'write it without a password, a query and a fragment')
    .optional()
    .describe('where people reach the page of pactwatch; without it mails have no links'),
  PACTWATCH_LINK_SECRET: secret().describe(
    'what links in mails that act are signed with; with `PACTWATCH_BASE_URL` mails have links to acknowledge, to silence and to unsubscribe',
  ),
  PACTWATCH_LISTEN: z
    .string()
    .regex(LISTEN, 'write address and port such as 127.0.0.1:8080 or [::1]:8080')
    .default('127.0.0.1:8080')
    .describe('where `npm start` serves the pages of these links, for a proxy that gives them `PACTWATCH_BASE_URL`'),
  PACTWATCH_WEBHOOK_SECRET: secret().describe('what webhooks are signed with; needed where recipients name one'),
  PACTWATCH_HEARTBEAT_URL: webAddress('https://ping.example.org/pactwatch')
    .optional()
    .describe(
      'called after each whole cycle that succeeded, for a service that alarms when the calls stop; it is in no log',
    ),
};

/** Those that may also be given as a file. */
export const DELIVERY_SECRETS = [
  'PACTWATCH_DKIM_KEY',
  'PACTWATCH_LINK_SECRET',
  'PACTWATCH_WEBHOOK_SECRET',
  'PACTWATCH_HEARTBEAT_URL',
] as const;

const Variables = z.object(DELIVERY_VARIABLES);
type Variables = z.output<typeof Variables>;

export interface DkimVariables {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly key: string;
}

export interface DeliveryEnv {
  /** Mails a minute. */
  readonly mailRate: number;
  readonly bounceAddress: string | undefined;
  readonly dkim: DkimVariables | undefined;
  readonly baseUrl: string | undefined;
  readonly linkSecret: string | undefined;
  readonly listen: { readonly host: string; readonly port: number };
  readonly webhookSecret: string | undefined;
  readonly heartbeatUrl: string | undefined;
}

/** The variables by what they are for; what is wrong between them goes to `problems`. */
export function deliveryOf(given: Variables, problems: string[]): DeliveryEnv {
  return {
    mailRate: given.PACTWATCH_MAIL_RATE,
    bounceAddress: given.PACTWATCH_BOUNCE_ADDRESS,
    dkim: dkimOf(given, problems),
    baseUrl: given.PACTWATCH_BASE_URL,
    linkSecret: given.PACTWATCH_LINK_SECRET,
    listen: listenOf(given.PACTWATCH_LISTEN),
    webhookSecret: given.PACTWATCH_WEBHOOK_SECRET,
    heartbeatUrl: given.PACTWATCH_HEARTBEAT_URL,
  };
}

function listenOf(text: string): DeliveryEnv['listen'] {
  const { host, port } = LISTEN.exec(text)!.groups!;
  return { host: host!.replace(/^\[|\]$/g, ''), port: Number(port) };
}

const DKIM = ['PACTWATCH_DKIM_DOMAIN', 'PACTWATCH_DKIM_SELECTOR', 'PACTWATCH_DKIM_KEY'] as const;

function dkimOf(given: Variables, problems: string[]): DkimVariables | undefined {
  const { PACTWATCH_DKIM_DOMAIN: domain, PACTWATCH_DKIM_SELECTOR: selector, PACTWATCH_DKIM_KEY: key } = given;
  const missing = DKIM.filter((name) => given[name] === undefined);
  if (missing.length === DKIM.length) return undefined;
  problems.push(...missing.map((name) => `${name}: a DKIM signature needs domain, selector and key: set it too`));
  return domain && selector && key ? { domain, selector, key } : undefined;
}

function isPlain(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}
