import { createPrivateKey, type KeyObject } from 'node:crypto';
import { ConfigError } from '../../config/config-error.ts';

/** How mails are signed, in nodemailer's terms. */
export interface DkimSettings {
  readonly domainName: string;
  readonly keySelector: string;
  readonly privateKey: string;
  readonly headerFieldNames: string;
}

/** All that a reader is shown or a mail program acts on; nodemailer's own list leaves the last three out. */
const SIGNED = `From:To:Subject:Date:Message-ID:In-Reply-To:References:MIME-Version:Content-Type:
  Content-Transfer-Encoding:List-Id:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted:X-Auto-Response-Suppress`;
const LEAST_BITS = 1024;

/**
 * Checks a key before any mail is sent: with one that cannot sign, nodemailer would send them unsigned and say nothing.
 * @throws ConfigError without the key.
 */
export function dkimSettings({
  domain,
  selector,
  key,
}: {
  readonly domain: string;
  readonly selector: string;
  /** PEM; its lines may be joined by `\n`, as files of variables write them. */
  readonly key: string;
}): DkimSettings {
  const pem = key.replaceAll(String.raw`\n`, '\n');
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = parsed(pem);
  if (type !== 'rsa' || (details?.modulusLength ?? 0) < LEAST_BITS) {
    throw new ConfigError([`PACTWATCH_DKIM_KEY: write an RSA key of ${LEAST_BITS} bits or more`]);
  }
  return { domainName: domain, keySelector: selector, privateKey: pem, headerFieldNames: SIGNED.replace(/\s/g, '') };
}

function parsed(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new ConfigError(['PACTWATCH_DKIM_KEY: write a private key as PEM, without a passphrase']);
  }
}
