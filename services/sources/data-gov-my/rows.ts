import { z } from 'zod';
import type { SourceDocument } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { type JsonValue, checkShape, jsonPointer, parseJson } from '../wire/json.ts';
import { askedFor } from '../wire/request.ts';
import type { DataGovMyQuery, TradeColumn } from './query.ts';

/** The form of the dataset that states amounts; the others state growth in percent. */
export const AMOUNTS = 'abs';

export interface TradeRow {
  readonly index: number;
  /** The first day of the month. */
  readonly date: string;
  readonly values: Readonly<Partial<Record<TradeColumn, string | null>>>;
}

const MonthRow = z.object({
  series: z.string(),
  date: z.string().regex(/^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-01$/, 'is no first day of a month such as 2026-07-01'),
});

/**
 * The rows of an answer, newest month first or in any other order.
 * @throws SourceError `no_content` for none, `wrong_subject` for growth where amounts were asked for, `format` for any
 *   other shape, or a list that may have been cut off.
 */
export function tradeRows({ url, bytes }: SourceDocument, { columns }: DataGovMyQuery): TradeRow[] {
  const list = checkShape(parseJson(bytes), z.array(z.custom<JsonValue>()));
  if (list.length === 0) throw new SourceError('no_content', 'no rows: not yet released, or no such series');
  const limit = Number(askedFor(url, 'limit') ?? Infinity);
  if (list.length >= limit) {
    throw new SourceError('format', `the answer has ${list.length} rows, as many as were asked for: it may be cut off`);
  }
  const Values = z.object(Object.fromEntries(columns.map((column) => [column, z.string().nullable()])));
  return list.map((unchecked, index) => {
    const { series, date } = checkShape(unchecked, MonthRow, [index]);
    if (series !== AMOUNTS) {
      throw new SourceError(
        'wrong_subject',
        `${jsonPointer([index, 'series'])} is ${series.slice(0, 40)}, asked was ${AMOUNTS}`,
      );
    }
    return { index, date, values: checkShape(unchecked, Values, [index]) };
  });
}
