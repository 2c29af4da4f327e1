import { z } from 'zod';
import { BasisTerm, NotNegativeTerm, SeriesTerm, Text, UnitTerm } from '../../terms.ts';

const Amount = NotNegativeTerm.describe('The most that may flow, a decimal number in quotes; "0" for nothing at all.');
const Close = NotNegativeTerm.optional().describe(
  'The most that may flow for a drift to be over, where that is less than the amount by which it begins.',
);

const DeMinimis = z
  .strictObject({
    value: Amount,
    unit: UnitTerm,
    basis: BasisTerm,
    close: Close,
    each: z
      .strictObject({ value: Amount, close: Close })
      .optional()
      .describe('The same for each partner by itself; without it, each is held against what holds for all in sum.'),
  })
  .superRefine(({ value, close, each }, context) => {
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (close?.gt(value)) refuse(['close'], 'is above value, by which the drift begins');
    if (each?.value.gt(value)) refuse(['each', 'value'], 'is above what all in sum may come to');
    if (each?.close?.gt(each.value)) refuse(['each', 'close'], 'is above value, by which the drift begins');
  });

export const FlowTerms = z
  .strictObject({
    series: SeriesTerm.describe('The lines of the flow, by their ids. They are summed, so they must be of one basis.'),
    partners: z
      .record(Text, SeriesTerm)
      .optional()
      .describe(
        'Partners by name, each with those of the series that are of the flow to it. A series of none of them is one by itself.',
      ),
    de_minimis: DeMinimis.describe('The least amount that counts.'),
  })
  .superRefine(({ series, partners }, context) => {
    const seen = new Set<string>();
    for (const [name, ids] of Object.entries(partners ?? {})) {
      for (const [index, id] of ids.entries()) {
        const refuse = (message: string) =>
          context.addIssue({ code: 'custom', path: ['partners', name, index], message });
        if (!series.includes(id)) refuse(`${id} is none of series`);
        if (seen.has(id)) refuse(`${id} is of another partner already`);
        seen.add(id);
      }
    }
  });
export type FlowTerms = z.output<typeof FlowTerms>;
