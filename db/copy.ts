import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import { type Db, withClient } from './connection.ts';

/** Copies lines of the text format of COPY into a table; `statement` is `copy … from stdin`. */
export type CopyLines = (statement: string, lines: AsyncIterable<string>) => Promise<void>;

/** Runs `work` in a transaction of its own, in which lines can be copied into tables, temporary ones too. */
export function inCopyTransaction<T>(
  db: Db,
  signal: AbortSignal,
  work: (trx: Db, copyLines: CopyLines) => Promise<T>,
): Promise<T> {
  return withClient(db, (single, client) => {
    const copyLines: CopyLines = (statement, lines) =>
      pipeline(Readable.from(lines, { highWaterMark: 2 }), client.query(from(statement)), { signal });
    return single.transaction().execute((trx) => work(trx, copyLines));
  });
}
