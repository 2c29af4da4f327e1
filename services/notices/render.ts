import { chartImage, cidOf, type InlineImage } from './letter/chart-image.ts';
import { digestLetter } from './letter/digest-letter.ts';
import { type Formats, formatsFor } from './letter/formats.ts';
import { htmlOf } from './letter/html-document.ts';
import { languageNote } from './letter/language-note.ts';
import { type Letter, LONGEST_LIST, type WholeLetter } from './letter/letter.ts';
import { severalLetter } from './letter/several-letter.ts';
import { singleLetter } from './letter/single-letter.ts';
import { textOf } from './letter/text.ts';
import { type Told, toldOf } from './letter/told.ts';
import { isAboutSource } from './any-content.ts';
import { MessageContent } from './message-content.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Shown in the HTML; the text says what they show. */
  readonly images: readonly InlineImage[];
}

/** Clients cut what is longer: fewer parts and figures are shown then. */
const LARGEST_HTML = 100_000;
const SINGLE_LIMITS = [
  { figureLimit: 6, listLimit: LONGEST_LIST },
  { figureLimit: 3, listLimit: LONGEST_LIST },
  { figureLimit: 1, listLimit: LONGEST_LIST },
  { figureLimit: 1, listLimit: 4 },
  { figureLimit: 0, listLimit: 2 },
];
/** How many incidents of several have a part of their own, the worst first. */
const STORY_LIMITS = [6, 3, 1, 0];
/** How many commitments a digest has, the worst first. */
const ROW_LIMITS = [Infinity, 60, 30];

/**
 * What one message says, of one incident, of several or of a week. Pure: the same content gives the same bytes. Text
 * and HTML say the same; the state is in the first line, and the subject has none, so that clients keep the mails of an
 * incident in one thread. Numbers and dates are in the recipient's language and zone, words are English.
 * @throws ZodError when the content is not one that the schema allows.
 */
export function render(content: MessageContent): RenderedMail {
  const message = MessageContent.parse(content);
  const formats = formatsFor(message.recipient);
  const told = message.kind === 'digest' ? [] : toldOf(message.notices);
  const whole = (letter: Letter): WholeLetter => ({
    ...letter,
    subject: message.preview === undefined ? letter.subject : `Preview: ${letter.subject}`,
    preview: message.preview ?? null,
    note: languageNote(formats),
  });
  const letter = firstThatFits(lettersOf(message, told, formats).map((write) => () => whole(write())));
  const shown = new Set(letter.parts.flatMap((part) => (part.is === 'picture' ? [part.cid] : [])));
  return {
    subject: letter.subject,
    text: textOf(letter),
    html: htmlOf(letter),
    images: told.flatMap(({ notice: { content: said } }, index) =>
      isAboutSource(said) || !shown.has(cidOf(index)) ? [] : chartImage(said, formats, index),
    ),
  };
}

/** The letter of the message, and the ones that say less and less of it. */
function lettersOf(message: MessageContent, told: readonly Told[], formats: Formats): (() => Letter)[] {
  if (message.kind === 'digest') {
    return ROW_LIMITS.map((most) => () => digestLetter(message.content, { most, formats }));
  }
  const [only, ...others] = told;
  return only !== undefined && others.length === 0
    ? SINGLE_LIMITS.map((limits) => () => singleLetter(only, { formats, ...limits }))
    : STORY_LIMITS.map((most) => () => severalLetter(told, { most, formats }));
}

/** Of letters that say less and less the first that clients show whole. */
function firstThatFits([first, ...shorter]: readonly (() => WholeLetter)[]): WholeLetter {
  const letter = first!();
  const fits = Buffer.byteLength(htmlOf(letter)) <= LARGEST_HTML;
  return fits || shorter.length === 0 ? letter : firstThatFits(shorter);
}
