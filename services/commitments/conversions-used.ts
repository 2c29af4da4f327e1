import type { ConversionSpec } from '../../config/deal/schema.ts';
import { sayMeasured } from '../../config/vocabulary/basis.ts';
import type { Evidence } from './rule.ts';
import { sentence } from './words.ts';

/** Evidence that notes which conversions a rule takes from it. */
export function watchConversions(evidence: Evidence): {
  readonly evidence: Evidence;
  readonly used: ReadonlySet<string>;
} {
  const used = new Set<string>();
  return {
    used,
    evidence: {
      series: (id) => evidence.series(id),
      history: (id) => evidence.history(id),
      side: (id) => evidence.side(id),
      seed: evidence.seed,
      register: (id) => evidence.register(id),
      convert: {
        ...evidence.convert,
        convert(value, from, to, of) {
          const converted = evidence.convert.convert(value, from, to, of);
          if (converted.conversion !== null) used.add(converted.conversion);
          return converted;
        },
      },
    },
  };
}

/** Names each conversion that figures passed through, but for those between units that are so by definition. */
export function conversionRemarks(
  used: ReadonlySet<string>,
  conversions: Readonly<Record<string, ConversionSpec>>,
): string[] {
  return Object.entries(conversions)
    .filter(([id, spec]) => used.has(`${id}/${spec.version}`) && !isDefinition(spec))
    .map(([id, spec]) => {
      const { standing, source, note } = spec;
      const from = sayMeasured({ unit: spec.from, basis: spec.from_basis });
      const to = sayMeasured({ unit: spec.to, basis: spec.to_basis });
      const about =
        standing === 'unconfirmed'
          ? `The conversion ${id} from ${from} to ${to} is unconfirmed (${source})`
          : `Figures were converted by ${id} between ${from} and ${to} (${source})`;
      return sentence(note === undefined ? about : `${about}: ${note}`);
    });
}

const isDefinition = ({ standing, from_basis: basis, by_year: years }: ConversionSpec): boolean =>
  standing === 'exact' && basis === undefined && years === undefined;
