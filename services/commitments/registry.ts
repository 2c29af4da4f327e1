import type { z } from 'zod';
import type { CommitmentSpec } from '../../config/deal/schema.ts';
import { cumulativeByDate } from './rules/cumulative-by-date/rule.ts';
import { cutFromBaseline } from './rules/cut-from-baseline/rule.ts';
import { flowContinuity } from './rules/flow-continuity/rule.ts';
import { prohibitedFlow } from './rules/prohibited-flow/rule.ts';
import { prohibitedMeasure } from './rules/prohibited-measure/rule.ts';
import { quantityPerPeriod } from './rules/quantity-per-period/rule.ts';
import type { Evidence, Finding, ReadUnit, Rule, SeriesWindow } from './rule.ts';
import { scheduledEvent } from './rules/scheduled-event/rule.ts';
import { targetByDate } from './rules/target-by-date/rule.ts';
import type { Binds } from './terms.ts';
import { unmeasured } from './rules/unmeasured.ts';

/** Every kind of rule that a deal may use, by the name that `rule.kind` gives. */
export const rules: Readonly<Record<string, Rule<unknown>>> = {
  'prohibited-flow': prohibitedFlow,
  'prohibited-measure': prohibitedMeasure,
  'flow-continuity': flowContinuity,
  'target-by-date': targetByDate,
  'quantity-per-period': quantityPerPeriod,
  'cumulative-by-date': cumulativeByDate,
  'cut-from-baseline': cutFromBaseline,
  'scheduled-event': scheduledEvent,
  unmeasured,
};

/** The rule of one commitment with its terms in it. */
export interface BoundRule {
  readonly kind: string;
  readonly means: string;
  /** `kind/version`, as an assessment stores it. */
  readonly method: string;
  readonly holds: Rule<unknown>['holds'];
  readonly targetIs: Binds | null;
  /** Whether the terms leave nothing to judge, whatever the figures. */
  readonly undecidable: boolean;
  readonly units: readonly ReadUnit[];
  needs(at: Temporal.Instant): readonly SeriesWindow[];
  /** The registers of measures that it reads, by source. */
  readonly registers: readonly string[];
  assess(evidence: Evidence, at: Temporal.Instant): Finding;
}

/** A deal never changes once it is read, and its rules are asked for at every look. */
const boundRules = new WeakMap<CommitmentSpec['rule'], BoundRule>();

/**
 * The rule that a commitment is judged by, with its terms read once.
 * @throws Error when the kind is none of `rules`; ZodError when the terms do not fit it.
 */
export function boundRule({ rule: written }: Pick<CommitmentSpec, 'rule'>): BoundRule {
  const known = boundRules.get(written);
  if (known) return known;
  const { kind, ...terms } = written;
  const rule = Object.hasOwn(rules, kind) ? rules[kind] : undefined;
  if (!rule) throw new Error(`no rule "${kind}": use one of ${Object.keys(rules).join(', ')}`);
  const bound = bind(rule, terms);
  boundRules.set(written, bound);
  return bound;
}

function bind<Terms>(rule: Rule<Terms>, written: unknown): BoundRule {
  const terms = rule.terms.parse(written);
  return {
    kind: rule.kind,
    means: rule.means,
    method: `${rule.kind}/${rule.version}`,
    holds: rule.holds,
    targetIs: rule.targetIs(terms),
    undecidable: rule.undecidable?.(terms) ?? false,
    units: rule.units(terms),
    needs: (at) => rule.needs(terms, at),
    registers: rule.registers?.(terms) ?? [],
    assess: (evidence, at) => rule.assess(terms, evidence, at),
  };
}

/** The schema of each kind's terms, without `kind`: what the loader of a deal checks them by. */
export const ruleTerms: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  Object.entries(rules).map(([kind, { terms }]) => [kind, terms]),
);
