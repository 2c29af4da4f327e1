import { describe, expect, test } from 'vitest';
import { databaseNameOf, ownDatabase } from '../../../cli/own-database.ts';
import { readEnv } from '../../../config/env.ts';

const deal = { id: 'tin-pact' };

function asked(variables: Record<string, string>, folder?: string) {
  const said: string[] = [];
  const database = ownDatabase(readEnv(variables, folder), deal, (line) => said.push(line));
  return { database, said };
}

describe('the database of a deal', () => {
  test('is its own if the deal was named on the command line, and the usual one if a variable names it', () => {
    expect(asked({}, 'deals/tin-pact')).toEqual({ database: 'pactwatch-tin-pact', said: [] });
    expect(asked({ PACTWATCH_DEAL: 'deals/tin-pact' })).toEqual({ database: undefined, said: [] });
  });

  test('is the one of DATABASE_URL in any case, which is said of a deal that was named', () => {
    const url = { DATABASE_URL: 'postgres://watcher@127.0.0.1/kept' };
    expect(asked(url)).toEqual({ database: undefined, said: [] });
    const { database, said } = asked(url, 'deals/tin-pact');
    expect(database).toBeUndefined();
    expect(said).toEqual([expect.stringMatching(/^tin-pact is kept in the database of DATABASE_URL/)]);
  });

  test('has a name that PostgreSQL does not cut, and that no other deal has', () => {
    const long = 'a'.repeat(80);
    const names = [long, `${long}b`, 'a', 'b'].map((id) => databaseNameOf({ id }));
    expect(new Set(names).size).toBe(4);
    expect(names.filter((name) => Buffer.byteLength(name) > 63)).toEqual([]);
  });
});

test('a folder on the command line goes before PACTWATCH_DEAL', () => {
  const { dealFolder, isDealGiven } = readEnv({ PACTWATCH_DEAL: '/one' }, '/other');
  expect({ dealFolder, isDealGiven }).toEqual({ dealFolder: '/other', isDealGiven: true });
});
