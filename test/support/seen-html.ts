/** The words of a mail's HTML as a reader sees them: no markup, no hidden line, entities read, images told. */
export function seenIn(html: string): string {
  const visible = html.replace(/^.*?<body[^>]*>\s*<div style="display:none[^>]*>.*?<\/div>/s, '');
  const told = visible.replace(/<img [^>]*\balt="([^"]*)"[^>]*>/g, ' $1 ');
  // A long address is cut where it is shown, and leads where it says all the same.
  const linked = told.replace(/<a [^>]*\bhref="([^"]*)"[^>]*>[^<]*<\/a>/g, ' $1 ');
  return flat(unescaped(linked.replace(/<[^>]*>/g, ' ')));
}

/** One space between words. */
export const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Entities read. */
export const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');

/** The lines of a mail's text that its HTML does not say; a label may stand at the head of a column or in a cell. */
export function unsaidInHtml({ text, html }: { readonly text: string; readonly html: string }): string[] {
  const seen = seenIn(html).toLowerCase();
  const isSaid = (words: string) => seen.includes(flat(words).toLowerCase());
  return text
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/^\s*- /, ''))
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .filter((line) => {
      const [, label, rest] = /^\W*([^:]+): (.+)$/.exec(line) ?? [];
      return !isSaid(line) && !(label !== undefined && isSaid(label) && isSaid(rest!));
    });
}
