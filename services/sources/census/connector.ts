import { censusCovers } from './covers.ts';
import { CensusQuery, QUANTITY_UNIT, VARIABLES, censusRequests } from './query.ts';
import { censusFigures } from './rows.ts';
import type { Connector } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { parseJson } from '../wire/json.ts';
import { refusal } from '../wire/refusal.ts';
import { askedFor } from '../wire/request.ts';
import { isWebPage } from '../wire/text.ts';

/** US Census International Trade: US imports and exports by country and HS code, a month at a time. */
export const census: Connector<CensusQuery> = {
  publisher: 'census',
  name: 'U.S. Census Bureau',
  baseUrl: 'https://api.census.gov',
  key: 'required',
  minIntervalMs: 1000,
  query: CensusQuery,

  yields({ direction, partner, products, quantity_unit: quantityUnit }) {
    const { flow, values } = VARIABLES[direction];
    const measures = [...Object.values(values).map((measure) => [measure, 'USD']), ['quantity', quantityUnit]] as const;
    return products.flatMap((product) =>
      measures.map(([measure, unit]) => ({
        dimensions: { reporter: 'USA', partner, product: `HS/${product}`, flow, measure: measure! },
        unit: unit!,
        frequency: 'month' as const,
      })),
    );
  },

  requests: censusRequests,

  parse({ url, bytes }, query) {
    if (bytes.byteLength === 0) {
      throw new SourceError('no_content', 'an empty answer: not yet released, or nothing traded');
    }
    const opening = new TextDecoder().decode(bytes.subarray(0, 4096));
    if (isWebPage(opening) && /(?:invalid|missing) key/i.test(opening)) {
      throw new SourceError('refused', 'Census did not accept the key, or was given none');
    }
    if (/^\s*error:/i.test(opening)) throw refusal(opening.trim());
    const { values, quantity, flag } = VARIABLES[query.direction];
    const asked = askedFor(url, 'get')?.split(',') ?? [...Object.keys(values), quantity, flag, QUANTITY_UNIT];
    return {
      observations: censusFigures(parseJson(bytes), query, asked),
      publications: [],
      covers: censusCovers(url, query),
    };
  },
};
