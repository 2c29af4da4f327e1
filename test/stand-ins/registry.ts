import { census } from './census.ts';
import { comtradeBulk } from './comtrade-bulk.ts';
import { comtrade } from './comtrade.ts';
import { dataGovMy } from './data-gov-my.ts';
import { eia } from './eia.ts';
import { gta } from './gta.ts';
import type { Protocol } from './stand-in.ts';
import { usgs } from './usgs.ts';
import { wtoQr } from './wto-qr.ts';

/** The protocol of every publisher that is asked over HTTP, by its publisher. */
export const protocols: Readonly<Record<string, Protocol>> = {
  census,
  comtrade,
  'comtrade-bulk': comtradeBulk,
  'data-gov-my': dataGovMy,
  eia,
  gta,
  usgs,
  'wto-qr': wtoQr,
};
