/** The words of a mail's HTML as a reader sees them: no markup, no hidden line, entities read. */
export function seenIn(html: string): string {
  const visible = html.replace(/^.*?<body[^>]*>\s*<div style="display:none[^>]*>.*?<\/div>/s, '');
  return flat(unescaped(visible.replace(/<[^>]*>/g, ' ')));
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
