import { createHash } from 'node:crypto';
import type { Deal } from '../config/deal/schema.ts';
import type { Env } from '../config/env.ts';

const PREFIX = 'pactwatch-';
/** PostgreSQL cuts longer names off, so that two deals could end in one database. */
const LONGEST = 63;

/** The database that a deal has to itself on the embedded server. */
export function databaseNameOf({ id }: Pick<Deal, 'id'>): string {
  const name = `${PREFIX}${id}`;
  if (name.length <= LONGEST) return name;
  const digest = createHash('sha256').update(id).digest('hex').slice(0, 12);
  return `${name.slice(0, LONGEST - digest.length - 1)}-${digest}`;
}

/**
 * The database of its own of a deal that was named with `--deal`; undefined for any other, and where DATABASE_URL names
 * one for all, which is said.
 */
export function ownDatabase(
  env: Pick<Env, 'isDealGiven' | 'databaseUrl'>,
  deal: Pick<Deal, 'id'>,
  say: (line: string) => void,
): string | undefined {
  if (!env.isDealGiven) return undefined;
  if (env.databaseUrl === undefined) return databaseNameOf(deal);
  say(`${deal.id} is kept in the database of DATABASE_URL, beside other deals if there are any: its rows carry its id`);
  return undefined;
}
