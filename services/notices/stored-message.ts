import type { ClaimedMessage } from '../../db/messages.ts';
import { MessageContent } from './message-content.ts';
import { worstFirst } from './worst-first.ts';

/**
 * What a stored message says.
 * @param base Where the links of a mail lead, when pactwatch has an address of its own.
 * @throws ZodError when what is stored is not what the schemas allow.
 */
export function storedContent(
  { kind, name, language, timeZone, content, notices }: ClaimedMessage,
  base?: string,
): MessageContent {
  const shared = { recipient: { name, language, timeZone }, ...(base === undefined ? {} : { links: { base } }) };
  if (kind === 'digest') return MessageContent.parse({ ...shared, kind, content });
  const parsed = MessageContent.parse({
    ...shared,
    kind,
    notices: notices.map(({ reason, silenced, content: said }) => ({
      reason,
      ...(silenced === null ? {} : { silenced: { until: silenced.until.toString(), by: silenced.by } }),
      content: said,
    })),
  });
  return parsed.kind === 'notices' ? { ...parsed, notices: worstFirst(parsed.notices) } : parsed;
}
