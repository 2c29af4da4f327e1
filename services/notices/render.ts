import { type AnyNoticeContent, isAboutSource, parseNoticeContent } from './any-content.ts';
import type { NoticeContent } from './content.ts';
import { htmlOf } from './html-letter.ts';
import { type Letter, letterOf } from './letter.ts';
import { sourceLetterOf } from './source-letter.ts';
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
export function render(content: AnyNoticeContent): RenderedMail {
  const checked = parseNoticeContent(content);
  if (isAboutSource(checked)) {
    const { deal, source } = checked;
    return mailOf(sourceLetterOf(checked), `[${deal.short}] Source ${source.id}: ${source.title}`);
  }
  return commitmentMail(checked);
}

function commitmentMail(content: NoticeContent): RenderedMail {
  const { deal, commitment } = content;
  const subject = `[${deal.short}] ${commitment.ref} ${commitment.title}`;
  const withFigures = (limit: number) => mailOf(letterOf(content, limit), subject);
  const limit = FIGURE_LIMITS.find((most) => Buffer.byteLength(withFigures(most).html) <= LARGEST_HTML);
  return withFigures(limit ?? 0);
}

const mailOf = (letter: Letter, subject: string): RenderedMail => ({
  subject,
  text: textOf(letter),
  html: htmlOf(letter, subject),
});
