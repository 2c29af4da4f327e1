import type { Deal } from '../../config/deal/schema.ts';
import type { BoundRule } from './registry.ts';
import type { Evidence } from './rule.ts';
import { windowsOf } from './windows.ts';

/** What tells the vintage of a measure from that of a figure, where both are named. */
const MEASURE = 'measure/';

/** How inputs name the vintage of a measure. */
export const measureInput = (vintage: string): string => `${MEASURE}${vintage}`;

/** Every vintage that the rule and its watch were given, sorted: of figures by id, of measures as `measure/7`. */
export function inputsOf(deal: Deal, rule: BoundRule, evidence: Evidence, at: Temporal.Instant): string[] {
  const figures = windowsOf(deal, rule, at)
    .filter(({ mirror }) => !mirror)
    .flatMap(({ series, watch }) =>
      (watch ? evidence.history(series) : evidence.series(series)).reports.map(({ vintage }) => vintage),
    );
  const measures = rule.registers.flatMap((register) =>
    evidence
      .register(register)
      .measures.flatMap(({ now, before }) => [...before, now].map(({ vintage }) => measureInput(vintage))),
  );
  return [...new Set([...figures, ...measures])].toSorted();
}

/** The vintages that inputs name, apart. */
export function inputsByKind(inputs: readonly string[]): {
  readonly figures: readonly string[];
  readonly measures: readonly string[];
} {
  const isMeasure = (input: string) => input.startsWith(MEASURE);
  return {
    figures: inputs.filter((input) => !isMeasure(input)),
    measures: inputs.filter(isMeasure).map((input) => input.slice(MEASURE.length)),
  };
}
