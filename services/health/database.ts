import type { DatabaseVitals } from '../../db/vitals.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { databaseClock } from './clock.ts';

const OLDEST = 150_000;
const place = { area: 'database' } as const;

/** What the vitals of a database that answers mean. @param where as a person may see it, without a password. */
export function checkDatabase(vitals: DatabaseVitals, where: string): Check[] {
  const { versionNumber, version, skewMs } = vitals;
  const figure = `PostgreSQL ${version}, ${where}`;
  const isOld = versionNumber < OLDEST;
  return [
    isOld ? fail(place, 'config', figure, 'Name a PostgreSQL 15 or newer in DATABASE_URL.') : ok(place, figure),
    migrationsCheck(vitals),
    databaseClock(skewMs),
  ];
}

function migrationsCheck({ isNew, pending, unknown }: DatabaseVitals): Check {
  const at = { ...place, subject: 'migrations' };
  if (unknown.length > 0) {
    const names = unknown.join(', ');
    return fail(at, 'config', `made by a newer pactwatch: ${names}`, 'Run that version of pactwatch, or a newer one.');
  }
  if (isNew) return ok(at, 'none yet: the database is new, and pactwatch run makes its tables');
  if (pending.length === 0) return ok(at, 'current');
  return warn(
    at,
    `to be applied: ${pending.join(', ')}`,
    'pactwatch run applies them, as every command but this one does.',
  );
}

/** A database that does not answer. */
export function databaseDown(words: string, { isEmbedded }: { readonly isEmbedded: boolean }): Check {
  return fail(
    place,
    'dependency',
    words,
    isEmbedded
      ? 'Mend what the message names in PACTWATCH_STATE, or name a PostgreSQL in DATABASE_URL.'
      : 'Start that PostgreSQL, or correct DATABASE_URL: host, port, user, password, database.',
  );
}
