import type { Deal } from '../../config/deal/schema.ts';
import type { Clock } from '../../config/vocabulary/evidence.ts';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import { evidenceOf } from '../commitments/evidence/evidence.ts';
import { registerOf } from '../commitments/evidence/listed-measures.ts';
import type { BoundRule } from '../commitments/registry.ts';
import type { Evidence, KnownMeasure, KnownObservation } from '../commitments/rule.ts';
import { windowsOf } from '../commitments/windows.ts';

/** All that ever became known of what a deal reads, so that it can be looked at as it stood at any instant. */
export interface History {
  /** Vintages by series, in the order in which they became known. */
  readonly reports: ReadonlyMap<string, readonly KnownObservation[]>;
  /** Vintages of measures by register, those of a measure in the order in which they became known. */
  readonly measures: ReadonlyMap<string, readonly KnownMeasure[]>;
  /** When each register answered, in order. */
  readonly reads: ReadonlyMap<string, readonly Temporal.Instant[]>;
}

type Dated = Pick<KnownObservation, 'publishedAt' | 'knownFrom'>;

/** When a vintage came out by a clock; without a publication date it counts as published when it became known. */
export const releasedAt = ({ publishedAt, knownFrom }: Dated, clock: Clock): Temporal.Instant =>
  clock === 'known' ? knownFrom : (publishedAt ?? knownFrom);

/** What `knownEvidence` reads of the database, from a history that holds it. */
export function evidenceAt(
  history: History,
  deal: Deal,
  rule: BoundRule,
  clock: Clock,
  at: Temporal.Instant,
): Evidence {
  const needs = windowsOf(deal, rule, at);
  const isOut = (vintage: Dated) => isBy(releasedAt(vintage, clock), at);
  const reports = new Set(needs.map(({ series }) => series))
    .values()
    .flatMap((series) => lastOfEach((history.reports.get(series) ?? []).filter(isOut)));
  const registers = rule.registers.map((id) =>
    registerOf(
      deal,
      id,
      (history.measures.get(id) ?? []).filter(isOut),
      (history.reads.get(id) ?? []).findLast((read) => isBy(read, at)) ?? null,
    ),
  );
  return evidenceOf(deal, needs, reports.toArray(), registers);
}

/** The history as one who saw only some of its vintages: the ids of figures, and of measures. */
export function historyOf(history: History, figures: ReadonlySet<string>, measures: ReadonlySet<string>): History {
  return {
    reports: keep(history.reports, figures),
    measures: keep(history.measures, measures),
    reads: history.reads,
  };
}

function keep<Vintage extends { readonly vintage: string }>(
  held: ReadonlyMap<string, readonly Vintage[]>,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, readonly Vintage[]> {
  return new Map([...held].map(([key, vintages]) => [key, vintages.filter(({ vintage }) => ids.has(vintage))]));
}

/** Of each period and reporter the vintage that became known last. */
function lastOfEach(reports: readonly KnownObservation[]): KnownObservation[] {
  return [
    ...new Map(reports.map((report) => [`${formatPeriod(report.period)} ${report.reportedBy}`, report])).values(),
  ];
}

const isBy = (one: Temporal.Instant, at: Temporal.Instant): boolean => Temporal.Instant.compare(one, at) <= 0;
