import type { Coverage } from '../connector.ts';
import { askedFor } from '../wire/request.ts';
import { spanAsked } from '../wire/span.ts';
import { type CensusQuery, VARIABLES } from './query.ts';

/** What an answer with rows speaks for: the product and the months that its request names. */
export function censusCovers(url: string, { direction, partner, products }: CensusQuery): Coverage[] {
  const { flow, commodity } = VARIABLES[direction];
  const [, from, to] = /^from (\S+) to (\S+)$/.exec(askedFor(url, 'time') ?? '') ?? [];
  const span = spanAsked(from, to);
  const product = askedFor(url, commodity);
  if (span === undefined || product === undefined || !products.includes(product)) return [];
  return [{ of: { reporter: 'USA', partner, product: `HS/${product}`, flow }, spans: [span], locator: '#/-' }];
}
