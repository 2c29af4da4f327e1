import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdElsewhere, openFor, query, type Scratch, scratchFolder, serverPidIn } from '../../support/embedded.ts';

describe('the database of a state folder', () => {
  let scratch: Scratch;
  let state: string;

  beforeAll(async () => {
    scratch = await scratchFolder();
    // A shell would read this name otherwise.
    state = path.join(scratch.folder, `it's "$HOME" & co`);
    await using first = await openFor(state);
    await query(first.url, 'create table kept as select 1 as figure');
  });
  afterAll(() => scratch[Symbol.asyncDispose]());

  test('is there again at the next start', async () => {
    await using server = await openFor(state);
    expect(server.joined).toBe(false);
    expect(server.said).toEqual([]);
    expect(server.dataFolder).toBe(path.join(state, 'postgres', 'data'));
    expect(await query(server.url, 'select figure from kept')).toEqual([[1]]);
  });

  test('is a PostgreSQL 18 in UTF-8 that listens on 127.0.0.1 alone, with the settings asked for', async () => {
    await using server = await openFor(state);
    expect(
      await query(
        server.url,
        `select current_database(), current_setting('server_version_num')::int / 10000, getdatabaseencoding(),
           current_setting('listen_addresses'), current_setting('unix_socket_directories'), current_setting('fsync')`,
      ),
    ).toEqual([['pactwatch', 18, 'UTF8', '127.0.0.1', '', 'off']]);
  });

  test('is one of several on its server, each made when it is first named and there again later', async () => {
    const database = "pactwatch-o'pact";
    {
      await using usual = await openFor(state);
      await using own = await openFor(state, { database });
      expect(own.joined).toBe(true);
      expect(await query(own.url, 'select current_database()')).toEqual([[database]]);
      await expect(query(own.url, 'select figure from kept')).rejects.toThrow('relation "kept" does not exist');
      await query(own.url, 'create table own as select 2 as figure');
      expect(await query(usual.url, 'select figure from kept')).toEqual([[1]]);
    }
    await using again = await openFor(state, { database });
    expect(await query(again.url, 'select figure from own')).toEqual([[2]]);
  });

  test('lets in who knows the password, which only its owner can read', async () => {
    await using server = await openFor(state);
    expect((await stat(path.join(state, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
    const url = new URL(server.url);
    url.password = 'guessed';
    await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  test('has one server for all who open it, and the last to leave stops that', async () => {
    const [one, two] = await Promise.all([openFor(state), openFor(state)]);
    expect([one.joined, two.joined].toSorted()).toEqual([false, true]);
    expect(two.url).toBe(one.url);

    await one.release();
    await one.release();
    expect(await query(two.url, 'select 1')).toEqual([[1]]);
    await two.release();
    expect(serverPidIn(two.dataFolder)).toBeUndefined();
  });

  test('is neither taken from the others nor kept up by a process that is killed', async () => {
    const starter = await holdElsewhere(state);
    await using other = await openFor(state);
    expect([starter.joined, other.joined]).toEqual([false, true]);

    await starter.kill();
    expect(await query(other.url, 'select 1')).toEqual([[1]]);
    await other.release();
    expect(serverPidIn(other.dataFolder)).toBeUndefined();
  });

  test('outlives Ctrl-C on its only user, and is joined and stopped by the next', async () => {
    const interrupted = await holdElsewhere(state);
    await interrupted.kill('SIGINT');

    await using next = await openFor(state);
    expect(next.joined).toBe(true);
    expect(next.url).toBe(interrupted.url);
    await next.release();
    expect(serverPidIn(next.dataFolder)).toBeUndefined();
  });

  // The last test here: it deletes the state folder.
  test('made anew after a deletion is left alone by who still holds the deleted one', async () => {
    await using old = await openFor(state);
    const oldServer = serverPidIn(old.dataFolder)!;
    await rm(state, { recursive: true });

    await using fresh = await openFor(state);
    expect(fresh.joined).toBe(false);
    await old.release();
    expect(await query(fresh.url, `select to_regclass('kept')`)).toEqual([[null]]);
    process.kill(oldServer, 'SIGQUIT');
  });
});

test('processes that start at once make one database between them', async () => {
  await using scratch = await scratchFolder();
  await using stack = new AsyncDisposableStack();
  const holders = await Promise.all([holdElsewhere(scratch.folder), holdElsewhere(scratch.folder)]);
  for (const holder of holders) stack.use(holder);
  expect(holders.map((holder) => holder.joined).toSorted()).toEqual([false, true]);
  expect(holders[0].url).toBe(holders[1].url);
});
