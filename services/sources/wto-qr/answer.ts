import { z } from 'zod';
import type { ReportedMeasure } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { startOfDay } from '../wire/day.ts';
import { type JsonValue, checkShape, jsonPointer } from '../wire/json.ts';
import { pageWithoutKeys } from '../wire/page.ts';
import { isOnExports, strictestKind } from './kinds.ts';
import { WTO_MEMBERS, type WtoQrQuery } from './query.ts';

const LONGEST_TITLE = 300;
const Text = z.string().nullish();

/** A day, of which a time and an empty text or list may be all that follows or stands in its place. */
const Day = z
  .union([z.string().regex(/^(?:\d{4}-\d{2}-\d{2}(?:T.*)?)?$/, 'is no day such as 2026-07-01'), z.array(z.never())])
  .nullish()
  .transform((day) => (typeof day === 'string' && day !== '' ? day.slice(0, 10) : null))
  .pipe(z.iso.date('is no day such as 2026-07-01').nullable());

const Notification = z.object({ notification_dt: Day, document_url: Text });
const Product = z.object({ code: z.string().regex(/^\d{2,12}$/, 'is no HS code') });

const Restriction = z.object({
  id: z.string().regex(/^\d+$/, 'is no number'),
  in_force_from: Day,
  termination_dt: Day,
  general_description: Text,
  reporter_member: z.object({ code: z.string() }),
  measures: z.array(z.object({ flow: Text, symbol: Text, group_name: Text })),
  notified_in: z.array(Notification),
  affected_products: z.array(Product).nullish(),
});
type Restriction = z.output<typeof Restriction>;

/**
 * The restriction at a place of a page, if it is one on exports.
 * @param product The product that was asked for, which the WTO found it to touch.
 * @throws SourceError `wrong_subject` for another member than asked, `format` for any other shape.
 */
export function measureIn(
  unchecked: JsonValue,
  index: number,
  { implementer }: WtoQrQuery,
  product: string | undefined,
): ReportedMeasure | undefined {
  const path = ['data', index];
  const row = checkShape(unchecked, Restriction, path);
  const place = (field: string) => jsonPointer([...path, field]);
  const due = WTO_MEMBERS[implementer]!;
  if (row.reporter_member.code !== due) {
    const found = row.reporter_member.code.slice(0, 20);
    throw new SourceError(
      'wrong_subject',
      `${place('reporter_member')} is ${found}, asked was ${due} (${implementer})`,
    );
  }
  const measures = row.measures.filter((measure, at) => {
    const onExports = isOnExports(measure);
    if (onExports !== undefined) return onExports;
    throw new SourceError('format', `${jsonPointer([...path, 'measures', at])} says neither import nor export`);
  });
  if (measures.length === 0) return undefined;
  const notification = latestNotification(row);
  return {
    key: `qr/${row.id}`,
    title: titleOf(row),
    kind: strictestKind(measures),
    kindInRegister: [...new Set(measures.map(({ symbol, group_name }) => symbol || group_name || 'unnamed'))].join(
      ', ',
    ),
    effect: 'restricting',
    implementer,
    // The member itself notifies it.
    isOfficial: true,
    announced: null,
    inForceFrom: row.in_force_from,
    removed: row.termination_dt,
    products: productsOf(row, product).map((code) => ({ code, inForceFrom: null, removed: null })),
    affected: [],
    page: pageWithoutKeys(notification?.document_url ?? ''),
    locator: place('id'),
    ...(notification?.notification_dt ? { publishedAt: startOfDay(notification.notification_dt) } : {}),
  };
}

function latestNotification({ notified_in: notifications }: Restriction) {
  return notifications.toSorted((a, b) => ((a.notification_dt ?? '') < (b.notification_dt ?? '') ? -1 : 1)).at(-1);
}

/** The WTO gives no titles: the description begins with what would be one. */
function titleOf({ id, general_description: description }: Restriction): string {
  const text = (description ?? '').replaceAll(/\s+/g, ' ').trim();
  if (text === '') return `Quantitative restriction ${id}`;
  const characters = [...text];
  return characters.length <= LONGEST_TITLE ? text : `${characters.slice(0, LONGEST_TITLE - 1).join('')}…`;
}

function productsOf({ affected_products: products }: Restriction, asked: string | undefined): string[] {
  const named = (products ?? []).map(({ code }) => code);
  return named.length > 0 || asked === undefined ? named : [asked];
}
