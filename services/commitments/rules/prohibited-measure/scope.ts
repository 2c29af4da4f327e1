import type { MeasureException, MeasureTerms } from './terms.ts';

/** What a text rules out, under one reading of it. */
export interface MeasureScope extends Pick<MeasureTerms, 'implementer' | 'kinds' | 'products' | 'against' | 'since'> {
  readonly exceptions: readonly MeasureException[];
  /** Whose reading it is; null where the text is read in one way. */
  readonly reading: {
    readonly id: string;
    readonly heldBy: string;
    readonly says: string;
    readonly source: string;
  } | null;
}

/** One scope for each reading of the text; where nobody disputes it, one. */
export function scopesOf({ interpretations, ...terms }: MeasureTerms): MeasureScope[] {
  if (interpretations === undefined) return [{ ...terms, reading: null }];
  return interpretations.map(({ id, held_by: heldBy, says, source, kinds, products, against, exceptions }) => ({
    ...terms,
    kinds: kinds ?? terms.kinds,
    products: products ?? terms.products,
    against: against ?? terms.against,
    exceptions: [...terms.exceptions, ...exceptions],
    reading: { id, heldBy, says, source },
  }));
}
