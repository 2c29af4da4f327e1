/**
 * The kinds of government measures, named as the field names them: the intervention types of Global Trade Alert under
 * chapter P (export-related measures) of the UN classification of non-tariff measures, MAST. `export_other` is an
 * export measure that is none of those named. `legal_event` is no register's kind: a gazette order, a moratorium, a
 * letter, as a person enters it.
 */
export const MEASURE_KINDS = [
  'export_ban',
  'export_quota',
  'export_tariff_quota',
  'export_licensing',
  'export_tax',
  'export_price_benchmark',
  'local_supply_requirement',
  'export_other',
  'legal_event',
] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

/** What a measure does to trade. `liberalising` also is what treats all alike, or only makes rules known. */
export const MEASURE_EFFECTS = ['restricting', 'probably_restricting', 'liberalising'] as const;
export type MeasureEffect = (typeof MEASURE_EFFECTS)[number];

/** Whether a register lists a measure, or listed it once and no more, which does not say that it was lifted. */
export const LISTINGS = ['listed', 'unlisted'] as const;
export type Listing = (typeof LISTINGS)[number];

/** Whether a measure is in force on a day, by the dates that its register states. `unknown` when it states no first day. */
export const FORCES = ['in_force', 'not_yet', 'ended', 'unknown'] as const;
export type Force = (typeof FORCES)[number];

/**
 * Reads the dates of a measure, or of one of its products, on a day; days are `2026-07-01`. The day on which a measure
 * is removed is no day in force.
 */
export function forceOn(
  { inForceFrom, removed }: { readonly inForceFrom: string | null; readonly removed: string | null },
  day: string,
): Force {
  if (removed !== null && removed <= day) return 'ended';
  if (inForceFrom === null) return 'unknown';
  return inForceFrom <= day ? 'in_force' : 'not_yet';
}
