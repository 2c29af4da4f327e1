import type { Deal } from '../../config/deal/schema.ts';
import { boundRule } from './registry.ts';
import { windowsOf } from './windows.ts';

/**
 * The commitments that a source feeds, with figures or measures for their rule, with those of the other side of a trade,
 * or as context, in the order of the deal file.
 */
export function commitmentsFedBy(deal: Deal, source: string, at: Temporal.Instant): string[] {
  return Object.entries(deal.commitments).flatMap(([id, commitment]) => {
    const rule = boundRule(commitment);
    const read = [...windowsOf(deal, rule, at).map(({ series }) => series), ...commitment.context];
    const sources = [...read.map((series) => deal.series[series]?.source), ...rule.registers];
    return sources.includes(source) ? [id] : [];
  });
}
