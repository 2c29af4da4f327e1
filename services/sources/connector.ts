import type { z } from 'zod';
import type { ObservationStatus } from '../../config/vocabulary/evidence.ts';
import type { Frequency, Period, PeriodSpan } from '../../config/vocabulary/period.ts';

/** How a publisher wants its key. The key itself is added by the transport and is in no stored URL. */
export interface KeyPlace {
  readonly in: 'query' | 'header';
  readonly name: string;
}

export interface PublisherRequest {
  /** The whole URL, without the key; `file:` URLs are relative to the deal folder. */
  readonly url: string;
  readonly key?: KeyPlace;
  /** Media types of an answer that can be parsed, such as `application/json`; `*` takes any. */
  readonly accepts: readonly string[];
}

/** What a connector may know of how it is reached; never the key. */
export interface Access {
  readonly baseUrl: string;
  readonly hasKey: boolean;
}

/** One answer of a publisher, bytes untouched. */
export interface SourceDocument {
  readonly url: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export type Dimensions = Readonly<Record<string, string>>;

/** What an observation is of: the dimensions the publisher states, or the series that a hand-fed row names. */
export type ObservedSeries = { readonly dimensions: Dimensions } | { readonly named: string };

export interface ReportedObservation {
  readonly of: ObservedSeries;
  readonly period: Period;
  readonly unit: string;
  /** Canonical decimal; null exactly when the status is `missing` or `suppressed`. */
  readonly value: string | null;
  readonly status: ObservationStatus;
  /** Where in the document: `#/data/3/netWgt` (RFC 6901) or `#cell=12,9` (RFC 7111; rows and columns from 1). */
  readonly locator: string;
  /** When the publisher released this value, if the row itself says so. */
  readonly publishedAt?: Temporal.Instant;
  /** Who says it, where one document restates several; two reporters of one figure are two observations. */
  readonly reportedBy?: string;
  /** Why another report of the same figure is preferred to this one. */
  readonly superseded?: string;
  readonly note?: string;
}

/** A publisher's own statement that a period was released, as far as it makes one. */
export interface Publication {
  readonly period: Period;
  readonly publishedAt: Temporal.Instant;
  readonly note?: string;
}

export interface Report {
  readonly observations: readonly ReportedObservation[];
  readonly publications: readonly Publication[];
}

/** A series that a query can feed. */
export interface Yield {
  readonly dimensions: Dimensions;
  readonly unit: string;
  readonly frequency: Frequency;
}

/**
 * How one publisher is asked and understood. Every member is pure.
 * To add a publisher: one file with one of these, and one line in `registry.ts`.
 */
export interface Connector<Query> {
  readonly publisher: string;
  /** The publisher's name as a mail prints it. */
  readonly name: string;
  /** Where it answers in live mode; null when its figures are files of the deal folder. */
  readonly baseUrl: string | null;
  /** `required` when it answers no one without a key. */
  readonly key: 'required' | 'optional' | 'none';
  /** Least time between the starts of two calls of one process, milliseconds. */
  readonly minIntervalMs: number;
  readonly query: z.ZodType<Query>;
  /** The series that the query feeds, or `named` when the rows themselves name theirs. */
  yields(query: Query): readonly Yield[] | 'named';
  requests(query: Query, span: PeriodSpan, access: Access): readonly PublisherRequest[];
  /** The request for the next page, if the answer says that there is one. */
  next?(document: SourceDocument, request: PublisherRequest): PublisherRequest | undefined;
  /**
   * What the document reports.
   * @throws SourceError `format` when it is not an answer to the query, naming the place, never the key.
   */
  parse(document: SourceDocument, query: Query): Report;
}
