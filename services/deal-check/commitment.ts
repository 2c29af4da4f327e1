import type { CommitmentSpec, Deal } from '../../config/deal/schema.ts';
import type { Recipient } from '../../config/recipients/schema.ts';
import { bindingOn } from '../commitments/law/binding.ts';
import { dayOf } from '../commitments/clock.ts';
import { boundRule, ruleTerms } from '../commitments/registry.ts';
import type { SeriesWindow } from '../commitments/rule.ts';
import { steadyInWords } from '../commitments/steady/words.ts';
import { leastStandingOf } from '../notices/decide/followed.ts';
import { conversionsOf } from './conversions.ts';
import type { FolderSource } from './folder-figures.ts';
import type { CheckedCommitment, CheckedSeries } from './schema.ts';
import { termsInWords } from './terms-in-words.ts';

export interface CheckInput {
  readonly deal: Deal;
  readonly recipients: readonly Recipient[];
  /** What the folder holds, by source. */
  readonly folder: ReadonlyMap<string, FolderSource>;
  readonly at: Temporal.Instant;
}

/** What one commitment is judged from, and who is told. */
export function checkedCommitment(input: CheckInput, id: string): CheckedCommitment {
  const { deal, at } = input;
  const spec = deal.commitments[id]!;
  const rule = boundRule(spec);
  const { kind, ...written } = spec.rule;
  const binding = bindingOn(deal, spec, dayOf(at));
  return {
    id,
    ref: spec.ref,
    title: spec.title,
    promise: spec.promise,
    rule: {
      kind,
      method: rule.method,
      means: rule.means,
      terms: termsInWords(ruleTerms[kind]!.parse(written)),
      judges: !rule.undecidable,
    },
    steady: spec.steady === undefined ? [] : steadyInWords(spec.steady),
    series: seriesRead(input, spec),
    registers: rule.registers.map((register) => {
      const { title, publisher } = deal.sources[register]!;
      return { id: register, title, publisher };
    }),
    conversions: conversionsOf(deal, rule.units),
    legal: { binds: binding.binds, reading: binding.binds ? null : binding.legal, words: binding.words },
    recipients: followersOf(input, id),
  };
}

function seriesRead({ deal, folder, at }: CheckInput, commitment: CommitmentSpec): CheckedSeries[] {
  const judged = boundRule(commitment)
    .needs(at)
    .filter(isFirstOfItsSeries)
    .map(({ series, from }) => ({ id: series, role: 'judged' as const, from: from?.toString() ?? null }));
  const context = commitment.context.map((id) => ({ id, role: 'context' as const, from: null }));
  return [...judged, ...context].map(({ id, role, from }) => {
    const { title, frequency, unit, basis, evidence, source, watch } = deal.series[id]!;
    return {
      id,
      title,
      role,
      from,
      frequency,
      unit,
      basis: basis ?? null,
      evidence,
      source,
      publisher: deal.sources[source]!.publisher,
      watch: watch?.detector ?? null,
      figures: folder.get(source)?.figures.get(id) ?? null,
    };
  });
}

/** A series may be read in several windows; the first is the one that is judged. */
const isFirstOfItsSeries = ({ series }: SeriesWindow, index: number, all: readonly SeriesWindow[]): boolean =>
  all.findIndex((one) => one.series === series) === index;

function followersOf({ deal, recipients }: CheckInput, id: string): CheckedCommitment['recipients'] {
  return recipients.flatMap((recipient) => {
    const leastStanding = leastStandingOf(recipient, deal.id, id);
    return leastStanding === null ? [] : [{ name: recipient.name, address: recipient.address, leastStanding }];
  });
}
