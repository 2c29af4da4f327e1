import { MIMEType } from 'node:util';

/** Type and subtype of a `Content-Type` in lower case, without parameters; bytes of no stated type are octets. */
export function mediaTypeOf(contentType: string | undefined): string {
  try {
    return new MIMEType(contentType ?? '').essence;
  } catch {
    return 'application/octet-stream';
  }
}

/** Whether a media type is among those that can be parsed; `*` takes any. */
export function isAccepted(mediaType: string, accepts: readonly string[]): boolean {
  return accepts.some((accepted) => accepted === '*' || accepted.toLowerCase() === mediaType);
}
