import type { Standing } from '../../config/vocabulary/standing.ts';
import { sayWord } from '../commitments/words.ts';
import type { NoticeContent } from './content.ts';
import { type FigureEntry, figureEntries } from './figure-entries.ts';
import { periodText, quantityText } from './format.ts';
import { type Section, sectionsOf } from './sections.ts';
import { STANDING_SHAPES, TARGET_WORDS, legalSentence, transitionSentence } from './words.ts';

export interface LargeNumber {
  readonly label: string;
  readonly amount: string;
}

/** What a mail says, in words and in order. Text and HTML are two settings of it and add nothing of their own. */
export interface Letter {
  /** The standing whose colours it has. */
  readonly tone: Standing;
  readonly shape: string;
  readonly word: string;
  readonly sentence: string;
  /** What has to be said beside it: what the law says, or that no standing moved. */
  readonly aside: string;
  /** Shown by mail clients beside the subject. */
  readonly preheader: string;
  readonly title: string;
  readonly deal: string;
  /** Says that the figures were not asked for live; null when they were. */
  readonly recorded: string | null;
  readonly reason: string;
  readonly numbers: readonly LargeNumber[];
  readonly sections: readonly Section[];
  /** Null where the notice rests on none. */
  readonly figures: { readonly entries: readonly FigureEntry[]; readonly more: string | null } | null;
  readonly check: Section;
}

const RECORDED =
  'Recorded figures: real ones, as their publishers gave them on the dates below. No publisher was asked for this mail.';

/** The letter of a transition, with its newest `figureLimit` figures. */
export function letterOf(content: NoticeContent, figureLimit: number): Letter {
  const { commitment, deal, transition } = content;
  const { changed, verdict, readings, promise, measures, sides, evidence, check } = sectionsOf(content);
  const numbers = numbersOf(content);
  const word = sayWord(transition.to).toUpperCase();
  return {
    tone: transition.to,
    shape: STANDING_SHAPES[transition.to],
    word,
    sentence: transitionSentence(content),
    aside: legalSentence(content),
    preheader: [word, ...numbers.map(({ label, amount }) => `${label.toLowerCase()}: ${amount}`)].join(', '),
    title: `${commitment.ref} ${commitment.title}`,
    deal: deal.title,
    recorded: content.figuresMode === 'recorded' ? RECORDED : null,
    reason: content.reason,
    numbers,
    sections: [changed, verdict, readings, promise, measures, sides, evidence].filter(({ lines }) => lines.length > 0),
    figures: content.figures.length === 0 && measures.lines.length > 0 ? null : figureEntries(content, figureLimit),
    check,
  };
}

function numbersOf({ value, target, targetIs, period }: NoticeContent): LargeNumber[] {
  if (value === null && target === null) return [];
  const label = period === null ? 'Reported' : `Reported in ${periodText(period)}`;
  return [
    { label, amount: value === null ? 'no value (not zero)' : quantityText(value) },
    ...(target === null
      ? []
      : [{ label: targetIs === null ? 'Required' : TARGET_WORDS[targetIs], amount: quantityText(target) }]),
  ];
}
