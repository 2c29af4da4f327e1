import { z } from 'zod';
import { listOf } from '../wire/query-schema.ts';

const file = (example: string) =>
  z
    .string()
    .regex(
      /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*\/)*[A-Za-z0-9_][A-Za-z0-9_.-]*\.(?:csv|xlsx)$/,
      `write the path of a CSV or XLSX file inside the deal folder, such as ${example}`,
    );

export const HandFedQuery = z
  .strictObject({
    /** Tables of figures. */
    files: listOf(file('figures/lynas-quarterly.csv')).optional(),
    /** Tables of measures and other legal events. */
    measures: listOf(file('figures/legal-events.csv')).optional(),
  })
  .refine(({ files, measures }) => files !== undefined || measures !== undefined, {
    message: 'name the files of figures, or those of measures',
  })
  .refine(({ files = [], measures = [] }) => !files.some((name) => measures.includes(name)), {
    message: 'names a file both as one of figures and as one of measures',
  });
export type HandFedQuery = z.output<typeof HandFedQuery>;
