/**
 * What a figure is measured by, beyond its unit: two figures of one unit are comparable only on one basis. The words
 * are what a sentence prints.
 */
export const BASES = {
  /** Mass: the goods as they are, whatever they contain. */
  'gross-weight': 'gross weight',
  /** Mass: the rare-earth oxides that the goods contain, or would give. */
  'reo-content': 'REO content',
  /** Value at the exporter's border, without freight and insurance to the importer. */
  fob: 'FOB',
  /** Value at the importer's border, with freight and insurance. */
  cif: 'CIF',
  /** Value as the importer's customs assess it. */
  'customs-value': 'customs value',
  /** An amount in the money of its own year, as a contract or a statement names it. */
  nominal: 'nominal',
  /** Energy with the heat of the water vapour that burning gives. */
  'gross-heat': 'gross heat',
  /** Energy without it. */
  'net-heat': 'net heat',
} as const;
export type Basis = keyof typeof BASES;

export const BASIS_NAMES = Object.keys(BASES) as readonly Basis[];

/** A unit, with what is measured in it where that is stated. */
export interface Measured {
  readonly unit: string;
  readonly basis?: Basis | undefined;
}

/** `USD (CIF)`, or the unit alone where no basis is stated. */
export function sayMeasured({ unit, basis }: Measured): string {
  return basis === undefined ? unit : `${unit} (${BASES[basis]})`;
}
