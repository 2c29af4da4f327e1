import type { Deal } from '../../config/deal/schema.ts';
import { EVIDENCE_GRADES, type EvidenceGrade } from '../../config/vocabulary/evidence.ts';
import { parsePeriod } from '../../config/vocabulary/period.ts';
import { type LegalReading, type Standing, isDrift } from '../../config/vocabulary/standing.ts';
import { NoRateError } from '../observations/convert.ts';
import { bindingOn } from './law/binding.ts';
import { dayOf } from './clock.ts';
import { conversionRemarks, watchConversions } from './conversions-used.ts';
import { driftGate } from './drift/gate.ts';
import { watchDrift } from './drift/watch.ts';
import { unknownFinding } from './finding.ts';
import { withoutTwins } from './flow-figures.ts';
import { gate } from './law/gate.ts';
import { inputsOf } from './inputs.ts';
import { legalReading } from './law/legal.ts';
import { type BoundRule, boundRule } from './registry.ts';
import type { Evidence, Finding } from './rule.ts';
import type { Binds } from './terms.ts';
import { sayWord, sentence } from './words.ts';

/** The judgement before this one, as far as it matters for what comes next. */
export type EarlierJudgement = Pick<Judgement, 'standing' | 'legal' | 'method'>;

/** All that a row of assessments says of one commitment at one instant. */
export interface Judgement extends Omit<Finding, 'standing'> {
  readonly commitment: string;
  /** `kind/version` of the rule. */
  readonly method: string;
  /** What the commitment stands at: the one found, or the earlier one when figures are missing. */
  readonly standing: Standing;
  /** What the target is to the value: the least, the most, or what is expected; null when it is only compared with. */
  readonly targetIs: Binds | null;
  /** What these figures show, after the gates of evidence and law and the watch for drift. */
  readonly found: Standing;
  readonly legal: LegalReading;
  readonly legalWords: string;
  /** The grade to show: the strongest that is no proxy, else `proxy`; null without figures. */
  readonly grade: EvidenceGrade | null;
  /** Whether figures of lines that also hold other goods are among the evidence. */
  readonly proxy: boolean;
  /** What the figures do not show, by series: to be read wherever they are printed. */
  readonly cautions: readonly string[];
  /** Every vintage that the rule was given, sorted, those of measures as `measure/7`: it can be made again from these. */
  readonly inputs: readonly string[];
}

export interface Case {
  readonly deal: Deal;
  /** The commitment's id in the deal. */
  readonly commitment: string;
  readonly evidence: Evidence;
  readonly at: Temporal.Instant;
  readonly previous: EarlierJudgement | null;
}

/**
 * Judges one commitment at an instant. The same case gives the same judgement, byte for byte.
 * @throws Error when the deal has no such commitment, or the evidence was not gathered for its rule.
 */
export function judge({ deal, commitment: id, evidence, at, previous }: Case): Judgement {
  const commitment = Object.hasOwn(deal.commitments, id) ? deal.commitments[id] : undefined;
  if (!commitment) throw new Error(`deal "${deal.id}" has no commitment "${id}"`);

  const rule = boundRule(commitment);
  const watched = watchConversions({ ...evidence, seed: `${deal.digest}/${id}` });
  const finding = found(rule, watched.evidence, at);
  const binding = bindingOn(deal, commitment, dayOf(at));
  const period = finding.period === null ? null : parsePeriod(finding.period);
  const gated = gate({ ...finding, period, holds: rule.holds }, binding, commitment.due);
  const outside = finding.standing !== 'unknown' && gated.standing === 'unknown';
  const drift = watchDrift(deal, rule.needs(at), watched.evidence, at);
  const drifted = driftGate(gated.standing, drift);
  const earlier = gated.standing === 'unknown' ? stays(rule, previous) : null;
  const { legal, words } = legalReading(
    binding,
    { standing: gated.standing, evidence: finding.evidence },
    earlier?.legal ?? null,
  );

  return {
    commitment: id,
    method: rule.method,
    standing: earlier?.standing ?? drifted.standing,
    found: drifted.standing,
    legal,
    legalWords: words,
    value: finding.value,
    target: finding.target,
    targetIs: rule.targetIs,
    margin: finding.margin,
    period: finding.period,
    evidence: finding.evidence,
    grade: gradeOf(finding.evidence),
    proxy: finding.evidence.includes('proxy'),
    reason: `${reasonOf(finding.reason, outside ? gated.steps[0]!.result : null, earlier)}${drifted.words}`,
    wayBack: outside || (earlier && !isDrift(earlier.standing)) ? null : (finding.wayBack ?? drifted.wayBack),
    steps: [...finding.steps, ...gated.steps, ...drift.steps, ...drifted.steps],
    figures: withoutTwins(finding.figures, drift.figures),
    ...(finding.measures && { measures: finding.measures }),
    cautions: cautionsOf(deal, finding),
    remarks: [...new Set([...finding.remarks, ...drift.remarks, ...conversionRemarks(watched.used, deal.conversions)])],
    inputs: inputsOf(deal, rule, evidence, at),
  };
}

/** What the rule finds, or that it cannot, where a conversion has no rate for a year that it needs. */
function found(rule: BoundRule, evidence: Evidence, at: Temporal.Instant): Finding {
  try {
    return rule.assess(evidence, at);
  } catch (error) {
    if (!(error instanceof NoRateError)) throw error;
    return unknownFinding(`The figures cannot be converted: ${error.message}.`);
  }
}

/** The earlier judgement whose standing stays while figures are missing; it judged by the same kind of rule. */
function stays(rule: BoundRule, previous: EarlierJudgement | null): EarlierJudgement | null {
  if (previous === null || previous.standing === 'unknown' || rule.undecidable) return null;
  return previous.method.split('/')[0] === rule.kind ? previous : null;
}

function reasonOf(reason: string, outside: string | null, earlier: EarlierJudgement | null): string {
  const held = outside === null ? '' : ` They say nothing of the promise: ${outside}.`;
  const kept = earlier
    ? ` The earlier standing, ${sayWord(earlier.standing)}, stays: figures that are missing change nothing.`
    : '';
  return `${sentence(reason)}${held}${kept}`;
}

function cautionsOf(deal: Deal, { figures }: Finding): string[] {
  return [...new Set(figures.map(({ series }) => series))].flatMap((id) => {
    const { title, caution } = deal.series[id]!;
    return caution === undefined ? [] : [`${title}: ${caution}`];
  });
}

function gradeOf(evidence: readonly EvidenceGrade[]): EvidenceGrade | null {
  return EVIDENCE_GRADES.find((grade) => evidence.includes(grade)) ?? null;
}
