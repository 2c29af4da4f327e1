import type { MeasureEffect, MeasureKind } from '../../../config/vocabulary/measure.ts';

interface InterventionType {
  /** By which GTA is asked for it. */
  readonly id: number;
  /** What its answers call it. */
  readonly names: readonly string[];
}

/** The intervention types of Global Trade Alert that are measures on exports. */
export const INTERVENTION_TYPES: Readonly<Partial<Record<MeasureKind, InterventionType>>> = {
  export_tax: { id: 18, names: ['Export tax'] },
  export_ban: { id: 19, names: ['Export ban'] },
  export_tariff_quota: { id: 20, names: ['Export tariff quota'] },
  export_quota: { id: 21, names: ['Export quota'] },
  export_licensing: { id: 35, names: ['Export licensing requirement'] },
  export_other: { id: 37, names: ['Export-related non-tariff measure, nes'] },
  local_supply_requirement: { id: 63, names: ['Local supply requirement for exports', 'Local supply requirement'] },
  export_price_benchmark: { id: 74, names: ['Export price benchmark'] },
};

/** The kind of an answer's `intervention_type`; undefined for one that is none of the above. */
export function kindOf(interventionType: string): MeasureKind | undefined {
  const plain = (text: string) => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  const found = Object.entries(INTERVENTION_TYPES).find(([, { names }]) =>
    names.some((name) => plain(name) === plain(interventionType)),
  );
  return found?.[0] as MeasureKind | undefined;
}

/**
 * GTA's colours: red almost certainly harms foreign commercial interests, amber likely does, green frees trade or treats
 * all alike.
 */
export const EFFECTS = {
  Red: 'restricting',
  Amber: 'probably_restricting',
  Green: 'liberalising',
} as const satisfies Readonly<Record<string, MeasureEffect>>;
