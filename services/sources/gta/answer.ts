import { z } from 'zod';
import type { MeasureProduct, ReportedMeasure } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { StatedDay, startOfDay } from '../wire/day.ts';
import { type JsonValue, checkShape, jsonPointer } from '../wire/json.ts';
import { pageWithoutKeys } from '../wire/page.ts';
import { EFFECTS, kindOf } from './kinds.ts';
import { GTA_JURISDICTIONS, type GtaQuery } from './query.ts';

const Id = z.string().regex(/^\d+$/, 'is no number');
const ProductCode = z.string().regex(/^\d{5,6}$/, 'is no HS code of 6 digits');
const Jurisdiction = z.object({ id: Id, iso: z.string().regex(/^[A-Z]{3}$/, 'is no code of three letters') });

/** With some keys the products come as bare codes, without dates of their own. */
const Product = z.union([
  ProductCode,
  z.object({ product_id: ProductCode, date_implemented: StatedDay, date_removed: StatedDay }),
]);

/** One intervention. Its descriptions and sources are GTA's own texts: they stay in the document, and go nowhere else. */
const Intervention = z.object({
  intervention_id: Id,
  state_act_title: z.string().min(1),
  intervention_url: z.string().nullable(),
  is_official_source: z.boolean(),
  gta_evaluation: z.enum(Object.keys(EFFECTS) as (keyof typeof EFFECTS)[]),
  implementing_jurisdictions: z.array(Jurisdiction),
  affected_jurisdictions: z.array(Jurisdiction),
  intervention_type: z.string(),
  affected_products: z.array(Product),
  date_announced: StatedDay,
  date_published: StatedDay,
  date_implemented: StatedDay,
  date_removed: StatedDay,
  last_updated: StatedDay,
});

/** A page of interventions, still unchecked. */
export const GtaPage = z.array(z.custom<JsonValue>());

/**
 * The intervention at a place of a page.
 * @throws SourceError `wrong_subject` for another implementer or kind than asked, `format` for any other shape.
 */
export function measureIn(unchecked: JsonValue, index: number, query: GtaQuery): ReportedMeasure {
  const row = checkShape(unchecked, Intervention, [index]);
  const released = [row.date_published, row.last_updated].filter((day) => day !== null).toSorted();
  refuseOtherImplementer(row, index, query);
  return {
    key: `intervention/${row.intervention_id}`,
    title: row.state_act_title,
    kind: askedKind(row.intervention_type, index, query),
    kindInRegister: row.intervention_type,
    effect: EFFECTS[row.gta_evaluation],
    implementer: query.implementer,
    isOfficial: row.is_official_source,
    announced: row.date_announced,
    inForceFrom: row.date_implemented,
    removed: row.date_removed,
    products: row.affected_products.map(productOf),
    affected: row.affected_jurisdictions.map(({ iso }) => iso),
    // Its links carry a key of their own. The document keeps them, for its bytes are the evidence; nothing else does.
    page: row.intervention_url === null ? null : pageWithoutKeys(row.intervention_url),
    locator: jsonPointer([index, 'intervention_id']),
    // The later of the two: "last updated" may lie before the day on which the entry first appeared.
    ...(released.length === 0 ? {} : { publishedAt: startOfDay(released.at(-1)!) }),
  };
}

function refuseOtherImplementer(
  { implementing_jurisdictions: found }: z.output<typeof Intervention>,
  index: number,
  { implementer }: GtaQuery,
): void {
  const id = GTA_JURISDICTIONS[implementer]!;
  if (found.some((jurisdiction) => jurisdiction.id === id && jurisdiction.iso === implementer)) return;
  const named = found.map(({ id, iso }) => `${id} (${iso})`).join(', ') || 'empty';
  const place = jsonPointer([index, 'implementing_jurisdictions']);
  throw new SourceError('wrong_subject', `${place} is ${named}, asked was ${id} (${implementer})`);
}

function askedKind(interventionType: string, index: number, { kinds }: GtaQuery) {
  const kind = kindOf(interventionType);
  const place = jsonPointer([index, 'intervention_type']);
  const words = interventionType.slice(0, 60);
  if (kind === undefined) throw new SourceError('format', `${place} "${words}" is no known measure on exports`);
  if (!kinds.includes(kind)) {
    throw new SourceError('wrong_subject', `${place} is ${words}, asked was ${kinds.join(', ')}`);
  }
  return kind;
}

/** GTA writes codes as numbers: a leading zero is missing from them. */
function productOf(product: z.output<typeof Product>): MeasureProduct {
  if (typeof product === 'string') return { code: product.padStart(6, '0'), inForceFrom: null, removed: null };
  const { product_id: code, date_implemented: inForceFrom, date_removed: removed } = product;
  return { code: code.padStart(6, '0'), inForceFrom, removed };
}
