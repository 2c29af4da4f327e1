import { census } from './census/connector.ts';
import { comtradeBulk } from './comtrade-bulk/connector.ts';
import { comtrade } from './comtrade/connector.ts';
import type { Connector } from './connector.ts';
import { dataGovMy } from './data-gov-my/connector.ts';
import { eia } from './eia/connector.ts';
import { gta } from './gta/connector.ts';
import { handFed } from './hand-fed/connector.ts';
import { usgs } from './usgs/connector.ts';
import { wtoQr } from './wto-qr/connector.ts';

/** Every connector by its publisher. */
export const connectors: Readonly<Record<string, Connector<unknown>>> = {
  census,
  comtrade,
  'comtrade-bulk': comtradeBulk,
  'data-gov-my': dataGovMy,
  eia,
  gta,
  'hand-fed': handFed,
  usgs,
  'wto-qr': wtoQr,
};

/** Publishers' names by publisher id. */
export const publisherNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(connectors).map(({ publisher, name }) => [publisher, name]),
);
