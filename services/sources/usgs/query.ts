import { z } from 'zod';
import { listOf } from '../wire/query-schema.ts';

/** USGS's words for a unit of mass, by the symbol that a query's unit begins with. */
export const USGS_UNITS: Readonly<Record<string, string>> = {
  kg: 'kilograms',
  t: 'metric tons',
  kt: 'thousand metric tons',
  Mt: 'million metric tons',
};

/** The symbol of mass in a unit: `t` of `t REO`. */
export const massOf = (unit: string) => unit.split(' ', 1)[0]!;

const Text = z.string().trim().min(1);

export const UsgsQuery = z.strictObject({
  /** Year of the Mineral Commodity Summaries. */
  edition: z.number().int().min(2022),
  item: z.string().regex(/^[0-9a-f]{24}$/, 'write the ScienceBase item, 24 hexadecimal digits'),
  file: z.string().regex(/^[\w.-]+\.csv$/, 'write the name of a CSV file'),
  chapter: Text,
  commodity: Text,
  countries: listOf(Text),
  statistics: listOf(z.enum(['Production', 'Reserves'])),
  /** The file's unit of mass with the chapter's basis, such as `t REO`. */
  unit: Text.refine((unit) => Object.hasOwn(USGS_UNITS, massOf(unit)), 'begin with kg, t, kt or Mt, such as "t REO"'),
});
export type UsgsQuery = z.output<typeof UsgsQuery>;
