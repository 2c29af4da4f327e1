import { MEASURE_KINDS, type MeasureKind } from '../../../config/vocabulary/measure.ts';

/** Symbols of the notification format for quantitative restrictions (WTO document G/L/59/Rev.1), without their `-X`. */
const KINDS: Readonly<Record<string, MeasureKind>> = {
  P: 'export_ban',
  CP: 'export_ban',
  GQ: 'export_quota',
  GQC: 'export_quota',
  BQ: 'export_quota',
  AL: 'export_licensing',
  NAL: 'export_licensing',
  MPR: 'export_price_benchmark',
};

/** One of the measures of which a notified restriction consists. */
export interface NotifiedMeasure {
  readonly flow?: string | null | undefined;
  readonly symbol?: string | null | undefined;
}

/** Whether it is on exports; undefined when neither its flow nor its symbol says so, an `-X` being exports. */
export function isOnExports({ flow, symbol }: NotifiedMeasure): boolean | undefined {
  if (/export/i.test(flow ?? '') || /-X$/i.test(symbol ?? '')) return true;
  return /import/i.test(flow ?? '') ? false : undefined;
}

/** The kind of the strictest of several measures on exports. */
export function strictestKind(measures: readonly NotifiedMeasure[]): MeasureKind {
  const codes = measures.map(({ symbol }) => (symbol ?? '').trim().toUpperCase().replace(/-X$/, ''));
  const kinds = new Set(codes.map((code) => KINDS[code]));
  return MEASURE_KINDS.find((kind) => kinds.has(kind)) ?? 'export_other';
}
