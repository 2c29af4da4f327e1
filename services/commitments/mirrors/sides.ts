import type { Basis } from '../../../config/vocabulary/basis.ts';
import type { SidesSay } from '../../../config/vocabulary/sides.ts';
import type { Quantity, Step } from '../rule.ts';

/** What two sides report of one trade, brought to one unit and basis and held against each other. */
export interface ComparedSides {
  /** The mirror's id in the deal. */
  readonly mirror: string;
  readonly title: string;
  readonly says: SidesSay;
  /** The twelve months that were compared; null when none could be. */
  readonly period: string | null;
  /** What both are compared on; null where all are of one kind, and none is stated. */
  readonly basis: Basis | null;
  readonly importer: Quantity | null;
  readonly exporter: Quantity | null;
  /** Importer's less exporter's over their mean, from -2 to 2. */
  readonly relative: string | null;
  /** Difference over sum, from 0 to 1. */
  readonly index: string | null;
  /** How far they were apart in the same months a year before; null where that cannot be said. */
  readonly before: {
    readonly period: string;
    readonly relative: string;
    readonly vintages: readonly string[];
  } | null;
  /** The share of their mean by which they may differ. */
  readonly tolerance: string;
  /** Why so much is tolerated. */
  readonly why: string;
  /** Whether any of the figures is not its publisher's last word. */
  readonly provisional: boolean;
  /** All of this in a sentence or two. */
  readonly words: string;
  readonly steps: readonly Step[];
  readonly remarks: readonly string[];
  /** The vintages that both sums rest on, sorted. */
  readonly vintages: readonly string[];
  /** Every vintage that was given of either side, sorted: the comparison can be made again from these. */
  readonly inputs: readonly string[];
}
