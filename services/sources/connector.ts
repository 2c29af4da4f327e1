import type { z } from 'zod';
import type { Basis } from '../../config/vocabulary/basis.ts';
import type { ObservationStatus } from '../../config/vocabulary/evidence.ts';
import type { MeasureEffect, MeasureKind } from '../../config/vocabulary/measure.ts';
import type { Frequency, Period, PeriodSpan } from '../../config/vocabulary/period.ts';

/** How a publisher wants its key. The key itself is added by the transport and is in no stored URL. */
export interface KeyPlace {
  readonly in: 'query' | 'header';
  readonly name: string;
  /** What stands before the key in a header, such as `APIKey `. */
  readonly prefix?: string;
}

export interface PublisherRequest {
  /** The whole URL, without the key; `file:` URLs are relative to the deal folder. */
  readonly url: string;
  readonly key?: KeyPlace;
  /** `GET` if not given. Make a POST with `postOf`: its URL must tell it from one with another body. */
  readonly method?: 'POST';
  /** JSON text. */
  readonly body?: string;
  /** Media types of an answer that can be parsed, such as `application/json`; `*` takes any. */
  readonly accepts: readonly string[];
  /** The answer may be too large to be held: if it is, it comes in chunks, to `parseStream`. */
  readonly isLarge?: boolean;
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
  /** All of it, unless there are `chunks`: then the beginning alone. */
  readonly bytes: Uint8Array;
  /** All of a document that is too large to be held, as often as asked, until the next one of its source is asked for. */
  readonly chunks?: () => AsyncIterable<Uint8Array>;
}

export type Dimensions = Readonly<Record<string, string>>;

/** What an observation is of: the dimensions the publisher states, or the series that a hand-fed row names. */
export type ObservedSeries = { readonly dimensions: Dimensions } | { readonly named: string };

export interface ReportedObservation {
  readonly of: ObservedSeries;
  readonly period: Period;
  readonly unit: string;
  /** What the row says that the value measures; one on another basis than its series is stored as missing. */
  readonly basis?: Basis;
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

/** A period of which a publisher says that it holds the data asked for, and where it says so. */
export interface AvailablePeriod {
  readonly period: Period;
  readonly locator: string;
}

/** A good that a measure is about. */
export interface MeasureProduct {
  /** HS code: its digits alone, leading zeros kept. */
  readonly code: string;
  /** Days of this product alone, `2026-07-01`, where the register states them; else null. */
  readonly inForceFrom: string | null;
  readonly removed: string | null;
}

/** A government measure as a register lists it, or as a person enters it. Days are `2026-07-01`. */
export interface ReportedMeasure {
  /** Its stable id in the register; a source lists each key once. */
  readonly key: string;
  readonly title: string;
  readonly kind: MeasureKind;
  /** The register's own words for the kind. */
  readonly kindInRegister?: string;
  /** What the register says it does to trade. A licence that is granted is of the kind `export_licensing`, and frees. */
  readonly effect?: MeasureEffect;
  /** Who takes it, ISO 3166-1 alpha-3. */
  readonly implementer: string;
  /** Whether the register rests on an official source; null when it does not say. */
  readonly isOfficial: boolean | null;
  /** Null when the register states none. */
  readonly announced: string | null;
  readonly inForceFrom: string | null;
  /** The day on which it ends or ended; it may lie ahead. */
  readonly removed: string | null;
  /** Empty when the register names none. */
  readonly products: readonly MeasureProduct[];
  /** ISO 3166-1 alpha-3 of the partners that it touches, `all` where the register says so, empty when it names none. */
  readonly affected: readonly string[] | 'all';
  /** The register's page of it, without any key; null when it has none. */
  readonly page: string | null;
  /** Where in the document the measure stands. */
  readonly locator: string;
  /** When the register released it in this form, if it says so. */
  readonly publishedAt?: Temporal.Instant;
  /** Who says it, if not the publisher of the source. */
  readonly reportedBy?: string;
  readonly note?: string;
}

/**
 * A part of the history that a report speaks for as a whole. What is known of it with a value, and stated by no report of
 * the ask, was withdrawn: it becomes missing. A report without a value speaks for nothing, whatever it covers.
 */
export interface Coverage {
  /** The series with these dimensions, or the rows that this very file (its URL) stated before, whatever they are of. */
  readonly of: Dimensions | 'own rows';
  /** Never more than was asked for, nor periods that the publisher may not have released. */
  readonly spans: readonly PeriodSpan[] | 'all';
  /** Where a figure would stand: the end of the list, `#/data/-` (RFC 6901), or the head of the column, `#cell=1,9`. */
  readonly locator: string;
}

export interface Report {
  readonly observations: readonly ReportedObservation[];
  readonly publications: readonly Publication[];
  /** What the report speaks for beyond what it states; without it, nothing is withdrawn on its account. */
  readonly covers?: readonly Coverage[];
  /** Given by a publisher that says which periods it holds. */
  readonly available?: readonly AvailablePeriod[];
  /**
   * Given by registers alone, and by them always: none listed is an answer too. The reports of one ask together are all
   * that the register lists under the query; a measure that is in none of them is listed no more.
   */
  readonly measures?: readonly ReportedMeasure[];
}

/** A series that a query can feed. */
export interface Yield {
  readonly dimensions: Dimensions;
  readonly unit: string;
  /** What the publisher measures in it, where it says so. */
  readonly basis?: Basis;
  readonly frequency: Frequency;
}

/** Which series a query can feed, where they are too many to be listed. */
export interface YieldRule {
  readonly feeds: (series: Yield) => boolean;
  /** For a person: what such a series looks like. */
  readonly says: string;
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
  /** Least time between the starts of two calls, of all processes together, milliseconds. */
  readonly minIntervalMs: number;
  /** Calls in a UTC day that the publisher lets one key make, where it says so. Asked without a key it does not count. */
  readonly callsPerDay?: number;
  /** How long it may take to begin an answer, milliseconds, where it is known to be slow. */
  readonly patienceMs?: number;
  readonly query: z.ZodType<Query>;
  /** The series that the query feeds, or `named` when the rows themselves name theirs. */
  yields(query: Query): readonly Yield[] | YieldRule | 'named';
  requests(query: Query, span: PeriodSpan, access: Access): readonly PublisherRequest[];
  /** The request for the next page, if the answer says that there is one. */
  next?(document: SourceDocument, request: PublisherRequest): PublisherRequest | undefined;
  /**
   * What the document reports.
   * @throws SourceError `format` when it is not an answer to the query, naming the place, never the key.
   */
  parse(document: SourceDocument, query: Query): Report;
  /**
   * The same of a document that comes in chunks, a part of the report at a time, none of it held. That no figure is stated
   * twice is left to whoever collects the parts. They count only if all of them came: whatever `parse` throws is thrown.
   * @returns undefined for a document that `parse` reads.
   */
  parseStream?(document: SourceDocument, query: Query): AsyncIterable<Report> | undefined;
  /**
   * What the reports of one ask say together and none of them alone, such as that an available period has no row.
   * @returns the reports in the same order, with observations added.
   */
  settle?(reports: readonly Report[], query: Query, span: PeriodSpan): readonly Report[];
}
