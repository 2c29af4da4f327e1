import { NoticeContent } from './content.ts';
import { htmlOf } from './html-letter.ts';
import { letterOf } from './letter.ts';
import { textOf } from './text.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Clients cut what is longer: fewer figures are shown then. */
const LARGEST_HTML = 100_000;
const FIGURE_LIMITS = [12, 6, 3, 1];

/**
 * The mail about one transition. The subject is the same for every transition of an incident, so that clients keep
 * them in one thread; the state is in the first line. Text and HTML say the same.
 * @throws ZodError when the content is not one that the schema allows.
 */
export function render(content: NoticeContent): RenderedMail {
  const checked = NoticeContent.parse(content);
  const { deal, commitment } = checked;
  const subject = `[${deal.short}] ${commitment.ref} ${commitment.title}`;
  const withFigures = (limit: number): RenderedMail => {
    const letter = letterOf(checked, limit);
    return { subject, text: textOf(letter), html: htmlOf(letter, subject) };
  };
  const limit = FIGURE_LIMITS.find((most) => Buffer.byteLength(withFigures(most).html) <= LARGEST_HTML);
  return withFigures(limit ?? 0);
}
