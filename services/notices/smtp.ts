import { createTransport, type NodemailerError } from 'nodemailer';
import { compose } from './compose.ts';
import type { Delivery, Mailer } from './mailer.ts';
import { oneLine } from './one-line.ts';
import { type SmtpSettings, smtpSettings, withoutPassword } from './smtp-settings.ts';

/** Longest waits, in milliseconds. */
export interface SmtpTimeouts {
  readonly connection: number;
  readonly greeting: number;
  readonly socket: number;
}

const TIMEOUTS: SmtpTimeouts = { connection: 15_000, greeting: 15_000, socket: 60_000 };
const LONGEST_ERROR = 500;
/** Replies that ask for a login or for encryption: they are about this process, not about the message. */
const ASKS_FOR_LOGIN = new Set([530, 534, 535, 538]);

/**
 * Sends each mail over a connection of its own.
 * @throws ConfigError when the URL is none that can be used.
 */
export function smtp(smtpUrl: string, timeouts: SmtpTimeouts = TIMEOUTS): Mailer {
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
        logger: { info: (entry: unknown) => (handedOver ||= isEndOfMessage(entry)) },
      });
      try {
        const { response, rejectedErrors = [] } = await transport.sendMail({
          raw,
          envelope: message.envelope,
          signal: AbortSignal.any([signal, closing.signal]),
        });
        const [rejected] = rejectedErrors;
        if (rejected) throw rejected;
        return { outcome: 'sent', response: told(response, settings), place };
      } catch (error) {
        const fault: NodemailerError = error instanceof Error ? error : new Error(String(error));
        return { outcome: outcomeOf(fault, handedOver), error: told(fault.message, settings) };
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

export function connectionOptions({ host, port, secure, requireTLS, auth }: SmtpSettings, timeouts: SmtpTimeouts) {
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

/** The server's words on one line, without the password. */
export function told(words: string, { auth }: SmtpSettings): string {
  return oneLine(withoutPassword(words, auth), LONGEST_ERROR);
}
