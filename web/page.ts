import { type Html, html } from '../services/notices/html.ts';

/** A whole page. It loads nothing but its own style, and runs nothing. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} - pactwatch</title>
        <link rel="stylesheet" href="../style.css" />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.toString();
}

/** A page that says one thing. */
export const saying = (title: string, words: string): string => page(title, html`<p>${words}</p>`);
