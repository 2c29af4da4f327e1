import { SourceError } from '../errors.ts';

export type TextEncoding = 'utf-8' | 'windows-1252';

/**
 * The text of a document, without its byte order mark.
 * @throws SourceError `format` when the bytes are not of the encoding.
 */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new SourceError('format', `the bytes are no ${encoding} text`, { cause });
  }
}

/**
 * The encoding of a document that does not state its own: UTF-8 when it is valid UTF-8, else Windows-1252. The dashes
 * and quotes of Windows-1252 are single bytes that cannot stand in UTF-8.
 */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** Whether the text is a web page: what publishers send for a missing key, a moved file or an outage. */
export function isWebPage(text: string): boolean {
  return /^\s*</.test(text);
}
