import type { ClaimedMessage } from '../../db/claimed-messages.ts';
import type { IncidentLink } from '../links/incident.ts';
import { MessageContent } from './message-content.ts';
import { worstFirst } from './worst-first.ts';

/**
 * What a stored message says.
 * @param actUrl The page on which the reader of a notice acts on it, when pactwatch has an address of its own.
 * @throws ZodError when what is stored is not what the schemas allow.
 */
export function storedContent(
  { kind, deal, address, writtenAt, name, language, timeZone, content, notices }: ClaimedMessage,
  actUrl?: (of: Omit<IncidentLink, 'until'> & { readonly writtenAt: Temporal.Instant }) => string,
): MessageContent {
  const shared = { recipient: { name, language, timeZone } };
  if (kind === 'digest') return MessageContent.parse({ ...shared, kind, content });
  const parsed = MessageContent.parse({
    ...shared,
    kind,
    notices: notices.map(({ reason, silenced, incidentId: incident, seq, kind: moved, content: said }) => ({
      reason,
      ...(actUrl && moved !== 'closed' && { act: actUrl({ deal, incident, seq, address, writtenAt }) }),
      ...(silenced === null ? {} : { silenced: { until: silenced.until.toString(), by: silenced.by } }),
      content: said,
    })),
  });
  return parsed.kind === 'notices' ? { ...parsed, notices: worstFirst(parsed.notices) } : parsed;
}
