import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../support/app.ts';
import { pactwatch, start } from '../support/command.ts';
import { testDatabase } from '../support/database.ts';
import { inProcess } from '../support/in-process.ts';
import { TIN_PACT, writeTinPact } from '../support/tin-pact.ts';

const SECRET = 'made-up-password';
const NOWHERE = `postgres://watcher:${SECRET}@127.0.0.1:1/pactwatch`;

test.for<[string, string[], RegExp]>([
  ['a mistyped command', ['staus'], /Did you mean status\?/],
  [
    'a date that no calendar has',
    ['status', '--as-of', '2026-02-30'],
    /write a date such as 2026-11-23, or an instant/,
  ],
  [
    'a commitment that the deal does not have',
    ['explain', 'raw-ore'],
    /no commitment "raw-ore" in us-malaysia-2025: no-export-restrictions, .*raw-ore-ban, .*investment/,
  ],
])('%s is wrong usage, and is told what there is', async ([, args, says]) => {
  const { code, stdout, stderr } = await inProcess(args, { DATABASE_URL: NOWHERE });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(says);
});

test('every fault of the environment is named at once, without a value', async () => {
  const { code, stdout, stderr } = await inProcess(['run'], {
    DATABASE_URL: `mysql://watcher:${SECRET}@host/db`,
    PACTWATCH_SOURCES: SECRET,
    PACTWATCH_SOURCE: SECRET,
  });
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toMatch(/^pactwatch: DATABASE_URL: /m);
  expect(stderr).toMatch(/^pactwatch: PACTWATCH_SOURCES: write recorded or live/m);
  expect(stderr).toMatch(/^pactwatch: PACTWATCH_SOURCE: no such variable/m);
  expect(stderr).not.toContain(SECRET);
});

test('a mail server without recipients is refused before anything is opened', async () => {
  const { code, stdout, stderr } = await inProcess(['run'], {
    SMTP_URL: `smtp://watcher:${SECRET}@127.0.0.1:1`,
    DATABASE_URL: NOWHERE,
  });
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toMatch(/^pactwatch: PACTWATCH_RECIPIENTS: /m);
  expect(stderr).not.toContain(SECRET);
});

test('a malformed deal is refused with file, line, column and field', async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  writeTinPact(folder.path, ['standing: exact', 'standing: roughly']);
  const line = TIN_PACT.split('\n').findIndex((text) => text.includes('standing: exact')) + 1;
  const { code, stdout, stderr } = await inProcess(['run'], { PACTWATCH_DEAL: folder.path, DATABASE_URL: NOWHERE });
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toContain(`${path.join(folder.path, 'deal.yaml')}:${line}:`);
  expect(stderr).toMatch(/deal\.yaml:\d+:\d+.*conversions\.kg-to-t\.standing/);
});

test('a database that does not answer is a dependency that is down', async () => {
  const { code, stdout, stderr } = await pactwatch(['status'], { DATABASE_URL: NOWHERE });
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).toMatch(/^pactwatch: the database .*ECONNREFUSED/m);
  expect(stderr).not.toContain(SECRET);
});

test('a reader of stderr that has gone changes no exit code', async () => {
  using running = start(['status'], { variables: { DATABASE_URL: NOWHERE }, unread: 'stderr' });
  expect(await running.ended).toMatchObject({ code: 4, stdout: '' });
});

test('a Redis that does not answer is a dependency that is down', async () => {
  await using database = await testDatabase();
  const { code, stdout, stderr } = await inProcess(['run'], {
    DATABASE_URL: database.url,
    REDIS_URL: `redis://:${SECRET}@127.0.0.1:1`,
  });
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).toMatch(/^pactwatch: REDIS_URL: .*ECONNREFUSED/m);
  expect(stderr).not.toContain(SECRET);
});
