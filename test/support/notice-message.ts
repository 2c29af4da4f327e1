import type { NoticeContent } from '../../services/notices/content.ts';
import { dedupKeyOf, messageIdOf } from '../../services/notices/ids.ts';
import { type NoticeMessage, noticeMessage } from '../../services/notices/message.ts';
import { mailOf } from './notice-mail.ts';
import { rawOreBan } from './notice-content.ts';

/** The mail about a transition to one address, from `pactwatch@example.com`. */
export function messageTo(
  address: string,
  { name = 'Compliance desk (example)', content = rawOreBan }: { name?: string; content?: NoticeContent } = {},
): NoticeMessage {
  const { seq, kind } = content.transition;
  const dedupKey = dedupKeyOf({ incident: content.incident, seq, kind, address });
  const ids = { dedupKey, messageId: messageIdOf(dedupKey, 'example.com') };
  return noticeMessage(content, mailOf(content), { name, address }, ids, 'pactwatch@example.com');
}
