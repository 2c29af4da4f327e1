import path from 'node:path';

/** The folder of an example deal; all in it is made up. */
export const exampleFolder = (name: string): string =>
  path.resolve(import.meta.dirname, '../../config/deals/examples', name);

export const EXAMPLES = ['purchase-agreement', 'production-cut'] as const;
