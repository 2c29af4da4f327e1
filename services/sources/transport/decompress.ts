import { pipeline, Readable } from 'node:stream';
import * as zlib from 'node:zlib';

type Decompressor = NodeJS.ReadWriteStream & Readable;
const CHUNK = { chunkSize: 64 * 1024 };
// A larger window than RFC 9659 lets a server ask for would be memory at the publisher's choice.
const ZSTD = { ...CHUNK, params: { [zlib.constants.ZSTD_d_windowLogMax]: 23 } };

const DECOMPRESSORS: Readonly<Record<string, (first: Uint8Array) => Decompressor>> = {
  gzip: () => zlib.createGunzip(CHUNK),
  'x-gzip': () => zlib.createGunzip(CHUNK),
  // By the book a zlib stream, from some servers a raw one: 8 in the low half of the first byte tells the first.
  deflate: (first) => (((first[0] ?? 0) & 0x0f) === 8 ? zlib.createInflate(CHUNK) : zlib.createInflateRaw(CHUNK)),
  br: () => zlib.createBrotliDecompress(CHUNK),
  zstd: () => zlib.createZstdDecompress(ZSTD),
};

/** For `Accept-Encoding`. */
export const CODINGS = 'gzip, deflate, br, zstd';

/**
 * What `Content-Encoding` says of a body: its codings, the last one applied first.
 * @returns the first that cannot be undone instead, when there is one, or when there are more than two.
 */
export function codingsOf(contentEncoding: string | null): readonly string[] | { readonly unknown: string } {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .toReversed();
  const unknown = codings.find((coding) => !Object.hasOwn(DECOMPRESSORS, coding));
  if (unknown !== undefined) return { unknown };
  return codings.length > 2 ? { unknown: codings.toReversed().join(', ') } : codings;
}

/**
 * Undoes one coding while the body comes in. Unlike `fetch` itself, which ends in silence, it throws zlib's error when the
 * compressed bytes end early. A body of no bytes is one of no bytes.
 */
export async function* decompressed(
  body: AsyncIterable<Uint8Array>,
  coding: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = body[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done) return;
  const decompressor = DECOMPRESSORS[coding]!(first.value);
  pipeline(Readable.from(rejoined(first.value, source)), decompressor, () => {});
  yield* decompressor as AsyncIterable<Uint8Array>;
}

async function* rejoined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
