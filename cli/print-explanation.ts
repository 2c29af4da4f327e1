import { sayWord } from '../services/commitments/words.ts';
import type { ExplainedInput, Explanation } from '../services/explain/schema.ts';
import { dayOrInstantText, instantText, quantityText } from '../services/notices/format.ts';
import { LEGAL_WORDS, STANDING_SHAPES } from '../services/notices/words.ts';
import type { Style } from './style.ts';

const INDENT = 2;

/** An explanation as a person reads it: the standing, the promise, the law, the arithmetic, and every figure. */
export function printExplanation(explanation: Explanation, style: Style): string {
  const { commitment, standing, inputs, context } = explanation;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', style.bold(title), ...lines];
  const wrapped = (texts: readonly string[]) => texts.map((text) => style.wrap(text, INDENT));
  return [
    style.bold(`${commitment.title}  (${commitment.id}, ${commitment.ref})`),
    `${style.standing(standing, `${STANDING_SHAPES[standing]} ${sayWord(standing).toUpperCase()}`)} since ${instantText(explanation.since)}`,
    ...(explanation.figures === 'recorded' ? [style.dim('Recorded figures, as kept in the deal folder.')] : []),
    style.wrap(explanation.reason, 0),
    ...section('Promise', wrapped(promiseLines(explanation))),
    ...section('In law', wrapped([`${LEGAL_WORDS[explanation.legal]}: ${explanation.legalWords}`])),
    ...section('Figures against the promise', wrapped(numberLines(explanation))),
    ...section(
      'Arithmetic',
      explanation.steps.map((step) => style.wrap(`${step.what}: ${step.arithmetic} => ${step.result}`, INDENT)),
    ),
    ...section('Notes', wrapped(explanation.remarks)),
    ...section(
      'Figures that the rule was given',
      inputs.flatMap((input) => inputLines(input, style)),
    ),
    ...section(
      'Figures beside it',
      context.flatMap((input) => inputLines(input, style)),
    ),
    ...section('Readings of the text', wrapped(readingLines(explanation))),
    ...section('Disputed', wrapped(commitment.disputed)),
    ...section('Unconfirmed', wrapped(commitment.unconfirmed)),
    '',
    style.wrap(
      `Assessment ${explanation.assessment} of ${instantText(explanation.at)} on the ${explanation.clock} clock, method ${explanation.method}, deal ${explanation.deal} version ${explanation.dealVersion} (sha256 ${explanation.dealDigest}).`,
      0,
    ),
    '',
  ].join('\n');
}

function promiseLines({ commitment, rule }: Explanation): string[] {
  const { kind, ...terms } = rule;
  return [
    commitment.promise,
    `Owed by ${commitment.obligor} to ${commitment.beneficiary}; ${sayWord(commitment.class)}; ${commitment.clause}`,
    ...(commitment.instruments.length === 0 ? [] : [`Instruments: ${commitment.instruments.join('; ')}`]),
    `Source: ${commitment.source}`,
    `Rule: ${String(kind)} ${JSON.stringify(terms)}`,
  ];
}

function numberLines({ value, target, margin, period, evidence, wayBack }: Explanation): string[] {
  return [
    `value ${value === null ? 'none' : quantityText(value)}${period === null ? '' : ` for ${period}`}`,
    ...(target === null ? [] : [`target ${quantityText(target)}`]),
    ...(margin === null ? [] : [`margin ${quantityText(margin)}`]),
    ...(evidence.length === 0 ? [] : [`evidence ${evidence.join(', ')}`]),
    ...(wayBack === null ? [] : [`way back: ${wayBack}`]),
  ];
}

function inputLines(input: ExplainedInput, style: Style): string[] {
  const amount = input.value === null ? input.status : quantityText({ value: input.value, unit: input.unit });
  const status = input.status === 'reported' || input.value === null ? '' : ` (${input.status})`;
  const published =
    input.publishedAt === null ? 'release date not stated' : `published ${dayOrInstantText(input.publishedAt)}`;
  const by = input.reportedBy === input.publisher ? input.publisher : `${input.reportedBy}, by ${input.publisher}`;
  return [
    style.wrap(`${input.period}  ${amount}${status}  ${input.title}`, INDENT),
    style.wrap(
      `${by}; ${published}; known since ${instantText(input.knownFrom)}; vintage ${input.vintage}`,
      INDENT + 2,
    ),
    style.dim(style.wrap(`sha256 ${input.document}  ${input.locator}`, INDENT + 2)),
    ...(input.url === null ? [] : [style.dim(style.wrap(input.url, INDENT + 2))]),
    ...[input.superseded === null ? null : `superseded: ${input.superseded}`, input.note, input.citation]
      .filter((text) => text !== null)
      .map((text) => style.dim(style.wrap(text, INDENT + 2))),
  ];
}

function readingLines({ commitment }: Explanation): string[] {
  return commitment.readings.map(
    ({ key, heldBy, says, standing, source }) =>
      `${key} (${heldBy}): ${says} It would stand at ${sayWord(standing)}. Source: ${source}`,
  );
}
