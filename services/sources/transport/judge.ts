import { type SourceFault, SourceError } from '../errors.ts';
import type { Answer } from '../transport.ts';
import { beginningOf, excerptOf, isBlank, looksLikeHtml } from './excerpt.ts';
import { isAccepted } from './media-type.ts';
import { waitAskedFor } from './retry-after.ts';

const KEY_TROUBLE = /\b(?:missing|invalid|unknown|no)[\s_-]+(?:api[\s_-]*|subscription[\s_-]*)?key\b/i;
const QUOTA = /quota|rate[\s_-]*limit|over_rate|too many requests|call volume|throttl/i;

/**
 * Refuses an answer that no parser should see. Pure; call it after the bytes are stored.
 * @throws SourceError with the fault, the host, and a short excerpt of what came instead.
 */
export function rejectBadAnswer(answer: Answer): void {
  const fault = faultOf(answer);
  if (fault !== undefined) throw fault;
}

/** What is wrong with an answer before its format is looked at, or undefined when nothing is. */
export function faultOf(answer: Answer): SourceError | undefined {
  const beginning = beginningOf(answer.document.bytes);
  const [fault, says] = verdictOn(answer, beginning) ?? [];
  if (fault === undefined) return undefined;
  const excerpt = excerptOf(beginning);
  const wait = fault === 'throttled' || fault === 'unavailable' ? waitAskedFor(answer) : undefined;
  const quoted = excerpt === '' ? '' : `: "${excerpt}"`;
  return new SourceError(
    fault,
    `${placeOf(answer.request.url)} ${says}${quoted}`,
    wait === undefined ? {} : { retryAfterMs: wait },
  );
}

/** Where a request goes, short enough for a message: the host, or the file. */
export function placeOf(url: string): string {
  return url.startsWith('file:') || !URL.canParse(url) ? excerptOf(url) : new URL(url).host;
}

type Verdict = readonly [SourceFault, string];

function verdictOn(answer: Answer, beginning: string): Verdict | undefined {
  const status = answer.httpStatus;
  if (status === 204 || status === 205 || (status === 200 && isBlank(answer.document.bytes))) {
    return ['no_content', `answered ${status} with no content, which tells neither "nothing" from "not yet released"`];
  }
  if (status === 200) return verdictOnContent(answer, beginning);
  if (status === 304) return ['format', 'answered 304, not modified, to a request for the whole'];
  if (status >= 300 && status < 400) return verdictOnRedirect(answer);
  if (status === 429) return ['throttled', 'answered 429, too many calls'];
  if (status === 403 && (QUOTA.test(beginning) || answer.headers['retry-after'] !== undefined)) {
    return ['throttled', 'answered 403, its quota is used up'];
  }
  if (status === 401 || status === 403) return ['refused', `answered ${status}, check the key`];
  if (status >= 400 && status < 500) return ['refused', `answered ${status}`];
  if (status >= 500) return ['unavailable', `answered ${status}`];
  return ['format', `answered ${status}, not 200`];
}

function verdictOnContent(
  { document: { mediaType }, request: { accepts } }: Answer,
  beginning: string,
): Verdict | undefined {
  const isRefused = !isAccepted(mediaType, accepts);
  const isDisguised = mediaType !== 'text/html' && !accepts.includes('text/html') && looksLikeHtml(beginning);
  const isStrayPage = isDisguised || (isRefused && mediaType === 'text/html');
  if (isStrayPage && KEY_TROUBLE.test(excerptOf(beginning))) {
    return ['refused', 'sent a page about the key, check the key'];
  }
  const wanted = accepts.filter((accepted) => accepted !== '*').join(' or ');
  if (isRefused) return ['format', `sent ${mediaType}, not ${wanted}`];
  return isDisguised ? ['format', `says ${mediaType} and sent an HTML page`] : undefined;
}

function verdictOnRedirect({ headers, httpStatus, request }: Answer): Verdict {
  const location = headers['location'] ?? '';
  const page = URL.parse(location, request.url)?.pathname ?? '';
  if (headers['x-datawebapi-keyerror'] !== undefined || /key/i.test(page)) {
    return ['refused', `answered ${httpStatus} and leads to a page about the key, check the key`];
  }
  const place = location === '' ? 'nowhere' : excerptOf(location);
  return ['format', `answered ${httpStatus} and leads to ${place}, which is not followed`];
}
