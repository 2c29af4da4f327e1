import { isIP } from 'node:net';
import { ConfigError } from '../../config/config-error.ts';

/** How an SMTP server is reached. */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`). */
  readonly secure: boolean;
  /** Whether nothing is sent unless the server offers STARTTLS. */
  readonly requireTLS: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

/**
 * Reads `smtp://host:587`, `smtps://host`, either with `user:password@` before the host. A password is only sent over
 * TLS, except to this machine.
 * @throws ConfigError without the URL, which may hold a password.
 */
export function smtpSettings(smtpUrl: string): SmtpSettings {
  if (!URL.canParse(smtpUrl)) throw refused('write a URL such as smtp://user:password@host:587');
  const url = new URL(smtpUrl);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') throw refused('begin it with smtp:// or smtps://');
  if (url.hostname === '') throw refused('name the host of the server');
  if (url.search !== '' || url.hash !== '' || !['', '/'].includes(url.pathname)) {
    throw refused('nothing can follow host and port: no path and no options');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  const auth = url.username === '' ? undefined : { user: decoded(url.username), pass: decoded(url.password) };
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && auth !== undefined && !isThisMachine(host),
    auth,
  };
}

/** Takes the password out of a text, in the forms in which a server can throw it back. */
export function withoutPassword(text: string, auth: SmtpSettings['auth']): string {
  if (!auth?.pass) return text;
  const { user, pass } = auth;
  const base64 = (secret: string) => Buffer.from(secret).toString('base64');
  const forms = [base64(`\0${user}\0${pass}`), base64(pass), encodeURIComponent(pass), pass];
  return forms.reduce((rest, form) => rest.replaceAll(form, '***'), text);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refused('write a percent sign in user or password as %25');
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

const refused = (fix: string) => new ConfigError([`SMTP_URL: ${fix}`]);
