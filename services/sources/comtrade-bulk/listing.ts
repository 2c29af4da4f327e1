import { z } from 'zod';
import { COMTRADE_AREAS } from '../comtrade/areas.ts';
import { comtradePeriod } from '../comtrade/periods.ts';
import { FREQUENCY_CODES } from '../comtrade/query.ts';
import { comtradeRows } from '../comtrade/answer.ts';
import type { Publication, PublisherRequest, SourceDocument } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { checkShape, jsonPointer, parseJson } from '../wire/json.ts';
import { type ComtradeBulkQuery, fileRequest } from './query.ts';

const Entry = z.object({
  fileUrl: z.string().min(1),
  reporterCode: z.string(),
  freqCode: z.string(),
  typeCode: z.string(),
  classificationCode: z.string(),
  period: z.string().regex(/^\d{4}(?:0[1-9]|1[0-2])?$/, 'is no year and no month'),
  publicationDate: z
    .string()
    .nullish()
    .transform((text, context) => {
      if (text === null || text === undefined) return null;
      try {
        return Temporal.Instant.from(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
      } catch {
        context.addIssue({ code: 'custom', message: `"${text}" is no date and time` });
        return z.NEVER;
      }
    }),
});
type Entry = z.output<typeof Entry>;

/** Whether a document is a list of files, and not one of the files. */
export const isListing = ({ url }: Pick<SourceDocument, 'url'>): boolean => /\/bulk\/v1\/get\//i.test(url);

/** The files of a list that are classified by the Harmonized System; before 1988 countries reported by others. */
export function listedFiles({ bytes }: Pick<SourceDocument, 'bytes'>): readonly Entry[] {
  return comtradeRows(parseJson(bytes))
    .map((entry, index) => checkShape(entry, Entry, ['data', index]))
    .filter(({ classificationCode }) => /^H(?:S|\d)$/.test(classificationCode));
}

/**
 * When each file of a list was published.
 * @throws SourceError `wrong_subject` for a file of another country, frequency or kind of trade; `format` for two files
 * of one period; `no_content` when no file is listed.
 */
export function listedPublications(
  document: SourceDocument,
  { reporter, frequency }: ComtradeBulkQuery,
): Publication[] {
  const files = listedFiles(document);
  if (files.length === 0)
    throw new SourceError('no_content', 'no file is listed: not yet published, or a wrong parameter');
  const asked = ['C', FREQUENCY_CODES[frequency], COMTRADE_AREAS[reporter]!].join(' ');
  const seen = new Set<string>();
  for (const { typeCode, freqCode, reporterCode, period } of files) {
    const listed = [typeCode, freqCode, reporterCode].join(' ');
    if (listed !== asked || (period.length === 6) !== (frequency === 'month')) {
      throw new SourceError(
        'wrong_subject',
        `${jsonPointer(['data'])} lists a file of ${listed} ${period}, asked was ${asked}`,
      );
    }
    if (seen.has(period)) throw new SourceError('format', `${jsonPointer(['data'])} lists two files of ${period}`);
    seen.add(period);
  }
  return files.flatMap(({ period, publicationDate }) =>
    publicationDate === null ? [] : [{ period: comtradePeriod(period), publishedAt: publicationDate }],
  );
}

/** A request that others follow, whatever it is answered. */
interface ChainedRequest extends PublisherRequest {
  readonly rest?: readonly PublisherRequest[];
}

/** After a list its first file, after a file the next one of its list. */
export function followingRequest(document: SourceDocument, request: ChainedRequest): PublisherRequest | undefined {
  const [next, ...rest] = isListing(document)
    ? listedFiles(document).map((file) => fileRequest(fileAddress(file, request.url)))
    : (request.rest ?? []);
  if (next === undefined) return undefined;
  const following: ChainedRequest = { ...next, rest };
  return following;
}

/** Comtrade names its files by its own address, or by the last part of it; behind a proxy they are where their list was. */
function fileAddress({ fileUrl, reporterCode }: Entry, listUrl: string): string {
  const address = URL.parse(fileUrl);
  if (address !== null && address.host !== 'comtradeapi.un.org') return fileUrl;
  const root = listUrl.slice(0, listUrl.toLowerCase().indexOf('/bulk/v1/get/'));
  if (address !== null) return `${root}${address.pathname}${address.search}`;
  if (/^[\w-]+$/.test(fileUrl)) return `${root}/bulk/v1/file/${reporterCode}/${fileUrl}`;
  throw new SourceError('format', 'the list names a file by what is neither an address nor a name');
}
