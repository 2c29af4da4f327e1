import type { Deal } from '../../../config/deal/schema.ts';
import { measureInput } from '../inputs.ts';
import type { BoundRule } from '../registry.ts';
import type { Evidence } from '../rule.ts';

/**
 * The sources that gave a rule a vintage which the judgement before was not given: a new figure, a revised one, a measure
 * that a register lists anew. What is only watched or compared is no publication of what is judged.
 */
export function publishedSince(
  deal: Deal,
  rule: BoundRule,
  evidence: Evidence,
  at: Temporal.Instant,
  given: readonly string[],
): string[] {
  const before = new Set(given);
  const isNew = (input: string) => !before.has(input);
  const figures = rule
    .needs(at)
    .filter(({ series }) => evidence.series(series).reports.some(({ vintage }) => isNew(vintage)))
    .map(({ series }) => deal.series[series]!.source);
  const registers = rule.registers.filter((register) =>
    evidence
      .register(register)
      .measures.some(({ now, before: forms }) => [...forms, now].some(({ vintage }) => isNew(measureInput(vintage)))),
  );
  return [...new Set([...figures, ...registers])].toSorted();
}
