import type { Deal, MirrorSpec } from '../../../config/deal/schema.ts';
import { canonicalDecimal, decimalText } from '../../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../../config/vocabulary/period.ts';
import { conversionRemarks, watchConversions } from '../conversions-used.ts';
import type { Evidence, SeriesWindow } from '../rule.ts';
import { settle } from '../settle.ts';
import { exact, quantity } from '../words.ts';
import { type Comparison, compareSides } from './compare.ts';
import { firstCompared, mirrorsRead, sidesOf } from './mirrors-read.ts';
import type { ComparedSides } from './sides.ts';
import { type Covered, memberOf } from './span.ts';
import { sidesWords } from './words.ts';

/**
 * Compares the two sides of each mirror of which a rule reads a series. What they say moves no standing; each side keeps
 * its own figures, and nothing is averaged.
 * @throws Error when the evidence holds no window of a side.
 */
export function watchMirrors(
  deal: Deal,
  needs: readonly SeriesWindow[],
  evidence: Evidence,
  at: Temporal.Instant,
): ComparedSides[] {
  return mirrorsRead(deal, new Set(needs.map(({ series }) => series))).map(([id, mirror]) =>
    look(deal, id, mirror, evidence, at),
  );
}

function look(deal: Deal, id: string, mirror: MirrorSpec, evidence: Evidence, at: Temporal.Instant): ComparedSides {
  const watched = watchConversions(evidence);
  const memberFrom = (series: string) => memberOf(settle(evidence.side(series), at));
  const pair = { importer: mirror.importer.map(memberFrom), exporter: mirror.exporter.map(memberFrom) };
  const compared = compareSides(pair, mirror, watched.evidence.convert, firstCompared(at));
  const { says, now, before } = compared;
  return {
    mirror: id,
    title: mirror.title,
    says,
    period: now && formatPeriod(now.period),
    basis: mirror.basis ?? null,
    importer: now && quantity(now.sides.importer, mirror.unit),
    exporter: now && quantity(now.sides.exporter, mirror.unit),
    relative: now?.asymmetry ? decimalText(now.asymmetry.relative) : null,
    index: now?.asymmetry ? decimalText(now.asymmetry.index) : null,
    before: before && {
      period: formatPeriod(before.period),
      relative: decimalText(before.relative),
      vintages: vintagesIn(before.covered),
    },
    tolerance: canonicalDecimal(mirror.tolerance),
    why: mirror.why,
    provisional: now?.provisional ?? false,
    words: sidesWords(mirror, compared),
    steps: [...(now?.steps ?? []), ...(before ? [before.step] : [])],
    remarks: [...notReported(compared), ...conversionRemarks(watched.used, deal.conversions)],
    vintages: vintagesIn(now?.covered ?? []),
    inputs: sorted(sidesOf(mirror).flatMap((series) => evidence.side(series).reports.map(({ vintage }) => vintage))),
  };
}

/** The figures of the comparison that are not their publisher's last word. */
function notReported({ now }: Comparison): string[] {
  return (now?.covered ?? []).flatMap(({ member: { series }, observations }) =>
    observations
      .filter(({ status }) => status !== 'reported')
      .map(
        ({ period, value, status }) =>
          `${series.spec.title}, ${formatPeriod(period)}: ${exact(value, series.spec.unit)} is ${status}.`,
      ),
  );
}

const vintagesIn = (covered: readonly Covered[]): string[] =>
  sorted(covered.flatMap(({ observations }) => observations.flatMap(({ vintages }) => vintages)));

const sorted = (vintages: readonly string[]): string[] => [...new Set(vintages)].toSorted();
