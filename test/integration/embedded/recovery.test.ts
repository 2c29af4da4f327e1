import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openFor,
  query,
  type Scratch,
  scratchFolder,
  serverPidIn,
  spawnHolder,
  whyNot,
} from '../../support/embedded.ts';

test('a first start that was killed halfway leaves nothing in the way of the next, nor does half a data folder', async () => {
  await using scratch = await scratchFolder();
  const home = path.join(scratch.folder, 'postgres');
  const child = spawnHolder(scratch.folder);
  const isHalfway = async () => (await readdir(home).catch(() => [])).some((name) => name.startsWith('new-'));
  await expect.poll(isHalfway, { interval: 5, timeout: 20_000 }).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const data = path.join(home, 'data');
  await mkdir(path.join(data, 'base'), { recursive: true });
  await writeFile(path.join(data, 'PG_VERSION'), '18\n');

  await using next = await openFor(scratch.folder);
  expect(next.said).toContainEqual(expect.stringContaining(`${data} was no complete database: moved it to ${home}`));
  expect(next.joined).toBe(false);
  expect(await query(next.url, 'select 1')).toEqual([[1]]);
  expect(await readdir(home)).not.toContainEqual(expect.stringMatching(/^new-/));
});

describe('a state folder with a database', () => {
  let scratch: Scratch;
  let home: string;
  let data: string;

  beforeAll(async () => {
    scratch = await scratchFolder();
    const server = await openFor(scratch.folder);
    await query(server.url, 'create table kept as select 1 as figure');
    await server.release();
    home = path.join(scratch.folder, 'postgres');
    data = server.dataFolder;
  });
  afterAll(() => scratch[Symbol.asyncDispose]());

  const startAndRead = async () => {
    await using server = await openFor(scratch.folder);
    return server.joined ? 'joined' : await query(server.url, 'select figure from kept');
  };

  test.each([
    ['names a process that is something else today', `${process.pid}\n/\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n`],
    ['names no living process', `999999999\n/\n1\n5432\n\n127.0.0.1\n  1 1\nready   \n`],
    ['was left empty by a power cut', ''],
  ])('starts where a postmaster.pid %s', async (_, content) => {
    await writeFile(path.join(data, 'postmaster.pid'), content, { mode: 0o666 });
    expect(await startAndRead()).toEqual([[1]]);
  });

  test('comes back where its users know it, after its server was killed', async () => {
    await using user = await openFor(scratch.folder);
    process.kill(serverPidIn(data)!, 'SIGKILL');
    await using next = await openFor(scratch.folder);
    expect(next.joined).toBe(false);
    expect(next.url).toBe(user.url);
    expect(await query(user.url, 'select figure from kept')).toEqual([[1]]);
  });

  test('comes back on another port where a program took the old one', async () => {
    await using user = await openFor(scratch.folder);
    process.kill(serverPidIn(data)!, 'SIGKILL');
    const taker = createServer();
    const port = Number(new URL(user.url).port);
    await expect
      .poll(async () => {
        taker.listen(port, '127.0.0.1');
        await once(taker, 'listening');
        return taker.listening;
      })
      .toBe(true);

    await using next = await openFor(scratch.folder);
    expect(new URL(next.url).port).not.toBe(String(port));
    expect(await query(next.url, 'select figure from kept')).toEqual([[1]]);
    taker.close();
  });

  test('says why its server did not start, and not the password', async () => {
    const password = (await readFile(path.join(home, 'password'), 'utf8')).trim();
    const why = await whyNot(scratch.folder, { settings: { no_such_setting: 'on' } });
    expect(why).toContain('unrecognized configuration parameter "no_such_setting"');
    expect(why).toContain('DATABASE_URL');
    expect(why).not.toContain(password);
    expect(await startAndRead()).toEqual([[1]]);
  });

  test('does not start without its password, and says which file is gone', async () => {
    const file = path.join(home, 'password');
    const password = await readFile(file, 'utf8');
    await rm(file);
    expect(await whyNot(scratch.folder)).toContain(`put ${file} back`);
    await writeFile(file, password, { mode: 0o600 });
    expect(await startAndRead()).toEqual([[1]]);
  });

  test('of another major version of PostgreSQL is refused and left as it is', async () => {
    const file = path.join(data, 'PG_VERSION');
    await writeFile(file, '17\n');
    const before = await readdir(data);
    const why = await whyNot(scratch.folder);
    expect(why).toMatch(/was made by PostgreSQL 17, and this is PostgreSQL 18.*pg_dump/);
    expect(await readdir(data)).toEqual(before);
    await writeFile(file, '18\n');
    expect(await startAndRead()).toEqual([[1]]);
  });

  test('whose data folder is damaged is refused, not replaced', async () => {
    await rm(path.join(data, 'PG_VERSION'));
    expect(await whyNot(scratch.folder)).toContain(`${data} is damaged`);
    await writeFile(path.join(data, 'PG_VERSION'), '18\n', { mode: 0o644 });
    expect(await startAndRead()).toEqual([[1]]);
  });
});

test('a state folder that cannot be one is named, with the variable that names another', async () => {
  await using scratch = await scratchFolder();
  const file = path.join(scratch.folder, 'file');
  await writeFile(file, '');
  for (const state of [file, path.join(file, 'state')]) {
    expect(await whyNot(state)).toMatch(`the state folder ${state} cannot be used`);
    expect(await whyNot(state)).toContain('PACTWATCH_STATE');
  }
});
