import { z } from 'zod';
import { listOf } from '../wire/query-schema.ts';

/** The columns of `trade_headline` that hold amounts, ringgit. The balance and the total are sums of the others. */
export const TRADE_COLUMNS = ['exports', 'exports_domestic', 're_exports', 'imports', 'imports_retained'] as const;
export type TradeColumn = (typeof TRADE_COLUMNS)[number];

export const DataGovMyQuery = z.strictObject({
  /** Its unit is known from the catalogue; that of `trade_sitc_1d` is not confirmed. */
  dataset: z.literal('trade_headline'),
  columns: listOf(z.enum(TRADE_COLUMNS)),
});
export type DataGovMyQuery = z.output<typeof DataGovMyQuery>;
