import { z } from 'zod';
import { NOTICE_REASONS } from '../../config/vocabulary/notice.ts';
import { parseNoticeContent } from './any-content.ts';
import { Instant, Line } from './content-fields.ts';
import { DigestContent } from './digest-content.ts';

const Recipient = z.object({
  name: Line,
  /** BCP 47, for numbers and dates. */
  language: z.string(),
  /** IANA. */
  timeZone: z.string(),
});

const Notice = z.object({
  /** Why this recipient is told; the transition has its own reason. */
  reason: z.enum(NOTICE_REASONS),
  /** That it was silenced until now, and by whom; absent where it was not. */
  silenced: z.object({ until: Instant, by: Line }).optional(),
  /** The signed page on which this reader acts on it; absent where there is none, or nothing left to do. */
  act: z.url().optional(),
  content: z.unknown().transform(parseNoticeContent),
});

/** That it is no real mail, and what of it is made up; absent in every mail that tells of something. */
const Preview = Line.optional();

/** All that one message says to one recipient: of one transition or of several, worst first, or the week's digest. */
export const MessageContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('notices'),
    recipient: Recipient,
    notices: z.array(Notice).min(1),
    preview: Preview,
  }),
  z.object({
    kind: z.literal('digest'),
    recipient: Recipient,
    content: DigestContent,
    preview: Preview,
  }),
]);
export type MessageContent = z.output<typeof MessageContent>;
export type MessageNotice = z.output<typeof Notice>;
