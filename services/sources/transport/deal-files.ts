import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { SourceError } from '../errors.ts';

const LARGEST = 64 * 1024 * 1024;

/** Reads a file by its path relative to the deal folder. */
export type ReadDealFile = (dealFolder: string, file: string) => Promise<Uint8Array>;

/**
 * Reads a file of a deal folder; the path leads out of it neither by `..` nor by a link.
 * @throws SourceError `refused` naming the file, for a person to put right.
 */
export const readDealFile: ReadDealFile = async (dealFolder, file) => {
  const parts = file.split(/[\\/]/);
  if (path.isAbsolute(file) || parts.includes('..') || file.includes('\0')) {
    throw new SourceError('refused', `${JSON.stringify(file)} leads out of the deal folder: name a file inside it`);
  }
  try {
    const root = await realpath(dealFolder);
    const real = await realpath(path.join(root, file));
    if (!real.startsWith(root + path.sep)) {
      throw new SourceError('refused', `${file} is a link out of the deal folder: put the file itself there`);
    }
    const found = await stat(real);
    if (!found.isFile()) throw new SourceError('refused', `${file} in the deal folder is no file`);
    if (found.size > LARGEST) throw new SourceError('refused', `${file} is larger than ${LARGEST} bytes`);
    return new Uint8Array(await readFile(real));
  } catch (error) {
    throw error instanceof SourceError ? error : unreadable(file, error);
  }
};

function unreadable(file: string, error: unknown): SourceError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return new SourceError(
    'refused',
    isMissing ? `the deal folder has no file ${file}` : `${file} cannot be read [${code}]`,
  );
}
