import type { Connector, PublisherRequest, SourceDocument } from './connector.ts';
import type { SourceSpec } from '../../config/deal/schema.ts';
import type { PeriodSpan } from '../../config/vocabulary/period.ts';

/** An HTTP answer, or the file that stands for one, before anything is believed of it. */
export interface Answer {
  readonly request: PublisherRequest;
  readonly httpStatus: number;
  readonly document: SourceDocument;
  /** `Retry-After`, `Location` and the like, lower-case names; never a request header. */
  readonly headers: Readonly<Record<string, string>>;
  /** The publisher said that nothing has changed: the document is the one that is stored. */
  readonly isRevalidated?: boolean;
  /** When the publisher gave it: the time of the call, or the date on which it was recorded. */
  readonly retrievedAt: Temporal.Instant;
  /** The date on which the publisher released all of it, where that is known from outside the document. */
  readonly publishedAt?: Temporal.Instant;
  /** For a recorded answer: where its figures can be found again. */
  readonly citation?: string;
}

export interface Ask<Query = unknown> {
  readonly sourceId: string;
  readonly source: SourceSpec;
  readonly connector: Connector<Query>;
  readonly query: Query;
  readonly span: PeriodSpan;
}

/** Puts a source's requests to its publisher, or to the record of it. The two differ in nothing above this line. */
export interface Transport {
  readonly mode: 'live' | 'recorded';
  /** Why the source cannot answer in this mode, or undefined when it can. */
  idle(ask: Ask): string | undefined;
  /**
   * The answers in the order of the requests, pages included, whatever their HTTP status.
   * @throws SourceError `unreachable` when there is no answer at all.
   */
  answers(ask: Ask, signal: AbortSignal): AsyncIterable<Answer>;
}
