const LONGEST = 120;
const READ_BYTES = 8192;
const MARKUP = /<(script|style)\b[^>]*>[^]*?(?:<\/\1\s*>|$)|<!--[^]*?(?:-->|$)|<[/!]?[a-z][^>]*>?/gi;
const KEY_PARAMETER = /((?:api[_-]?key|subscription-key|\bkey)=)[^\s"'&<>,;)]+/gi;

/**
 * The start of an untrusted text as one line that is safe in a log, a mail and a terminal: no markup, no control or
 * invisible characters, no value of a key parameter, at most 120 characters.
 */
export function excerptOf(text: string): string {
  const line = text
    .slice(0, READ_BYTES)
    .replaceAll(MARKUP, ' ')
    .replaceAll(KEY_PARAMETER, '$1***')
    .replaceAll(/[\p{C}\p{Z}\s]+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= LONGEST ? line : `${characters.slice(0, LONGEST - 1).join('')}…`;
}

/** The beginning of a document as text, for looking at, not for parsing. */
export function beginningOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, READ_BYTES));
}

/** Whether a document holds nothing but white space. */
export function isBlank(bytes: Uint8Array): boolean {
  return bytes.length <= READ_BYTES && beginningOf(bytes).trim() === '';
}

/** Whether the text is the beginning of an HTML page or of a piece of one. */
export function looksLikeHtml(text: string): boolean {
  const start = text.replaceAll(/<!--[^]*?-->|<\?xml[^>]*>/g, '').trimStart();
  return /^<(?:!doctype\s+html|html|head|body|title|meta|div|h[1-6]|p|script)\b/i.test(start);
}
