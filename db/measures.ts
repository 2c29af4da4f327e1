import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '../config/vocabulary/evidence.ts';
import type { Listing, MeasureEffect, MeasureKind } from '../config/vocabulary/measure.ts';
import type { Db } from './connection.ts';

/** A good of a measure; days are `2026-07-01`. */
export interface StoredProduct {
  readonly code: string;
  readonly inForceFrom: string | null;
  readonly removed: string | null;
}

/** What a register says of a measure; a change of any of it is a new vintage. */
interface MeasureContent {
  readonly title: string;
  readonly kind: MeasureKind;
  readonly kindInRegister: string | null;
  readonly effect: MeasureEffect | null;
  readonly implementer: string;
  readonly isOfficial: boolean | null;
  readonly announced: string | null;
  readonly inForceFrom: string | null;
  readonly removed: string | null;
  /** By code. */
  readonly products: readonly StoredProduct[];
  /** In order. */
  readonly affected: readonly string[] | 'all';
  readonly reportedBy: string;
  readonly page: string | null;
  readonly note: string | null;
}

/** A measure as a document lists it, ready to be stored. */
export interface NewMeasure extends MeasureContent {
  /** Its id in the register. */
  readonly key: string;
  readonly publishedAt: Temporal.Instant | null;
  readonly sha256: string;
  readonly locator: string;
}

/** A vintage of a measure. An unlisted one says what was said of it last, by the document that no more lists it. */
export interface MeasureRow extends MeasureContent {
  readonly vintage: string;
  readonly source: string;
  readonly key: string;
  readonly listing: Listing;
  readonly publishedAt: Temporal.Instant | null;
  readonly knownFrom: Temporal.Instant;
  readonly document: string;
  readonly locator: string;
}

/** The columns of the content, as they are or each of an alias. */
export const contentOf = (alias?: 'v' | 'i'): RawBuilder<unknown> =>
  sql.raw(CONTENT.map((column) => (alias === undefined ? column : `${alias}.${column}`)).join(', '));

const CONTENT = [
  'title',
  'kind',
  'kind_in_register',
  'effect',
  'implementer',
  'is_official',
  'announced',
  'in_force_from',
  'removed',
  'products',
  'affected',
  'reported_by',
  'page',
  'note',
];

/**
 * Every measure of a deal as it stood at `at`, by source and key, unlisted ones included.
 * On the known clock that is the vintage then current; on the published clock the one that became known last of those
 * that were published, where a vintage without a publication date counts as published when it became known.
 */
export async function measuresAsOf(db: Db, deal: string, clock: Clock, at: Temporal.Instant): Promise<MeasureRow[]> {
  const { rows } = await sql<MeasureRow>`
    select distinct on (m.source, m.key)
      v.id as vintage, m.source, m.key, v.listing, ${contentOf('v')}, v.published_at, v.known_from,
      v.sha256 as document, v.locator
    from measure m
    join measure_vintage v on v.measure_id = m.id
    where m.deal = ${deal} and ${
      clock === 'known'
        ? sql`v.known_from <= ${at} and ${at} < v.known_to`
        : sql`coalesce(v.published_at, v.known_from) <= ${at}`
    }
    order by m.source, m.key, v.known_from desc`.execute(db);
  return rows;
}
