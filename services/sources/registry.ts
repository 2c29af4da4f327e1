import { census } from './census/connector.ts';
import { comtrade } from './comtrade/connector.ts';
import type { Connector } from './connector.ts';
import { eia } from './eia/connector.ts';
import { handFed } from './hand-fed/connector.ts';
import { usgs } from './usgs/connector.ts';

/** Every connector by its publisher. */
export const connectors: Readonly<Record<string, Connector<unknown>>> = {
  census,
  comtrade,
  eia,
  'hand-fed': handFed,
  usgs,
};
