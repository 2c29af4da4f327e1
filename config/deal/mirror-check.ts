import type { Frequency } from '../vocabulary/period.ts';
import type { ComparedOver } from '../vocabulary/sides.ts';
import { type PlacedYaml, problem } from '../yaml.ts';
import type { Deal } from './schema.ts';

/** What the periods of a series can be summed to. */
const FITS: Readonly<Record<ComparedOver, readonly Frequency[]>> = {
  year: ['month', 'quarter', 'year', 'year-to-date'],
  'rolling-year': ['month', 'quarter'],
};

/** Mirrors that could compare nothing, or compare a side with itself, a line for each, with its place. */
export function mirrorProblems({ mirrors, series }: Deal, placed: PlacedYaml): string[] {
  return Object.entries(mirrors).flatMap(([id, mirror]) =>
    (['importer', 'exporter'] as const).flatMap((side) =>
      mirror[side].flatMap((name, index) => {
        const at = ['mirrors', id, side, index];
        const spec = Object.hasOwn(series, name) ? series[name]! : undefined;
        if (spec === undefined) return [problem(placed, at, `no series "${name}" in this deal`)];
        return [
          ...(side === 'exporter' && mirror.importer.includes(name)
            ? [problem(placed, at, `${name} is on the importer's side already: a series is of one side`)]
            : []),
          ...(FITS[mirror.over].includes(spec.frequency)
            ? []
            : [
                problem(
                  placed,
                  at,
                  `${name} reports by ${spec.frequency}, which makes no ${mirror.over}: write over: year`,
                ),
              ]),
        ];
      }),
    ),
  );
}
