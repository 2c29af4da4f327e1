import { SourceError } from '../errors.ts';

const LONGEST_LINE = 1024 * 1024;

/** Lines of one piece of a text. */
export interface Lines {
  /** The number of the first, from 1. */
  readonly first: number;
  readonly lines: readonly string[];
}

/**
 * Cuts UTF-8 text into lines while it comes in, without their ends, LF or CR LF. An end of line at the very end begins no
 * further line.
 * @throws SourceError `format` when the bytes are no UTF-8, or for a line of more than a million characters.
 */
export function lineCutter() {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let count = 0;
  const decode = (bytes: Uint8Array | undefined): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      throw new SourceError('format', `the bytes after line ${count} are no utf-8 text`, { cause });
    }
  };
  const numbered = (lines: string[]): Lines => {
    const first = count + 1;
    count += lines.length;
    return { first, lines: lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) };
  };
  return {
    push(bytes: Uint8Array): Lines {
      const lines = (rest + decode(bytes)).split('\n');
      rest = lines.pop()!;
      if (rest.length > LONGEST_LINE) {
        throw new SourceError('format', `line ${count + lines.length + 1} has more than ${LONGEST_LINE} characters`);
      }
      return numbered(lines);
    },
    end(): Lines {
      const last = rest + decode(undefined);
      rest = '';
      return numbered(last === '' ? [] : [last]);
    },
  };
}

/** The lines of a text that comes in pieces. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Lines, void, undefined> {
  const cutter = lineCutter();
  for await (const chunk of chunks) yield cutter.push(chunk);
  yield cutter.end();
}
