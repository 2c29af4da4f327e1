import type { CommitmentSpec, ConversionSpec, MirrorSpec, SeriesSpec } from '../../config/deal/schema.ts';
import type { KnownObservation } from '../../services/commitments/rule.ts';
import { AT, commitment, judged, report, series } from './evidence.ts';

/** IMF, Direction of Trade Statistics Yearbook 2017 (elibrary.imf.org): one factor for all goods and routes. */
export const CIF_TO_FOB: Readonly<Record<string, ConversionSpec>> = {
  'cif-to-fob': {
    from: 'USD',
    from_basis: 'cif',
    to: 'USD',
    to_basis: 'fob',
    divisor: '1.06',
    version: 1,
    standing: 'confirmed',
    source: 'IMF Direction of Trade Statistics Yearbook 2017',
  },
};
export const VALUES = {
  imports: series("A's imports", { frequency: 'year', unit: 'USD', basis: 'cif' }),
  exports: series("B's exports", { frequency: 'year', unit: 'USD', basis: 'fob' }),
};
export const WEIGHTS = {
  imports: series("A's imports", { frequency: 'year', basis: 'gross-weight' }),
  exports: series("B's exports", { frequency: 'year', basis: 'gross-weight' }),
};
export const MONTHLY = {
  imports: series("A's imports", { basis: 'gross-weight' }),
  exports: series("B's exports", { basis: 'gross-weight' }),
};
export const IN_WEIGHT = { unit: 't', basis: 'gross-weight' } as const;

export const trade = (more: Partial<MirrorSpec> = {}): MirrorSpec => ({
  title: 'Tin from B to A',
  importer: ['imports'],
  exporter: ['exports'],
  unit: 'USD',
  basis: 'fob',
  over: 'year',
  tolerance: '0.10',
  why: 'made up',
  ...more,
});
export const least = (unit: string): CommitmentSpec =>
  commitment({ rule: { kind: 'prohibited-flow', series: ['imports'], de_minimis: { value: '0', unit } } });

interface Told {
  readonly series?: Readonly<Record<string, SeriesSpec>>;
  readonly mirror?: MirrorSpec;
  readonly conversions?: Readonly<Record<string, ConversionSpec>>;
  readonly at?: Temporal.Instant;
}

/** The judgement of a promise of which the imports are judged. */
export function judgement(reports: readonly KnownObservation[], told: Told = {}) {
  const { series: specs = VALUES, mirror = trade(), conversions = CIF_TO_FOB, at = AT } = told;
  const parts = { commitment: least(specs['imports']!.unit), series: specs, conversions, mirrors: { tin: mirror } };
  return judged({ ...parts, reports, at });
}
export const sidesOf = (reports: readonly KnownObservation[], told?: Told) => judgement(reports, told).sides[0]!;

export const usd = (id: string, period: string, value: string | null, more: Partial<KnownObservation> = {}) =>
  report(id, period, value, { unit: 'USD', ...more });
export const both = (importer: string | null, exporter: string | null) => [
  usd('imports', '2025', importer),
  usd('exports', '2025', exporter),
];

export const inWeight = { series: WEIGHTS, mirror: trade(IN_WEIGHT) };
export const tonnes = (importer: string | null, exporter: string | null, more: Partial<KnownObservation> = {}) => [
  report('imports', '2025', importer),
  report('exports', '2025', exporter, more),
];

export const rolling = { series: MONTHLY, mirror: trade({ ...IN_WEIGHT, over: 'rolling-year' }) };
export const tens = (count: number): string[] => Array.from({ length: count }, () => '10');
