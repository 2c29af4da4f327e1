import { z } from 'zod';

/** A list in a query: at least one item, none twice. */
export function listOf<T>(item: z.ZodType<T>) {
  return z
    .array(item)
    .min(1, 'name at least one')
    .refine((items) => new Set(items).size === items.length, 'names an item twice');
}

/** An ISO 3166 code, or one of the publisher's own beside them, that a table of the publisher's codes knows. */
export function areaIn(codes: Readonly<Record<string, string>>, file: string) {
  return z.string().refine((iso) => Object.hasOwn(codes, iso), {
    error: ({ input }) => `"${String(input)}" has no code in services/sources/${file}: add it there if it is right`,
  });
}
