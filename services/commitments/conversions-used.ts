import type { ConversionSpec } from '../../config/deal/schema.ts';
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
      convert: {
        can: (from, to) => evidence.convert.can(from, to),
        convert(value, from, to) {
          const converted = evidence.convert.convert(value, from, to);
          if (converted.conversion !== null) used.add(converted.conversion);
          return converted;
        },
      },
    },
  };
}

/** Says of each conversion that no source confirms that figures passed through it. */
export function conversionRemarks(
  used: ReadonlySet<string>,
  conversions: Readonly<Record<string, ConversionSpec>>,
): string[] {
  return Object.entries(conversions)
    .filter(([id, { version, standing }]) => used.has(`${id}/${version}`) && standing === 'unconfirmed')
    .map(([id, { from, to, source, note }]) => {
      const about = `The conversion ${id} from ${from} to ${to} is unconfirmed (${source})`;
      return sentence(note === undefined ? about : `${about}: ${note}`);
    });
}
