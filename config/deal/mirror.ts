import { z } from 'zod';
import { COMPARED_OVER } from '../vocabulary/sides.ts';
import { BasisName, PositiveDecimal } from './conversion.ts';

const Text = z.string().trim().min(1);

/** Series of one side; one that is named twice would be counted twice. */
const Side = z
  .array(Text)
  .min(1)
  .refine((ids) => new Set(ids).size === ids.length, 'names a series twice');

/** The relative asymmetry has no more. */
const MOST_APART = 2;

/** One trade as its two sides report it, each in statistics of its own. They are compared, and never averaged. */
export const Mirror = z.strictObject({
  title: Text.describe('What both sides report, such as "grain from B to A".'),
  importer: Side.describe("Series of the importer's statistics, by their ids; several are summed."),
  exporter: Side.describe("Series of the exporter's statistics, by their ids; several are summed."),
  unit: Text.describe('The unit in which the sides are compared. A series in another one needs a conversion to it.'),
  basis: BasisName.optional().describe(
    'What both sides are compared on, such as fob; a series on another basis needs a conversion to it. Without it, all are compared as they are, and must be on one basis.',
  ),
  over: z
    .enum(COMPARED_OVER)
    .describe('year: the newest calendar year that both report whole; rolling-year: the newest twelve months.'),
  tolerance: PositiveDecimal.refine((text) => Number(text) < MOST_APART, `must be below ${MOST_APART}`).describe(
    'By which share of their mean the sides may differ, a decimal number in quotes such as "0.10"; more is a disagreement.',
  ),
  why: Text.describe('Why so much is tolerated, and where that was read.'),
});
export type MirrorSpec = z.output<typeof Mirror>;
