import { z } from 'zod';
import { DecimalTerm, SeriesTerm } from '../../terms.ts';

export const ContinuityTerms = z
  .strictObject({
    beneficiary: SeriesTerm.describe(
      'Witnesses of one flow to the beneficiary, such as its mass and its value, by their ids.',
    ),
    control: SeriesTerm.describe('Flows to others, by their ids. Without them a fall proves nothing.'),
    fall: DecimalTerm.refine((value) => value.gt(0) && value.lt(1), 'must lie between 0 and 1').describe(
      'The share of a year before below which a flow counts as fallen, between 0 and 1.',
    ),
    close: z
      .strictObject({
        fall: DecimalTerm.refine((value) => value.lte(1), 'must not be above 1').describe(
          'The share of a year before from which it goes on again, from fall up to 1.',
        ),
      })
      .optional()
      .describe('The share by which a fall is over, where it lies above the one by which it begins.'),
  })
  .refine(({ beneficiary, control }) => !control.some((id) => beneficiary.includes(id)), {
    message: 'a control must be no witness of the flow itself',
    path: ['control'],
  })
  .refine(({ fall, close }) => close === undefined || close.fall.gte(fall), {
    message: 'is below fall, by which the drift begins',
    path: ['close', 'fall'],
  });
export type ContinuityTerms = z.output<typeof ContinuityTerms>;
