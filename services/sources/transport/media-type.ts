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

const BY_ENDING: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The media type of a file that a person keeps in the deal folder, by the ending of its name; octets for any other. */
export function mediaTypeOfFile(name: string): string {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined) ?? mediaTypeOf(undefined);
}
