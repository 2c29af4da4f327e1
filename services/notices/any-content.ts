import { z } from 'zod';
import { NoticeContent } from './content.ts';
import { SourceNoticeContent } from './source-content.ts';

/** What a mail says, of a commitment or of a source. */
export type AnyNoticeContent = NoticeContent | SourceNoticeContent;

const AboutSource = z.object({ about: z.literal('source') });

/**
 * Reads what was stored with a transition. The contents of commitments do not say what they are about.
 * @throws ZodError when it is not one that either schema allows.
 */
export function parseNoticeContent(stored: unknown): AnyNoticeContent {
  return AboutSource.safeParse(stored).success ? SourceNoticeContent.parse(stored) : NoticeContent.parse(stored);
}

export function isAboutSource(content: AnyNoticeContent): content is SourceNoticeContent {
  return 'about' in content;
}
