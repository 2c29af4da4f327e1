const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Marks that reorder the text around them or take no room at all. */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * One line of the text: line breaks and controls become spaces, so that no value can start a line or a header of its
 * own, and marks that reorder or hide text are dropped, so that it reads as it is. Cut after `longest` characters.
 */
export function oneLine(text: string, longest = Infinity): string {
  const line = text.toWellFormed().replace(UNSEEN, '').replace(BREAKS, ' ').replace(/ {2,}/g, ' ').trim();
  if (line.length <= longest) return line;
  return `${line.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}… [shortened]`;
}
