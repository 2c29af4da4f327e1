import { stat } from 'node:fs/promises';
import { EmbeddedPostgresError } from './errors.ts';
import { type Account, run } from './run.ts';

const NAME = 'postgres';

/**
 * The user that runs PostgreSQL, which refuses to run as root: for root the owner of the data there is, else the system
 * user `postgres`, made if need be; undefined for anybody else, who runs it himself.
 */
export async function serverAccount(existingData: string | undefined): Promise<Account | undefined> {
  if (!isRoot()) return undefined;
  const owner = existingData === undefined ? undefined : await ownerOf(existingData);
  if (owner !== undefined && owner.uid !== 0) return owner;

  const account = (await findUser()) ?? (await makeUser());
  const trial = await run('/bin/sh', ['-c', 'true'], account);
  if (trial.ok) return account;
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and this root may not run it as the user ${NAME} (${trial.output}). ` +
      'Run pactwatch as an ordinary user, or set DATABASE_URL.',
  );
}

export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

export async function ownerOf(folder: string): Promise<Account> {
  const { uid, gid } = await stat(folder);
  const { ok, output } = await run('id', ['-un', String(uid)], undefined);
  return { name: ok ? output : `number ${uid}`, uid, gid };
}

async function findUser(): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([run('id', ['-u', NAME], undefined), run('id', ['-g', NAME], undefined)]);
  if (!uid.ok || !gid.ok || uid.output === '0') return undefined;
  return { name: NAME, uid: Number(uid.output), gid: Number(gid.output) };
}

async function makeUser(): Promise<Account> {
  const recipes: readonly (readonly [string, ...string[]])[][] = [
    [
      ['groupadd', '--system', NAME],
      [
        'useradd',
        '--system',
        '--gid',
        NAME,
        '--no-create-home',
        '--home-dir',
        '/nonexistent',
        '--shell',
        '/bin/false',
        NAME,
      ],
    ],
    [
      ['addgroup', '-S', NAME],
      ['adduser', '-S', '-D', '-H', '-G', NAME, NAME],
    ],
  ];
  const problems: string[] = [];
  for (const recipe of recipes) {
    for (const [program, ...args] of recipe) {
      const { ok, output } = await run(program, args, undefined);
      if (!ok) problems.push(output || `${program} failed`);
    }
    // Looked for even after a failure: another process may have made the user meanwhile.
    const account = await findUser();
    if (account) return account;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root, and a system user ${NAME} to run it could not be made ` +
      `(${problems.join('; ')}). Make that user, run pactwatch as an ordinary user, or set DATABASE_URL.`,
  );
}
