import { sayDate, sayList, sayWord } from '../../commitments/words.ts';
import { isAboutSource } from '../any-content.ts';
import type { MessageNotice } from '../message-content.ts';
import { numbersOf, shortCommitmentParts } from './commitment-letter.ts';
import type { Formats } from './formats.ts';
import { type Entry, filled, type Letter, line, type Listing, type Part, section } from './letter.ts';
import { actLines } from './sections.ts';
import { shortSourceParts } from './source-letter.ts';
import { beforeSection, headOf, recordedIn, type Told } from './told.ts';

/**
 * The letter about several incidents that have news at once, worst first: a table of all, and a part for each of the
 * first ones.
 * @param setting.most How many have a part of their own.
 */
export function severalLetter(told: readonly Told[], { most, formats }: { most: number; formats: Formats }): Letter {
  const notices = told.map(({ notice }) => notice);
  const heads = notices.map((notice) => headOf(notice, formats));
  const count = countOf(notices);
  const standings = tally(notices.map(({ content }) => sayWord(content.transition.to)));
  return {
    subject: subjectOf(notices, count),
    head: {
      ...heads[0]!,
      sentence: `${count} have news: ${standings}.`,
      aside: `${notices.every(isReminder) ? 'Nothing has moved; this is a reminder. ' : ''}The worst comes first.`,
    },
    preheader: `${count}: ${standings}`,
    recorded: recordedIn(notices.map(({ content }) => content)),
    parts: [
      overview(told, most, formats),
      ...told.slice(0, most).flatMap((one, index) => partsOf(one, index, formats)),
      section('How to check this', [
        line('How all of it stands', 'npx pactwatch status', 'code'),
        ...notices.flatMap(actLines),
      ]),
    ],
  };
}

function partsOf(told: Told, index: number, formats: Formats): Part[] {
  const { notice } = told;
  const { content } = notice;
  const [story, ...parts] = isAboutSource(content)
    ? shortSourceParts(content, notice, formats)
    : shortCommitmentParts(content, notice, formats, index);
  return filled([...(story ? [story] : []), beforeSection(told, formats), ...parts]);
}

/** All of them, a row each. */
function overview(told: readonly Told[], most: number, formats: Formats): Listing {
  const entries = told.map(({ notice }, index): Entry => {
    const { content } = notice;
    const { tone, shape, word } = headOf(notice, formats);
    const shared = { mark: { tone, shape, word: word.toLowerCase() } };
    if (isAboutSource(content)) {
      return {
        ...shared,
        title: content.source.title,
        notes: [`Source ${content.source.id}`],
        amount: null,
        beside: null,
      };
    }
    const [reported, required] = numbersOf(content, formats);
    const { ref, title } = content.commitment;
    return {
      ...shared,
      title: `${ref} ${title}`,
      notes: index < most ? [] : [`Printed by ${content.explain}`],
      amount: reported?.amount ?? null,
      beside: required === undefined ? null : `${required.label}: ${required.amount}`,
    };
  });
  return { is: 'listing', title: 'All at a glance', heads: ['Commitment', 'Reported'], entries, more: null };
}

/** Names what has news, and when, but no state: the same for the message whatever comes later. */
function subjectOf(notices: readonly MessageNotice[], count: string): string {
  const { deal } = notices[0]!.content;
  const newest = notices.map(({ content }) => Temporal.Instant.from(content.transition.at)).reduce(later);
  return `[${deal.short}] ${count}, ${sayDate(newest.toZonedDateTimeISO('UTC').toPlainDate())}`;
}

const later = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) >= 0 ? a : b);

const isReminder = ({ reason }: MessageNotice): boolean => reason === 'reminder';

/** `3 commitments and 1 source`. */
function countOf(notices: readonly MessageNotice[]): string {
  const sources = notices.filter(({ content }) => isAboutSource(content)).length;
  return sayList([
    ...(sources === notices.length ? [] : [counted(notices.length - sources, 'commitment')]),
    ...(sources === 0 ? [] : [counted(sources, 'source')]),
  ]);
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `2 off track, 1 at risk`, in the order in which they come. */
export function tally(words: readonly string[]): string {
  const groups = Map.groupBy(words, (word) => word);
  return [...groups].map(([word, all]) => `${all.length} ${word}`).join(', ');
}
