import type { Mask } from './secret.ts';

/** More than a character of a key takes in any of the forms that the mask knows, packed in URLs a few times over. */
const BYTES_A_CHARACTER = 16;

/** A body in chunks with the key covered, also where it lies across two of them. */
export function maskedChunks(chunks: AsyncIterable<Uint8Array>, mask: Mask, key: string | undefined) {
  let places = 0;
  const cover = (bytes: Uint8Array): Uint8Array => {
    const masked = mask.bytes(bytes);
    places += masked.places;
    return masked.bytes;
  };
  async function* covered(keyLength: number): AsyncGenerator<Uint8Array, void, undefined> {
    const reach = keyLength * BYTES_A_CHARACTER;
    let kept: Uint8Array = new Uint8Array();
    for await (const chunk of chunks) {
      const seen = cover(Buffer.concat([kept, chunk]));
      const ready = Math.max(0, seen.length - reach);
      if (ready > 0) yield seen.subarray(0, ready);
      kept = seen.subarray(ready);
    }
    if (kept.length > 0) yield kept;
  }
  return { chunks: key === undefined ? chunks : covered(key.length), places: () => places };
}
