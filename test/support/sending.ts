import type { Db } from '../../db/connection.ts';
import type { MessageState } from '../../config/vocabulary/notice.ts';
import { mailCarrier } from '../../services/notices/carrier.ts';
import { type SendContext, sendMessage, type SendSummary } from '../../services/notices/send.ts';
import { smtp, type SmtpTimeouts } from '../../services/notices/smtp.ts';
import { passes } from './tin-alerts.ts';
import { contextOf, decide, february, recipient } from './tin-incidents.ts';
import { NOW, pact } from './tin-looks.ts';

const NEVER = new AbortController().signal;
/** Long enough for this machine, short enough for a test. */
export const SHORT: SmtpTimeouts = { connection: 1_000, greeting: 200, socket: 400, whole: 800 };

/** How messages are sent to a server, at an instant. */
export function sendContext(
  db: Db,
  smtpUrl: string,
  at: Temporal.Instant,
  more: Partial<SendContext> = {},
): SendContext {
  const mailer = smtp(smtpUrl, { timeouts: SHORT });
  return {
    db,
    carriers: {
      mail: mailCarrier({ mailer, sender: 'pactwatch@example.com' }),
      webhook: { carry: () => Promise.reject(new Error('no webhook here')) },
    },
    mailRate: 1_000,
    now: () => at,
    sleep: () => Promise.reject(new Error('nothing waits here')),
    ...more,
  };
}

/** Opens an incident, and writes a message about it to each address. Returns their ids. */
export async function messagesTo(db: Db, ...addresses: readonly string[]): Promise<string[]> {
  const recipients = addresses.map((address) => recipient(address, 'at_risk'));
  await february(db, NOW, '0.85');
  await decide(db, NOW, { recipients });
  return passes(db, NOW, contextOf(db, NOW, { recipients }));
}

export const sendAll = async (context: SendContext, ids: readonly string[]): Promise<(SendSummary | undefined)[]> => {
  const summaries: (SendSummary | undefined)[] = [];
  for (const id of ids) summaries.push(await sendMessage(context, id, NEVER));
  return summaries;
};

/** A message as its row tells of it. */
export interface MessageRow {
  readonly state: MessageState;
  readonly attempts: number;
  readonly maybeSent: boolean;
  readonly notBefore: Temporal.Instant;
  readonly dedupKey: string;
  readonly messageId: string;
  readonly address: string;
  readonly detail: string | null;
}

export async function messageRows(db: Db): Promise<MessageRow[]> {
  const rows = await db.selectFrom('message').selectAll().where('deal', '=', pact.id).orderBy('id').execute();
  return rows as MessageRow[];
}
