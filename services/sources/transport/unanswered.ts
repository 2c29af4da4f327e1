import type { SourceFault } from '../errors.ts';
import { excerptOf } from './excerpt.ts';

/** A call that brought no whole answer. The message is the end of a sentence that begins with the host. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  /** Whether the same call would fail the same way. */
  readonly lasting: boolean;
  readonly fault: SourceFault;

  constructor(reason: string, lasting = false, fault: SourceFault = 'unreachable') {
    super(reason);
    this.lasting = lasting;
    this.fault = fault;
  }
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED$/, 'refused the connection'],
  [/^ENOTFOUND$/, 'was not found by that name'],
  [/^EAI_/, 'could not be looked up by name'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/, 'broke the connection off'],
  [/^UND_ERR_CONNECT_TIMEOUT$|^ETIMEDOUT$/, 'could not be connected to in time'],
  [/^UND_ERR_(HEADERS|BODY)_TIMEOUT$/, 'fell silent'],
  [/^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)$/, 'cannot be reached over the network'],
  [/CERT|SIGNATURE|SSL|TLS|^EPROTO$|^HOSTNAME_MISMATCH$/, 'could not prove who it is (TLS)'],
  [/^Z_BUF_ERROR$/, 'sent a compressed answer that ends in the middle'],
  [/^Z_|^ZSTD_|^ERR_.*(BROTLI|ZSTD)|^ERR__ERROR|ZLIB/, 'sent a damaged compressed answer'],
  [/^HPE_|^UND_ERR_(RESPONSE|HEADERS_OVERFLOW)/, 'did not answer in HTTP'],
];

/**
 * Why a `fetch` failed, in plain words. What it threw is dropped: its texts may hold the URL with the key in it.
 * @param mask covers the key in whatever is quoted.
 */
export function unanswered(thrown: unknown, mask: (text: string) => string): Unanswered {
  if (thrown instanceof Unanswered) return thrown;
  const chain = causesOf(thrown);
  const code = chain.map(codeOf).find((code) => code !== undefined);
  const reason = REASONS.find(([pattern]) => code !== undefined && pattern.test(code))?.[1];
  if (reason !== undefined) return new Unanswered(`${reason} [${code}]`);
  const last = chain.at(-1);
  const said = last instanceof Error ? excerptOf(mask(last.message)) : '';
  return new Unanswered(`could not be asked${code ? ` [${code}]` : ''}${said ? `: ${said}` : ''}`);
}

function causesOf(thrown: unknown): unknown[] {
  const chain: unknown[] = [];
  for (
    let at = thrown;
    at instanceof Error && chain.length < 8;
    at = at instanceof AggregateError ? at.errors[0] : at.cause
  ) {
    chain.push(at);
  }
  return chain;
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^[A-Z][A-Za-z0-9_]*$/.test(error.code) ? error.code : undefined;
}
