import { gunzipSync } from 'node:zlib';
import { SourceError } from '../errors.ts';
import { decompressed } from '../transport/decompress.ts';

const LARGEST_WHOLE = 256 * 1024 * 1024;

/**
 * Unpacks a gzip document a piece at a time.
 * @throws SourceError `format` when it is none, is damaged or is cut off; what it gave before that is part of no answer.
 */
export async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let isEmpty = true;
  try {
    for await (const chunk of decompressed(chunks, 'gzip')) {
      isEmpty = false;
      yield chunk;
    }
  } catch (error) {
    throw damaged(error);
  }
  if (isEmpty) throw new SourceError('format', 'the gzip file is empty');
}

/** As `gunzipped`, for a document that is small enough to be held: at most 256 MiB unpacked. */
export function gunzipWhole(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_WHOLE });
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR') return new SourceError('format', 'the gzip file is cut off');
  if (code === 'ERR_BUFFER_TOO_LARGE') return new SourceError('format', 'the gzip file is too large to be held');
  return code.startsWith('Z_') ? new SourceError('format', `the gzip file is damaged [${code}]`) : error;
}
