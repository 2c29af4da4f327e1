import { steadyInWords } from '../services/commitments/steady/words.ts';
import type { Quality } from '../services/commitments/quality.ts';
import { sayWord } from '../services/commitments/words.ts';
import type { ExplainedInput, ExplainedMeasure, Explanation } from '../services/explain/schema.ts';
import { computedText, dayOrInstantText, instantText, quantityText } from '../services/notices/format.ts';
import { measureFacts } from '../services/notices/measure-text.ts';
import { oneLine } from '../services/notices/one-line.ts';
import { qualityLines } from '../services/notices/quality-text.ts';
import { LEGAL_WORDS, STANDING_SHAPES } from '../services/notices/words.ts';
import { explainedSides } from './print-sides.ts';
import { termLines } from './print-terms.ts';
import type { Style } from './style.ts';

const INDENT = 2;

/** An explanation as a person reads it: the standing, the promise, the law, the arithmetic, and every figure. */
export function printExplanation(explanation: Explanation, style: Style): string {
  const { commitment, standing, inputs, measures, context, quality, sides, steady } = explanation;
  const { kind, ...terms } = explanation.rule;
  const read = [...inputs, ...context, ...measures, ...sides.flatMap(({ figures }) => figures)];
  const documents = [...Map.groupBy(read, ({ document }) => document).values()].map(([first]) => first!);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', style.bold(title), ...lines];
  const wrapped = (texts: readonly string[]) => texts.map((text) => style.wrap(text, INDENT));
  return [
    style.bold(`${commitment.title}  (${commitment.id}, ${commitment.ref})`),
    `${style.standing(standing, `${STANDING_SHAPES[standing]} ${sayWord(standing).toUpperCase()}`)} since ${instantText(explanation.since)}${explanation.unstable ? ', unstable' : ''}`,
    ...(explanation.figures === 'recorded' ? [style.dim('Recorded figures, as kept in the deal folder.')] : []),
    style.wrap(explanation.reason, 0),
    ...section('Promise', wrapped(promiseLines(explanation))),
    ...section(`Rule: ${String(kind)}`, [
      ...termLines(terms).map(({ text, depth }) => style.wrap(text, INDENT * (1 + depth))),
      ...wrapped(steady === null ? [] : [`Steady: ${steadyInWords(steady).join('; ')}`]),
    ]),
    ...section('In law', wrapped([`${LEGAL_WORDS[explanation.legal]}: ${explanation.legalWords}`])),
    ...section('Figures against the promise', wrapped(numberLines(explanation))),
    ...section(
      'Arithmetic',
      explanation.steps.map((step) => style.wrap(`${step.what}: ${step.arithmetic} => ${step.result}`, INDENT)),
    ),
    ...section('How good the figures are', wrapped(quality === null ? [] : qualityTexts(quality, explanation.asOf))),
    ...sides.flatMap((compared) => section(`The two sides: ${compared.title}`, wrapped(explainedSides(compared)))),
    ...section('Notes', wrapped(explanation.remarks)),
    ...section('What the figures do not show', wrapped(explanation.cautions)),
    ...section('Figures that the rule was given (* used)', figureLines(inputs, documents, style)),
    ...sides.flatMap(({ title, figures }) =>
      section(`Figures of the two sides: ${title} (* compared)`, figureLines(figures, documents, style)),
    ),
    ...section('Measures that the rule was given (* weighed)', measureLines(measures, documents, style)),
    ...section('Figures beside it', figureLines(context, documents, style)),
    ...section('Documents', documentLines(documents, style)),
    ...section('Readings of the text', wrapped(readingLines(explanation))),
    ...section('Disputed', wrapped(commitment.disputed)),
    ...section('Unconfirmed', wrapped(commitment.unconfirmed)),
    '',
    style.wrap(
      `${assessmentText(explanation)}, method ${explanation.method}, deal ${explanation.deal} version ${explanation.dealVersion} (sha256 ${explanation.dealDigest}).`,
      0,
    ),
    '',
  ].join('\n');
}

const qualityTexts = (quality: Quality, asOf: string): string[] =>
  qualityLines(quality, asOf).map(({ label, text }) => `${label}: ${text}`);

