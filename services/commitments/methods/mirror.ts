import { Decimal } from '../../../config/vocabulary/decimal.ts';

/** What the two sides of a trade report of it, in one unit and on one basis. */
export interface Mirrored {
  readonly importer: Decimal;
  readonly exporter: Decimal;
}

export interface Asymmetry {
  /** Importer's less exporter's over their mean, from −2 to 2; 0 when they agree. */
  readonly relative: Decimal;
  /** Difference over sum, from 0 to 1. */
  readonly index: Decimal;
}

/**
 * How far the two sides of a trade disagree; null when both report nothing, which is undefined and no agreement.
 * Values have to be brought to one valuation first (CIF over 1.06 is FOB, by the deal's named conversion); weights
 * need no such factor.
 * Source: the two indices as used for bilateral asymmetries (ESCAP, Statistics Division working papers); unconfirmed
 * against their text. That two zeros are undefined is pactwatch's own rule.
 */
export function asymmetry({ importer, exporter }: Mirrored): Asymmetry | null {
  const sum = importer.plus(exporter);
  if (sum.lte(0)) return null;
  const difference = importer.minus(exporter);
  return { relative: difference.times(2).div(sum), index: difference.abs().div(sum) };
}

/** Whether they disagree by more than a share of their mean; compared unrounded. */
export function disagrees(sides: Mirrored, tolerance: Decimal): boolean {
  const found = asymmetry(sides);
  return found !== null && found.relative.abs().gt(new Decimal(tolerance));
}
