import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './errors.ts';

// Node has no file locks of its own. Those of SQLite are the operating system's: it gives them back when their holder
// dies, however it dies, so none can be stale. The files stay empty.

const SQLITE_BUSY = 5;
// Longer than a server is given to recover.
const PATIENCE_MS = 240_000;
const NOTICE_MS = 2_000;

// A connection that nobody refers to is closed by the garbage collector, and its lock with it.
const held = new Set<DatabaseSync>();

export interface Lock {
  release(): void;
}

/**
 * Takes the lock of `file`, which one holder at a time can have, across processes and within one. `onWait` is called
 * once if that takes long.
 * @throws EmbeddedPostgresError after four minutes, or where files cannot be locked.
 */
export async function takeLock(file: string, onWait: () => void): Promise<Lock> {
  const database = open(file);
  try {
    await waitFor(database, file, onWait);
  } catch (error) {
    close(database);
    throw error;
  }
  return { release: () => close(database) };
}

async function waitFor(database: DatabaseSync, file: string, onWait: () => void): Promise<void> {
  const start = performance.now();
  let hasNoticed = false;
  while (!begin(database, file, 'begin exclusive')) {
    const waited = performance.now() - start;
    if (waited > PATIENCE_MS) {
      throw new EmbeddedPostgresError(
        `another process has held ${file} for four minutes: end it, or name another folder in PACTWATCH_STATE`,
      );
    }
    if (waited > NOTICE_MS && !hasNoticed) {
      hasNoticed = true;
      onWait();
    }
    await sleep(25);
  }
}

/** Who uses a server: any number of members at a time. Join and leave under a lock of `takeLock`. */
export interface Members {
  /** Whether anybody else is a member. Ask before joining. */
  hasOthers(): boolean;
  join(): void;
  /** Whether the file is still the one that was opened: a deleted state folder may have been made anew. */
  isCurrent(): boolean;
  /** True if nobody is left. */
  leave(): boolean;
}

export function openMembers(file: string): Members {
  const database = open(file);
  const { ino } = statSync(file);
  const isEmpty = () => {
    const alone = begin(database, file, 'begin exclusive');
    if (alone) database.exec('rollback');
    return alone;
  };
  return {
    hasOthers: () => !isEmpty(),
    join: () => {
      if (!begin(database, file, 'begin; select count(*) from sqlite_schema')) {
        throw new EmbeddedPostgresError(`${file} is locked by a program that is not pactwatch: end it`);
      }
    },
    isCurrent: () => statSync(file, { throwIfNoEntry: false })?.ino === ino,
    leave: () => {
      try {
        if (database.isTransaction) database.exec('rollback');
        return isEmpty();
      } finally {
        close(database);
      }
    },
  };
}

function open(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    // One that it may only read, SQLite pretends to lock.
    accessSync(file, constants.W_OK);
    held.add(database);
    return database;
  } catch (error) {
    throw cannotLock(file, error);
  }
}

function close(database: DatabaseSync): void {
  database.close();
  held.delete(database);
}

function begin(database: DatabaseSync, file: string, statements: string): boolean {
  try {
    database.exec(`pragma journal_mode = memory; ${statements}`);
    return true;
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    if (isBusy(error)) return false;
    throw cannotLock(file, error);
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}

function cannotLock(file: string, cause: unknown): EmbeddedPostgresError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new EmbeddedPostgresError(
    `${path.basename(file)} in ${path.dirname(file)} cannot be locked (${why}). ` +
      'Make the folder writable, or name another folder in PACTWATCH_STATE.',
    { cause },
  );
}
