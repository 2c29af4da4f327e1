import { createTransport, type NodemailerError } from 'nodemailer';
import { compose } from './compose.ts';
import type { DkimSettings } from './dkim.ts';
import type { Delivery, Mailer } from './mailer.ts';
import { oneLine } from './one-line.ts';
import { type SmtpSettings, smtpSettings, withoutPassword } from './smtp-settings.ts';

/** Longest waits, in milliseconds. */
export interface ConnectionTimeouts {
  readonly connection: number;
  readonly greeting: number;
  readonly socket: number;
}

export interface SmtpTimeouts extends ConnectionTimeouts {
  /** For the mail as a whole: a server that answers a byte at a time is never silent. */
  readonly whole: number;
}

const TIMEOUTS: SmtpTimeouts = { connection: 15_000, greeting: 15_000, socket: 60_000, whole: 120_000 };
const LONGEST_ERROR = 500;
/** Replies that ask for a login or for encryption: they are about this process, not about the message. */
const ASKS_FOR_LOGIN = new Set([530, 534, 535, 538]);

export interface SmtpOptions {
  readonly timeouts?: SmtpTimeouts;
  /** Without it mails are not signed here; a server on the way may do it. */
  readonly dkim?: DkimSettings | undefined;
}

/**
 * Sends each mail over a connection of its own.
 * @throws ConfigError when the URL is none that can be used.
 */
export function smtp(smtpUrl: string, { timeouts = TIMEOUTS, dkim }: SmtpOptions = {}): Mailer {
  const settings = smtpSettings(smtpUrl);
  const place = placeOf(settings);
  const closing = new AbortController();

  return {
    async deliver(message, signal): Promise<Delivery> {
      const raw = await compose(message);
      // A transport of its own for each mail: its log then tells of this mail alone.
      let handedOver = false;
      const transport = createTransport({
        ...connectionOptions(settings, timeouts),
        ...(dkim && { dkim: { ...dkim } }),
        logger: { info: (entry: unknown) => (handedOver ||= isEndOfMessage(entry)) },
      });
      try {
        const { response, rejectedErrors = [] } = await transport.sendMail({
          raw,
          envelope: message.envelope,
          signal: AbortSignal.any([signal, closing.signal, AbortSignal.timeout(timeouts.whole)]),
        });
        const [rejected] = rejectedErrors;
        if (rejected) throw rejected;
        return { outcome: 'sent', response: told(response, settings), place };
      } catch (thrown) {
        const fault: NodemailerError = thrown instanceof Error ? thrown : new Error(String(thrown));
        const outcome = outcomeOf(fault, handedOver);
        const error = told(fault.message, settings);
        return outcome === 'failed' ? { outcome, error, refused: refusesAddress(fault) } : { outcome, error };
      } finally {
        transport.close();
      }
    },

    async close() {
      closing.abort();
    },
  };
}

/** A server as it may be shown. */
export const placeOf = ({ secure, host, port }: SmtpSettings): string =>
  `${secure ? 'smtps' : 'smtp'}://${host}:${port}`;

export function connectionOptions(
  { host, port, secure, requireTLS, auth }: SmtpSettings,
  timeouts: ConnectionTimeouts,
) {
  return {
    host,
    port,
    secure,
    requireTLS,
    auth,
    connectionTimeout: timeouts.connection,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.socket,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Logged once the last byte of the message is with the socket; the error of a lost connection does not tell. */
function isEndOfMessage(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'message';
}

function outcomeOf(
  { code, command, responseCode }: NodemailerError,
  handedOver: boolean,
): Exclude<Delivery['outcome'], 'sent'> {
  const aboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (responseCode !== undefined && responseCode >= 400) {
    const forGood = responseCode >= 500 && responseCode !== 503 && !ASKS_FOR_LOGIN.has(responseCode);
    return aboutMessage && forGood ? 'failed' : 'retry';
  }
  if (handedOver) return 'ambiguous';
  return code === 'EENVELOPE' && command === 'API' ? 'failed' : 'retry';
}

/** There is no such mailbox, it takes no mail, or its name is none. */
const REFUSALS = new Set([550, 551, 553]);
/** An enhanced code of class 7 is about who may send what to whom: the address itself may be sound. */
const IS_POLICY = /(?:^|\s)5\.7\.\d{1,3}(?:\s|$)/;

/** Whether it is the recipient that was refused, and not the sender, the message, or this process. */
function refusesAddress({ code, command, responseCode, response }: NodemailerError): boolean {
  if (code !== 'EENVELOPE' || command !== 'RCPT TO') return false;
  return responseCode !== undefined && REFUSALS.has(responseCode) && !IS_POLICY.test(response ?? '');
}

/** The server's words on one line, without the password. */
export function told(words: string, { auth }: SmtpSettings): string {
  return oneLine(withoutPassword(words, auth), LONGEST_ERROR);
}
