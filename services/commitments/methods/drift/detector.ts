import type { Decimal } from '../../../../config/vocabulary/decimal.ts';

/** One period of a watched series: its value, or null where it is missing or suppressed. Never a zero in its place. */
export type Point = Decimal | null;

/** Fewest values of a reference from which anything is concluded. */
export const FEWEST = 8;

/**
 * Why a detector says nothing: `no_data`, too few values to learn from; `no_scale`, values that do not vary, so that
 * no distance from them can be measured; `missing`, no value to judge.
 */
export type Silence = 'no_data' | 'no_scale' | 'missing';
