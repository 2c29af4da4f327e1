import { COMTRADE_AREAS } from '../../services/sources/comtrade/areas.ts';
import type { ReportedObservation } from '../../services/sources/connector.ts';

/** Made-up trade of one country: so many partners and HS headings, both ways, in so many periods. */
export interface Shape {
  readonly frequency: 'year' | 'month';
  readonly partners: number;
  readonly products: number;
  readonly periods: readonly string[];
  /** The id of its first series. */
  readonly firstSeries: number;
}

export const REPORTER = 'MYS';
export const FLOWS = ['import', 'export'] as const;
export const MEASURES = [
  { measure: 'net_weight', unit: 'kg' },
  { measure: 'value', unit: 'USD' },
] as const;

const PARTNERS = Object.keys(COMTRADE_AREAS).filter((iso) => iso !== 'W00' && iso !== REPORTER);

export const partnersOf = ({ partners }: Shape): readonly string[] => PARTNERS.slice(0, partners);
export const productOf = (index: number): string => String(100_000 + index);

export const recordsIn = ({ partners, products, periods }: Shape): number =>
  partners * products * FLOWS.length * periods.length;
export const seriesIn = ({ partners, products }: Shape): number => partners * products * FLOWS.length * MEASURES.length;

/** A country's file of a year, by headings of which there are as many as make up the records. */
export const bulkShape = (records: number, firstSeries = 1): Shape => ({
  frequency: 'year',
  partners: 50,
  products: records / (50 * FLOWS.length),
  periods: ['2024'],
  firstSeries,
});

/** As many records as one call of the API gives, less than 100 000, over twelve months. */
export const jsonShape = (firstSeries: number, products = 85): Shape => ({
  frequency: 'month',
  partners: 49,
  products,
  periods: Array.from({ length: 12 }, (_, month) => `2025${String(month + 1).padStart(2, '0')}`),
  firstSeries,
});

/** Finds the series of a figure by counting, as they were registered: by product, partner, flow and measure. */
export function seriesFinder(shape: Shape): (observation: ReportedObservation) => number | undefined {
  const partners = new Map(partnersOf(shape).map((iso, index) => [iso, index]));
  return ({ of }) => {
    if (!('dimensions' in of)) return undefined;
    const { partner = '', product = '', flow, measure } = of.dimensions;
    const partnerAt = partners.get(partner);
    const productAt = Number(product.slice('HS/'.length)) - 100_000;
    if (partnerAt === undefined || productAt < 0 || productAt >= shape.products) return undefined;
    const record = (productAt * shape.partners + partnerAt) * FLOWS.length + (flow === FLOWS[0] ? 0 : 1);
    return shape.firstSeries + record * MEASURES.length + (measure === MEASURES[0].measure ? 0 : 1);
  };
}
