import { createTransport } from 'nodemailer';
import { connectionOptions, type ConnectionTimeouts, placeOf, told } from './smtp.ts';
import { smtpSettings } from './smtp-settings.ts';

export type SmtpFinding =
  | { readonly outcome: 'ok'; readonly place: string; readonly loggedIn: boolean }
  /** `login` when the server refused user or password, `encryption` when there is none or none that can be trusted. */
  | { readonly outcome: 'login' | 'encryption' | 'unreachable'; readonly place: string; readonly words: string };

const TIMEOUTS: ConnectionTimeouts = { connection: 10_000, greeting: 10_000, socket: 15_000 };
const LOGIN = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);

/**
 * Connects to a mail server as the mailer does, greets it, encrypts and logs in where that is set, and sends nothing.
 * @throws ConfigError when the URL is none that can be used.
 */
export async function verifySmtp(smtpUrl: string, timeouts: ConnectionTimeouts = TIMEOUTS): Promise<SmtpFinding> {
  const settings = smtpSettings(smtpUrl);
  const place = placeOf(settings);
  const transport = createTransport(connectionOptions(settings, timeouts));
  try {
    await transport.verify();
    return { outcome: 'ok', place, loggedIn: settings.auth !== undefined };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const words = told(error instanceof Error ? error.message : String(error), settings);
    const outcome = LOGIN.has(code) ? 'login' : isAboutTls(code, words) ? 'encryption' : 'unreachable';
    return { outcome, place, words };
  } finally {
    transport.close();
  }
}

const isAboutTls = (code: string, words: string) =>
  code === 'ETLS' || /STARTTLS|certificate|\bTLS\b|\bSSL\b/i.test(words);