function assessmentText({ assessment, at, clock, vintage }: Explanation): string {
  if (vintage !== 'as-of') {
    const which = vintage === 'first' ? 'as it was first released' : 'as it is known at last';
    return `Judged afresh for ${instantText(at)}, and stored nowhere: from the figures that stood then on the ${clock} clock, each ${which}`;
  }
  return assessment === null
    ? `Judged afresh for ${instantText(at)} on the ${clock} clock, and stored nowhere: from what publishers had released by then, as if pactwatch had run all along`
    : `Assessment ${assessment} of ${instantText(at)} on the ${clock} clock`;
}

function promiseLines({ commitment }: Explanation): string[] {
  return [
    commitment.promise,
    `Owed by ${commitment.obligor} to ${commitment.beneficiary}; ${sayWord(commitment.class)}; ${commitment.clause}`,
    ...(commitment.instruments.length === 0 ? [] : [`Instruments: ${commitment.instruments.join('; ')}`]),
    `Source: ${commitment.source}`,
  ];
}

function numberLines({ value, target, margin, headroom, period, evidence, wayBack }: Explanation): string[] {
  return [
    `value ${value === null ? 'none' : quantityText(value)}${period === null ? '' : ` for ${period}`}`,
    ...(target === null ? [] : [`target ${quantityText(target)}`]),
    ...(margin === null ? [] : [`margin ${computedText(margin)}`]),
    ...(headroom === null ? [] : [`headroom to ${sayWord(headroom.to)}: ${computedText(headroom.quantity)}`]),
    ...(evidence.length === 0 ? [] : [`evidence ${evidence.join(', ')}`]),
    ...(wayBack === null ? [] : [`way back: ${wayBack}`]),
  ];
}

/** Where a figure or a measure was read. */
type Read = Pick<ExplainedInput, 'document' | 'publisher' | 'knownFrom' | 'url' | 'citation'>;

function figureLines(inputs: readonly ExplainedInput[], documents: readonly Read[], style: Style): string[] {
  return [...Map.groupBy(inputs, ({ title }) => title)].flatMap(([title, figures]) => [
    style.wrap(title, INDENT),
    ...figures.flatMap((figure) => [
      style.wrap(figureLine(figure, documents), INDENT + 2),
      ...[figure.superseded === null ? null : `superseded: ${figure.superseded}`, figure.note]
        .filter((text) => text !== null)
        .map((text) => style.dim(style.wrap(text, INDENT + 4))),
    ]),
  ]);
}

function figureLine(figure: ExplainedInput, documents: readonly Read[]): string {
  const { period, value, unit, status, publisher, reportedBy, publishedAt, vintage, locator, document, used } = figure;
  const amount = value === null ? status : quantityText({ value, unit });
  const number = documents.findIndex((one) => one.document === document) + 1;
  return [
    `${used ? '*' : ' '} ${period}: ${amount}${status === 'reported' || value === null ? '' : ` (${status})`}`,
    ...(reportedBy === publisher ? [] : [`by ${reportedBy}`]),
    publishedAt === null ? 'release date not stated' : `published ${dayOrInstantText(publishedAt)}`,
    `vintage ${vintage}`,
    `${locator} of document ${number}`,
  ].join(', ');
}

function measureLines(measures: readonly ExplainedMeasure[], documents: readonly Read[], style: Style): string[] {
  return measures.flatMap((measure) => {
    const { title, register, key, vintage, locator, document, knownFrom, page, note, used } = measure;
    const number = documents.findIndex((one) => one.document === document) + 1;
    const place = `vintage ${vintage}, known since ${instantText(knownFrom)}, ${locator} of document ${number}`;
    return [
      style.wrap(`${used ? '*' : ' '} ${oneLine(title)}`, INDENT),
      style.wrap(`${measureFacts(measure)}; ${oneLine(register)}, ${oneLine(key)}, ${place}`, INDENT + 4),
      ...[page, note].filter((text) => text !== null).map((text) => style.dim(style.wrap(oneLine(text), INDENT + 4))),
    ];
  });
}

function documentLines(documents: readonly Read[], style: Style): string[] {
  return documents.flatMap(({ document, publisher, knownFrom, url, citation }, index) => [
    style.wrap(`${index + 1}. sha256 ${document}`, INDENT),
    style.wrap(`${publisher}, known since ${instantText(knownFrom)}`, INDENT + 3),
    ...[url, citation].filter((text) => text !== null).map((text) => style.dim(style.wrap(text, INDENT + 3))),
  ]);
}

function readingLines({ commitment }: Explanation): string[] {
  return commitment.readings.map(
    ({ key, heldBy, says, standing, source }) =>
      `${key} (${heldBy}): ${says} It would stand at ${sayWord(standing)}. Source: ${source}`,
  );
}
