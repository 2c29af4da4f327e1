import type { Dimensions } from '../../services/sources/connector.ts';
import type { Frequency } from '../../config/vocabulary/period.ts';
import { type ReceivedRequest, type ScriptedAnswer, startPublisherServer } from '../support/publisher-server.ts';
import { wireTrouble, type Refusals } from './wire-trouble.ts';

/** What goes wrong with the contents of an answer. */
export const CONTENT_TROUBLES = [
  'empty',
  'many pages',
  'another country',
  'columns in another order',
  'more columns',
  'rows doubled',
] as const;
export type ContentTrouble = (typeof CONTENT_TROUBLES)[number];

/** What goes wrong on the way, whatever the contents. */
export const WIRE_TROUBLES = [
  '204',
  '302 to HTML',
  '401',
  '403 quota',
  '429 with Retry-After',
  '500 then good',
  'truncated body',
  'connection broken off',
  'slow drip',
  '50 MB body',
  'wrong content type',
] as const;
export type WireTrouble = (typeof WIRE_TROUBLES)[number];
export type Trouble = ContentTrouble | WireTrouble;

/** A request as the protocols read it. */
export interface Asked extends ReceivedRequest {
  readonly parameters: URLSearchParams;
}

/** A series that the stand-in can feed, for a deal that watches it. */
export interface FedSeries {
  readonly frequency: Frequency;
  readonly unit: string;
  readonly dimensions: Dimensions;
}

/** How one publisher answers, over HTTP, from a small table. */
export interface Protocol {
  readonly publisher: string;
  /** The only key that it takes; made up. Undefined where it asks for none. */
  readonly key?: string;
  /** A query that its table answers, and the first month of the history that is to be asked for. */
  readonly watch: {
    readonly query: object;
    readonly history: string;
    readonly series: Readonly<Record<string, FedSeries>>;
    /** A query whose answer has pages, where that is another one. */
    readonly pagedQuery?: object;
    /** How many figures of the series, or measures, all pages hold together. */
    readonly onAllPages?: number;
  };
  /** Its own words for what it refuses, where they are known. */
  readonly refusals?: Partial<Refusals>;
  answer(request: Asked, trouble: ContentTrouble | undefined): ScriptedAnswer;
  /** Whether a path is of figures, if some are not: what is in trouble answers those as ever. */
  isForFigures?(path: string): boolean;
}

/** A publisher on this machine. Close it, or hold it by `await using`. */
export interface StandIn extends AsyncDisposable {
  readonly publisher: string;
  readonly protocol: Protocol;
  readonly url: string;
  readonly key: string | undefined;
  readonly requests: readonly ReceivedRequest[];
  /** Gets into trouble from the next request on; without a kind it answers as ever. */
  trouble(kind?: Trouble): void;
  /** What it answered in trouble, oldest first, since the last one began. */
  readonly answeredInTrouble: readonly ScriptedAnswer[];
  close(): Promise<void>;
}

export async function startStandIn(protocol: Protocol): Promise<StandIn> {
  let trouble: Trouble | undefined;
  let answeredInTrouble: ScriptedAnswer[] = [];
  const answerInTrouble = (asked: Asked, kind: Trouble): ScriptedAnswer => {
    if (isContentTrouble(kind)) return protocol.answer(asked, kind);
    return wireTrouble(kind, protocol.answer(asked, undefined), answeredInTrouble.length + 1, protocol);
  };
  const server = await startPublisherServer((received) => {
    const asked: Asked = { ...received, parameters: new URL(received.url, 'http://stand-in').searchParams };
    const isForFigures = protocol.isForFigures?.(asked.path) ?? true;
    if (trouble === undefined || !isForFigures) return protocol.answer(asked, undefined);
    const answer = answerInTrouble(asked, trouble);
    answeredInTrouble.push(answer);
    return answer;
  });
  return {
    publisher: protocol.publisher,
    protocol,
    url: server.url,
    key: protocol.key,
    requests: server.requests,
    trouble: (kind) => {
      trouble = kind;
      if (kind !== undefined) answeredInTrouble = [];
    },
    get answeredInTrouble() {
      return answeredInTrouble;
    },
    close: server.close,
    [Symbol.asyncDispose]: server.close,
  };
}

const isContentTrouble = (trouble: Trouble): trouble is ContentTrouble =>
  CONTENT_TROUBLES.some((kind) => kind === trouble);
