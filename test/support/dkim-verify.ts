import { createHash, createVerify, type KeyObject } from 'node:crypto';

/** What a DKIM signature says, and whether it holds. */
export interface VerifiedDkim {
  readonly domain: string;
  readonly selector: string;
  /** The names of the headers that it covers, in lower case. */
  readonly covers: readonly string[];
  readonly holds: boolean;
}

/** Verifies the DKIM signature of a mail as RFC 6376 has it, for rsa-sha256 and relaxed/relaxed. */
export function verifyDkim(mail: Buffer, key: KeyObject): VerifiedDkim {
  const text = mail.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const headers = text.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = headers.find((header) => /^dkim-signature:/i.test(header));
  if (signature === undefined) throw new Error('the mail has no DKIM signature');
  const tags = tagsOf(signature.slice(signature.indexOf(':') + 1));
  if (tags['a'] !== 'rsa-sha256' || tags['c'] !== 'relaxed/relaxed') throw new Error('another way of signing');

  const bodyHash = createHash('sha256')
    .update(relaxedBody(text.slice(end + 4)), 'latin1')
    .digest('base64');
  const covers = tags['h']!.toLowerCase().split(':');
  const left = [...headers];
  const signed = covers.map((name) => {
    const at = left.findLastIndex((header) => header.toLowerCase().startsWith(`${name}:`));
    return at < 0 ? '' : `${relaxedHeader(left.splice(at, 1)[0]!)}\r\n`;
  });
  const unsigned = relaxedHeader(signature.replace(/(;\s*b=)[^;]*/, '$1'));
  const verify = createVerify('rsa-sha256').update(`${signed.join('')}${unsigned}`, 'latin1');
  const holds = bodyHash === tags['bh'] && verify.verify(key, tags['b']!, 'base64');
  return { domain: tags['d']!, selector: tags['s']!, covers, holds };
}

function tagsOf(value: string): Readonly<Record<string, string>> {
  const tags = value.split(';').map((tag) => tag.replace(/\s/g, '').split(/=(.*)/));
  return Object.fromEntries(tags.map(([name = '', said = '']) => [name, said]));
}

function relaxedHeader(header: string): string {
  const [name = '', value = ''] = header.split(/:(.*)/s);
  return `${name.trim().toLowerCase()}:${value
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`;
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  const whole = lines.join('\r\n').replace(/(\r\n)*$/, '');
  return whole === '' ? '' : `${whole}\r\n`;
}
