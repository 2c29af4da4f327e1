import { createHash } from 'node:crypto';
import type { PublisherRequest } from '../connector.ts';
import { SourceError } from '../errors.ts';
import type { Answer, Transport } from '../transport.ts';
import { readDealFile, type ReadDealFile } from './deal-files.ts';
import { mediaTypeOfFile } from './media-type.ts';

export interface FilesOptions {
  readonly dealFolder: string;
  readonly now: () => Temporal.Instant;
  readonly readFile?: ReadDealFile | undefined;
}

/** Reads the files that people keep in the deal folder: the same in both modes, of the moment at which they are read. */
export function filesTransport({
  dealFolder,
  now,
  readFile = readDealFile,
}: FilesOptions): Pick<Transport, 'idle' | 'answers'> {
  const answerOf = async (request: PublisherRequest): Promise<Answer> => {
    const file = fileOf(request.url);
    const bytes = await readFile(dealFolder, file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return {
      request,
      httpStatus: 200,
      document: { url: request.url, sha256, mediaType: mediaTypeOfFile(file), bytes },
      headers: {},
      retrievedAt: now(),
    };
  };
  return {
    idle: () => undefined,
    async *answers({ connector, query, span }, signal) {
      for (const request of connector.requests(query, span, { baseUrl: 'file:', hasKey: false })) {
        signal.throwIfAborted();
        yield await answerOf(request);
      }
    },
  };
}

/** `file:figures/a.csv` and `file:///figures/a.csv` both name a file of the deal folder. */
function fileOf(url: string): string {
  const file = /^file:\/*([^?#]+)$/.exec(url)?.[1];
  try {
    if (file !== undefined) return decodeURIComponent(file);
  } catch {
    // A stray percent sign: refused below like any other address that names no file.
  }
  throw new SourceError(
    'refused',
    `${JSON.stringify(url)} names no file of the deal folder: write file:figures/name.csv`,
  );
}
