import { unzipSync } from 'fflate';
import { SourceError } from '../../errors.ts';
import { decodeText } from '../text.ts';

const MOST_PARTS = 1_000;
const LARGEST_PART = 16 * 1024 * 1024;
const LARGEST_WHOLE = 32 * 1024 * 1024;

/** The XML parts of a workbook's package by name, such as `xl/workbook.xml`. */
export interface Parts {
  /** The text of a part; undefined when there is none of that name. */
  text(name: string): string | undefined;
}

/**
 * Unpacks a workbook. What it unpacks to is bounded by what its directory states, and refused before it is unpacked.
 * @throws SourceError `format` for what is no zip file, or unpacks to more than a table of figures can need.
 */
export function openParts(bytes: Uint8Array): Parts {
  if (!startsWith(bytes, [0x50, 0x4b])) throw new SourceError('format', unlikeXlsx(bytes));
  const unpacked = unpack(bytes);
  return {
    text(name) {
      const part = unpacked.get(keyOf(name));
      return part === undefined ? undefined : decodeText(part, 'utf-8');
    },
  };
}

function unpack(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const sizes = new Map<string, number>();
  let entries = 0;
  let whole = 0;
  const wanted = (name: string, size: number): boolean => {
    entries += 1;
    if (entries > MOST_PARTS) throw new SourceError('format', `the XLSX file has more than ${MOST_PARTS} parts`);
    if (!/\.(?:xml|rels)$/i.test(name)) return false;
    if (sizes.has(keyOf(name))) throw new SourceError('format', 'the XLSX file has two parts of one name');
    sizes.set(keyOf(name), size);
    whole += size;
    if (size > LARGEST_PART || whole > LARGEST_WHOLE) {
      throw new SourceError(
        'format',
        `the XLSX file unpacks to more than a table of figures needs: leave only the table in it, below ${LARGEST_PART} bytes`,
      );
    }
    return true;
  };
  try {
    const files = unzipSync(bytes, { filter: ({ name, originalSize }) => wanted(name, originalSize) });
    const parts = new Map(Object.entries(files).map(([name, part]) => [keyOf(name), part]));
    const isCut = [...parts].some(([key, part]) => part.length !== sizes.get(key));
    if (isCut) throw new SourceError('format', 'the XLSX file is damaged: a part is shorter than it says');
    return parts;
  } catch (cause) {
    if (cause instanceof SourceError) throw cause;
    throw new SourceError('format', 'the XLSX file is damaged: it cannot be unpacked', { cause });
  }
}

/** Names are compared without regard to case, and some programs write them with backslashes. */
const keyOf = (name: string) => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

function unlikeXlsx(bytes: Uint8Array): string {
  return startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])
    ? 'the file is an old XLS workbook, or has a password: save it as XLSX without one'
    : 'the file is no XLSX workbook';
}

const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, index) => bytes[index] === byte);
