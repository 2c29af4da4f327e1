import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { SourceError } from '../errors.ts';
import type { Answer, Transport } from '../transport.ts';
import { readDealFile, type ReadDealFile } from './deal-files.ts';
import { mediaTypeOf } from './media-type.ts';
import { parseRecordedIndex, type RecordedAnswerSpec } from './recorded-index.ts';

export interface RecordedOptions {
  readonly dealFolder: string;
  readonly readFile?: ReadDealFile | undefined;
}

/**
 * Gives the answers that the deal folder keeps of each source, `recorded/<source-id>/`, in the order of their index,
 * each as of the day on which it was recorded. The span of an ask does not narrow them.
 */
export function recordedTransport({ dealFolder, readFile = readDealFile }: RecordedOptions): Transport {
  return {
    mode: 'recorded',
    idle: ({ sourceId, source }) =>
      existsSync(path.join(dealFolder, folderOf(sourceId))) ? undefined : source.idle_when_recorded,
    async *answers({ sourceId, source }, signal) {
      const folder = folderOf(sourceId);
      if (!existsSync(path.join(dealFolder, folder))) throw nothingRecorded(sourceId, source.idle_when_recorded);
      const index = `${folder}/index.yaml`;
      const recorded = parseRecordedIndex(new TextDecoder().decode(await readFile(dealFolder, index)), index);
      for (const spec of recorded) {
        signal.throwIfAborted();
        yield answerOf(spec, await readFile(dealFolder, `${folder}/${spec.file}`));
      }
    },
  };
}

const folderOf = (sourceId: string) => `recorded/${sourceId}`;

function nothingRecorded(sourceId: string, reason: string | undefined): SourceError {
  const why =
    reason ?? `add ${folderOf(sourceId)}/index.yaml, or say why in idle_when_recorded of the source in deal.yaml`;
  return new SourceError('refused', `nothing is recorded of ${sourceId}: ${why}`);
}

function answerOf(spec: RecordedAnswerSpec, bytes: Uint8Array): Answer {
  const mediaType = mediaTypeOf(spec.media_type);
  return {
    request: {
      url: spec.url,
      ...(spec.body === undefined ? {} : { method: 'POST', body: spec.body }),
      accepts: [mediaType],
    },
    httpStatus: spec.status,
    document: { url: spec.url, sha256: createHash('sha256').update(bytes).digest('hex'), mediaType, bytes },
    headers: { 'content-type': spec.media_type },
    retrievedAt: startOfDay(spec.recorded),
    ...(spec.published === undefined ? {} : { publishedAt: startOfDay(spec.published) }),
    citation: spec.citation,
  };
}

function startOfDay(date: string): Temporal.Instant {
  return Temporal.PlainDate.from(date).toZonedDateTime('UTC').toInstant();
}
