import type { Deal } from '../../config/deal/schema.ts';
import { mirrorsRead, sidesOf } from '../commitments/mirrors/mirrors-read.ts';
import { conversionsOf } from './conversions.ts';
import type { CheckedCommitment, CheckedMirror } from './schema.ts';

/** What is compared of each trade that two sides report, and which commitments it is told with. */
export function checkedMirrors(deal: Deal, commitments: readonly CheckedCommitment[]): CheckedMirror[] {
  const readers = commitments.map(({ id, series }) => {
    const judged = new Set(series.filter(({ role }) => role === 'judged').map((one) => one.id));
    return { id, mirrors: new Set(mirrorsRead(deal, judged).map(([mirror]) => mirror)) };
  });
  return Object.entries(deal.mirrors).map(([id, spec]) => {
    const { title, importer, exporter, unit, basis, over, tolerance, why } = spec;
    return {
      id,
      title,
      importer,
      exporter,
      unit,
      basis: basis ?? null,
      over,
      tolerance,
      why,
      conversions: conversionsOf(
        deal,
        sidesOf(spec).map((series) => ({ series, unit, basis })),
      ),
      toldWith: readers.filter(({ mirrors }) => mirrors.has(id)).map((reader) => reader.id),
    };
  });
}
