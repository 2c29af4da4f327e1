import { z } from 'zod';
import { MEASURE_KINDS } from '../../../../config/vocabulary/measure.ts';
import { DayTerm, Text } from '../../terms.ts';

const Country = z.string().regex(/^[A-Z]{3}$/, 'write a country code of three letters, such as MYS');
const HsCode = z.string().regex(/^(?:\d{2}){1,5}$/, 'write the first 2, 4, 6, 8 or 10 digits of an HS code in quotes');
const Kinds = z.array(z.enum(MEASURE_KINDS)).min(1);
const Products = z.array(HsCode).min(1);
const Against = z.union([z.literal('all'), z.array(Country).min(1)]);

/** A measure that is none of those ruled out, as the deal's owner judged, and why. */
const Exception = z.strictObject({
  /** The register that lists it, one of `registers`. */
  register: Text,
  /** Its id in the register. */
  measure: Text,
  reason: Text,
  /** Where it can be read that it is none of them. */
  source: Text,
});

/** One way to read a disputed text. What it does not name it takes from the terms. */
const Interpretation = z.strictObject({
  id: Text,
  held_by: Text,
  says: Text,
  source: Text,
  kinds: Kinds.optional(),
  products: Products.optional(),
  against: Against.optional(),
  /** Beyond those of the terms. */
  exceptions: z.array(Exception).default([]),
});

const Whole = z.strictObject({
  /** Sources that list measures. That none of them lists one does not say that there is none. */
  registers: z
    .array(Text)
    .min(1)
    .refine((ids) => new Set(ids).size === ids.length, 'names a register twice'),
  /** Who must not take the measure, by ISO 3166-1 alpha-3. */
  implementer: Country,
  /** What it must not take. */
  kinds: Kinds,
  /** The goods, by the beginning of their HS codes. A measure on a whole chapter touches each heading in it. */
  products: Products,
  /** The partners whom it must not touch, by ISO 3166-1 alpha-3; `all` where it must touch none. */
  against: Against,
  /** From when the promise holds. What had ended by then is none of it; what was there before and still restricts is. */
  since: DayTerm.optional(),
  exceptions: z.array(Exception).default([]),
  /** The ways to read the text, where they differ: each is judged by itself, and all are shown. */
  interpretations: z.array(Interpretation).min(2).optional(),
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
export type MeasureException = z.output<typeof Exception>;

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
