import { z } from 'zod';
import { CHANNELS, MESSAGE_STATES, SUPPRESSION_CAUSES } from '../../config/vocabulary/notice.ts';
import type { NoticeFateRow } from '../../db/notices.ts';

const Instant = z.iso.datetime();

/** What became of a notice, as every JSON of ours has it. */
export const NoticeFate = z.object({
  id: z.string(),
  channel: z.enum(CHANNELS),
  address: z.string(),
  /** Of the message that it is in; `pending` and `suppressed` are in none. */
  state: z.enum([...MESSAGE_STATES, 'suppressed']),
  /** Why it is suppressed. */
  cause: z.enum(SUPPRESSION_CAUSES).nullable(),
  /** When its time comes. */
  notBefore: Instant,
  message: z.string().nullable(),
  attempts: z.number().int(),
  /** An earlier try may have arrived too. */
  maybeSentBefore: z.boolean(),
  sentAt: Instant.nullable(),
  /** Where it went: a server, or a file. */
  place: z.string().nullable(),
  /** The server's words. */
  detail: z.string().nullable(),
});
export type NoticeFate = z.output<typeof NoticeFate>;

/** The fate that a row tells: the state of the message that the notice is in, or that it waits, or is held back. */
export function fateOf(row: NoticeFateRow): NoticeFate {
  const { id, channel, address, state, cause, notBefore, message, messageState, sentAt, place, detail } = row;
  return {
    id,
    channel,
    address,
    state: messageState ?? (state === 'suppressed' ? state : 'pending'),
    cause,
    notBefore: notBefore.toString(),
    message,
    attempts: row.attempts ?? 0,
    maybeSentBefore: row.maybeSent ?? false,
    sentAt: sentAt?.toString() ?? null,
    place,
    detail,
  };
}
