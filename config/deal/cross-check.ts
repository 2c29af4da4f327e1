import { type Measured, sayMeasured } from '../vocabulary/basis.ts';
import { type PlacedYaml, problem } from '../yaml.ts';
import { mirrorProblems } from './mirror-check.ts';
import { releaseProblems } from './release-check.ts';
import type { ConversionSpec, Deal } from './schema.ts';
import { watchProblems } from './watch-check.ts';

/** References that lead nowhere and dates out of order; one line for each, with its place. */
export function crossCheck(deal: Deal, placed: PlacedYaml): string[] {
  return [
    ...conversionProblems(deal, placed),
    ...commitmentProblems(deal, placed),
    ...seriesProblems(deal, placed),
    ...releaseProblems(deal, placed),
    ...watchProblems(deal, placed),
    ...mirrorProblems(deal, placed),
    ...instrumentProblems(deal, placed),
  ];
}

/** Two ways between the same units would leave open which of them made a figure. */
function conversionProblems({ conversions }: Deal, placed: PlacedYaml): string[] {
  const entries = Object.entries(conversions);
  const pairOf = (conversion: ConversionSpec) => JSON.stringify(sidesOf(conversion).map(sayMeasured).toSorted());
  return entries.flatMap(([id, conversion], index) => {
    const [from, to] = sidesOf(conversion).map(sayMeasured);
    const at = ['conversions', id];
    if (from === to) return [problem(placed, at, `it converts ${from} to itself`)];
    const first = entries.slice(0, index).find(([, earlier]) => pairOf(earlier) === pairOf(conversion));
    return first
      ? [problem(placed, at, `${first[0]} converts between ${from} and ${to} already: keep one of them`)]
      : [];
  });
}

function sidesOf(conversion: ConversionSpec): Measured[] {
  return [
    { unit: conversion.from, basis: conversion.from_basis },
    { unit: conversion.to, basis: conversion.to_basis },
  ];
}

function commitmentProblems(deal: Deal, placed: PlacedYaml): string[] {
  return Object.entries(deal.commitments).flatMap(([id, commitment]) => {
    const at = ['commitments', id];
    return [
      ...missing(placed, [...at, 'instruments'], 'instrument', commitment.instruments, deal.instruments),
      ...missing(placed, [...at, 'context'], 'series', commitment.context, deal.series),
      ...(commitment.due.from && commitment.due.by && commitment.due.from > commitment.due.by
        ? [problem(placed, [...at, 'due'], `due.from ${commitment.due.from} is after due.by ${commitment.due.by}`)]
        : []),
      ...(!commitment.due.from && !commitment.due.by && !commitment.due.note
        ? [problem(placed, [...at, 'due'], 'give a date, or a note that says why there is none')]
        : []),
      ...(commitment.readings.length === 1
        ? [problem(placed, [...at, 'readings'], 'one reading is no dispute: give two or none')]
        : []),
    ];
  });
}

function seriesProblems(deal: Deal, placed: PlacedYaml): string[] {
  return Object.entries(deal.series).flatMap(([id, series]) =>
    missing(placed, ['series', id, 'source'], 'source', [series.source], deal.sources),
  );
}

function instrumentProblems(deal: Deal, placed: PlacedYaml): string[] {
  return Object.entries(deal.instruments).flatMap(([id, { status }]) =>
    status.flatMap((interval, index) => {
      const at = ['instruments', id, 'status', index];
      const previous = status[index - 1];
      return [
        ...(previous && previous.from >= interval.from
          ? [
              problem(
                placed,
                [...at, 'from'],
                `${interval.from} does not follow ${previous.from}: list the status by date`,
              ),
            ]
          : []),
        ...((interval.is === 'disputed') !== (interval.claimed !== undefined)
          ? [problem(placed, at, 'give "claimed" with the status "disputed", and only with it')]
          : []),
      ];
    }),
  );
}

function missing(
  placed: PlacedYaml,
  at: readonly PropertyKey[],
  noun: string,
  names: readonly string[],
  known: Readonly<Record<string, unknown>>,
): string[] {
  return names
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => problem(placed, at, `no ${noun} "${name}" in this deal`));
}
