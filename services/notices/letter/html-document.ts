import { type Html, html } from '../html.ts';
import { partRows } from './html-parts.ts';
import { DARK_SHEET, STYLE } from './html-style.ts';
import type { Head, WholeLetter } from './letter.ts';

/** The letter as one self-contained HTML document: tables, inline styles, and no image but those of the mail itself. */
export function htmlOf(letter: WholeLetter): string {
  const { subject, head, preheader, preview, recorded, parts, note } = letter;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <meta name="x-apple-disable-message-reformatting" />
        <title>${subject}</title>
        <style>
          ${DARK_SHEET}
        </style>
      </head>
      <body class="page" style="${STYLE.page}">
        <div style="${STYLE.hidden}">${preheader}</div>
        <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0">
          <tr>
            <td align="center" class="outer" style="${STYLE.outer}">
              <div role="main">
                <table
                  role="presentation"
                  class="card line"
                  width="640"
                  cellpadding="0"
                  cellspacing="0"
                  border="0"
                  style="${STYLE.card}"
                >
                  ${headRows(head)} ${[preview, recorded].map(bandRow)} ${parts.map(partRows)}
                  <tr>
                    <td class="soft" align="left" style="${STYLE.last}">${note ?? html`&nbsp;`}</td>
                  </tr>
                </table>
              </div>
            </td>
          </tr>
        </table>
      </body>
    </html> `.toString();
}

function headRows({ tone, shape, word, sentence, aside }: Head): Html {
  return html`<tr>
      <td class="bar-${tone}" style="${STYLE.bar(tone)}">&nbsp;</td>
    </tr>
    <tr>
      <td align="left" style="${STYLE.state}">
        <h1 class="tone-${tone}" style="${STYLE.stateWord(tone)}">${shape} ${word}</h1>
        <p class="ink" style="${STYLE.sentence}">${sentence}</p>
        <p class="soft" style="${STYLE.aside}">${aside}</p>
      </td>
    </tr>`;
}

const bandRow = (text: string | null): Html | null =>
  text === null
    ? null
    : html`<tr>
        <td class="note" align="left" style="${STYLE.recorded}">${text}</td>
      </tr>`;
