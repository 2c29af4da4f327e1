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
import { nextWorse } from './headroom.ts';
import { inputsOf } from './inputs.ts';
import { legalReading } from './law/legal.ts';
import type { ComparedSides } from './mirrors/sides.ts';
import { watchMirrors } from './mirrors/watch.ts';
import { type Quality, qualityOf } from './quality.ts';
import { type BoundRule, boundRule } from './registry.ts';
import type { Evidence, Finding, Headroom } from './rule.ts';
import { seedOf } from './seed.ts';
import type { Steadiness } from './steady/steadiness.ts';
import { takeStanding } from './steady/take.ts';
import type { Binds } from './terms.ts';
import { sayWord, sentence } from './words.ts';

/** The judgement before this one, as far as it matters for what comes next. */
export type EarlierJudgement = Pick<
  Judgement,
  'standing' | 'legal' | 'method' | 'definition' | 'steadiness' | 'inputs'
>;

/** All that a row of assessments says of one commitment at one instant. */
export interface Judgement extends Omit<Finding, 'standing' | 'closing' | 'disputed' | 'headroom'> {
  readonly commitment: string;
  /** `kind/version` of the rule. */
  readonly method: string;
  /** The digest of all that it was judged by: with another one its history is restated. */
  readonly definition: string;
  /** What the commitment stands at: the one found, or an earlier one when figures are missing or not steady enough. */
  readonly standing: Standing;
  /** What the publications so far have shown; null before the first verdict by this definition. */
  readonly steadiness: Steadiness | null;
  /** What the target is to the value: the least, the most, or what is expected; null when it is only compared with. */
  readonly targetIs: Binds | null;
  /** What these figures show, after the gates of evidence and law and the watch for drift. */
  readonly found: Standing;
  /** To the next worse standing; null where there is none that these figures could come to. */
  readonly headroom: Headroom | null;
  readonly legal: LegalReading;
  readonly legalWords: string;
  /** The grade to show: the strongest that is no proxy, else `proxy`; null without figures. */
  readonly grade: EvidenceGrade | null;
  /** Whether figures of lines that also hold other goods are among the evidence. */
  readonly proxy: boolean;
  /** What the figures do not show, by series: to be read wherever they are printed. */
  readonly cautions: readonly string[];
  /**
   * Every vintage that the rule was given, sorted, those of measures as `measure/7`: it can be made again from these, and
   * from the inputs of its sides.
   */
  readonly inputs: readonly string[];
  /** What the two sides of each trade say of each other of which the rule reads one; empty without a mirror. */
  readonly sides: readonly ComparedSides[];
  /** How good the figures are. */
  readonly quality: Quality;
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
  const watched = watchConversions({ ...evidence, seed: seedOf(id, commitment.rule) });
  const finding = found(rule, watched.evidence, at);
  const binding = bindingOn(deal, commitment, dayOf(at));
  const period = finding.period === null ? null : parsePeriod(finding.period);
  const gatedAt = (standing: Standing) =>
    gate({ ...finding, standing, period, holds: rule.holds }, binding, commitment.due);
  const gated = gatedAt(finding.standing);
  const outside = finding.standing !== 'unknown' && gated.standing === 'unknown';
  const drift = watchDrift(deal, rule.needs(at), watched.evidence, at);
  const drifted = driftGate(gated.standing, drift);
  const sides = watchMirrors(deal, rule.needs(at), evidence, at);
  const earlier = gated.standing === 'unknown' ? stays(rule, previous) : null;
  const closing = driftGate(gatedAt(finding.closing ?? finding.standing).standing, drift).standing;
  const taken = takeStanding(
    { deal, commitment, rule, evidence, at, previous },
    { opening: drifted.standing, closing },
  );
  const standing = earlier?.standing ?? taken.standing;
  const isHeld = standing !== drifted.standing;
  const { legal, words } = legalReading(
    binding,
    { standing: gated.standing, evidence: finding.evidence, disputed: finding.disputed },
    earlier?.legal ?? null,
  );

  return {
    commitment: id,
    method: rule.method,
    definition: taken.definition,
    standing,
    steadiness: taken.steadiness,
    found: drifted.standing,
    legal,
    legalWords: words,
    value: finding.value,
    target: finding.target,
    targetIs: rule.targetIs,
    margin: finding.margin,
    headroom: nextWorse(finding.headroom, [drifted.standing, standing], (to) => gatedAt(to).standing),
    period: finding.period,
    evidence: finding.evidence,
    grade: gradeOf(finding.evidence),
    proxy: finding.evidence.includes('proxy'),
    reason: `${reasonOf(finding.reason, outside ? gated.steps[0]!.result : null, earlier)}${drifted.words}${taken.words}`,
    wayBack: outside || (isHeld && !isDrift(standing)) ? null : (finding.wayBack ?? drifted.wayBack ?? taken.wayBack),
    steps: [...finding.steps, ...gated.steps, ...drift.steps, ...drifted.steps, ...taken.steps],
    figures: withoutTwins(finding.figures, drift.figures),
    ...(finding.measures && { measures: finding.measures }),
    cautions: cautionsOf(deal, finding),
    remarks: [...new Set([...finding.remarks, ...drift.remarks, ...conversionRemarks(watched.used, deal.conversions)])],
    inputs: inputsOf(deal, rule, evidence, at),
    sides,
    quality: qualityOf({ deal, needs: rule.needs(at), finding, evidence, conversions: watched.used, sides }),
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
