import type { RenderedMail } from './render.ts';

/** The HTML of a mail with its images inside, as a file that a browser opens. */
export function standaloneHtml({ html, images }: Pick<RenderedMail, 'html' | 'images'>): string {
  return images.reduce(
    (page, { cid, bytes }) =>
      page.replaceAll(`src="cid:${cid}"`, `src="data:image/png;base64,${Buffer.from(bytes).toString('base64')}"`),
    html,
  );
}
