import { z } from 'zod';
import { MEASURE_KINDS } from '../../../../config/vocabulary/measure.ts';
import { DayTerm, SourceTerm, Text } from '../../terms.ts';

const Country = z.string().regex(/^[A-Z]{3}$/, 'write a country code of three letters, such as MYS');
const HsCode = z.string().regex(/^(?:\d{2}){1,5}$/, 'write the first 2, 4, 6, 8 or 10 digits of an HS code in quotes');
const Kinds = z.array(z.enum(MEASURE_KINDS)).min(1).describe('What it must not take.');
const Products = z
  .array(HsCode)
  .min(1)
  .describe(
    'The goods, by the beginning of their HS codes, in quotes. A measure on a whole chapter touches each heading in it.',
  );
const Against = z
  .union([z.literal('all'), z.array(Country).min(1)])
  .describe('The partners whom it must not touch, by their country codes, or all.');

const Exceptions = z
  .array(
    z.strictObject({
      register: Text.describe('The register that lists the measure, one of registers.'),
      measure: Text.describe('Its id in the register.'),
      reason: Text.describe('Why the promise does not mean it.'),
      source: SourceTerm,
    }),
  )
  .default([]);

/** One way to read a disputed text. What it does not name it takes from the terms. */
const Interpretation = z.strictObject({
  id: Text.describe('A letter or word that it is called by.'),
  held_by: Text.describe('Who reads the text so.'),
  says: Text.describe('What the text means to them.'),
  source: SourceTerm,
  kinds: Kinds.optional(),
  products: Products.optional(),
  against: Against.optional(),
  exceptions: Exceptions.describe(
    'Measures that are none of those ruled out by this reading, beyond those of the terms.',
  ),
});

const Whole = z.strictObject({
  registers: z
    .array(Text)
    .min(1)
    .refine((ids) => new Set(ids).size === ids.length, 'names a register twice')
    .describe('Sources that list measures. That none of them lists one does not say that there is none.'),
  implementer: Country.describe('Who must not take the measure, by its country code of three letters.'),
  kinds: Kinds,
  products: Products,
  against: Against,
  since: DayTerm.optional().describe(
    'From when the promise holds. What had ended by then is none of it; what was there before and still restricts is.',
  ),
  exceptions: Exceptions.describe('Measures that the registers list and the promise does not mean.'),
  interpretations: z
    .array(Interpretation)
    .min(2)
    .optional()
    .describe('The ways to read the text, where they differ: each is judged by itself, and all are shown.'),
});
type Whole = z.output<typeof Whole>;

export const MeasureTerms = Whole.superRefine((terms, context) => {
  const { registers, interpretations = [] } = terms;
  const refuse = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
  const lists = [
    { at: [] as PropertyKey[], exceptions: terms.exceptions },
    ...interpretations.map(({ exceptions }, index) => ({ at: ['interpretations', index], exceptions })),
  ];
  for (const { at, exceptions } of lists) {
    for (const [index, { register }] of exceptions.entries()) {
      if (!registers.includes(register)) refuse([...at, 'exceptions', index, 'register'], 'is none of registers');
    }
  }
  const ids = interpretations.map(({ id }) => id);
  for (const [index, reading] of interpretations.entries()) {
    const at = ['interpretations', index];
    if (ids.indexOf(reading.id) !== index) refuse([...at, 'id'], `${reading.id} stands there already`);
    for (const field of beyond(terms, reading)) {
      refuse([...at, field], 'goes beyond the terms: a reading may only narrow them');
    }
  }
});
export type MeasureTerms = z.output<typeof MeasureTerms>;
export type MeasureException = MeasureTerms['exceptions'][number];

/** The fields in which a reading names what the terms do not. */
function beyond({ kinds, products, against }: Whole, reading: z.output<typeof Interpretation>): string[] {
  const isIn = (code: string) => products.some((prefix) => code.startsWith(prefix));
  const wider =
    against !== 'all' && (reading.against === 'all' || reading.against?.some((to) => !against.includes(to)));
  return [
    ...(reading.kinds?.every((kind) => kinds.includes(kind)) === false ? ['kinds'] : []),
    ...(reading.products?.every(isIn) === false ? ['products'] : []),
    ...(wider === true ? ['against'] : []),
  ];
}
