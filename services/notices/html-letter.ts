import type { FigureEntry } from './figure-entries.ts';
import { type Html, html } from './html.ts';
import { DARK_SHEET, STYLE } from './html-style.ts';
import type { LargeNumber, Letter } from './letter.ts';
import type { Line, Section } from './sections.ts';

/** The letter as one self-contained HTML document: tables, inline styles, no image and nothing to load. */
export function htmlOf(letter: Letter, subject: string): string {
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
        <div style="${STYLE.hidden}">${letter.preheader}</div>
        <table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0">
          <tr>
            <td align="center" style="${STYLE.outer}">
              <table
                role="presentation"
                class="card line"
                width="640"
                cellpadding="0"
                cellspacing="0"
                border="0"
                style="${STYLE.card}"
              >
                ${stateRows(letter)} ${titleRow(letter)}
                ${letter.sections.map((section) => row(STYLE.block, sectionBlock(section)))}
                ${letter.figures === null ? null : row(STYLE.block, figuresBlock(letter.figures))}
                ${row(STYLE.last, sectionBlock(letter.check))}
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `.toString();
}

function row(style: string, content: Html): Html {
  return html`<tr>
    <td align="left" style="${style}">${content}</td>
  </tr> `;
}

function stateRows({ tone, shape, word, sentence, aside, recorded }: Letter): Html {
  return html`<tr>
      <td class="bar-${tone}" style="${STYLE.bar(tone)}">&nbsp;</td>
    </tr>
    ${row(
      STYLE.state,
      html`<h1 class="tone-${tone}" style="${STYLE.stateWord(tone)}">${shape} ${word}</h1>
        <p class="ink" style="${STYLE.sentence}">${sentence}</p>
        <p class="soft" style="${STYLE.aside}">${aside}</p>`,
    )}${
      recorded === null
        ? null
        : html`<tr>
            <td class="note" style="${STYLE.recorded}">${recorded}</td>
          </tr>`
    }`;
}

function titleRow({ title, deal, reason, numbers }: Letter): Html {
  return row(
    STYLE.block,
    html`<h2 class="ink" style="${STYLE.title}">${title}</h2>
      <p class="soft" style="${STYLE.deal}">${deal}</p>
      <div style="${STYLE.numbers}">${numbers.map(numberBlock)}</div>
      <p class="ink" style="${STYLE.reason}">${reason}</p>`,
  );
}

function numberBlock({ label, amount }: LargeNumber): Html {
  return html`<div style="${STYLE.number}">
    <p class="soft" style="${STYLE.numberLabel}">${label}</p>
    <p class="ink" style="${STYLE.amount}">${amount}</p>
  </div>`;
}

function sectionBlock({ title, lines }: Section): Html {
  return html`<h3 class="ink line" style="${STYLE.heading}">${title}</h3>
    ${lines.map(lineBlock)}`;
}

function figuresBlock({ entries, more }: NonNullable<Letter['figures']>): Html {
  const none = entries.length === 0 && more === null;
  return html`<h3 class="ink line" style="${STYLE.heading}">Figures used</h3>
    ${none ? html`<p class="ink" style="${STYLE.text}">none</p>` : null}${entries.map(figureBlock)}
    ${more === null ? null : html`<p class="ink" style="${STYLE.label}">${more}</p>`}`;
}

function figureBlock({ title, period, amount, lines }: FigureEntry, index: number): Html {
  return html`<div class="well" style="${STYLE.figure}">
    <p class="ink" style="${STYLE.figureTitle}">${index + 1}. ${title}</p>
    <p class="ink" style="${STYLE.figureAmount}">${period}: ${amount}</p>
    ${lines.map(lineBlock)}
  </div> `;
}

function lineBlock({ label, text, form }: Line): Html {
  return html`${label === null ? null : html`<p class="soft" style="${STYLE.label}">${label}</p>`}
    <p class="ink" style="${form === 'prose' ? STYLE.text : STYLE.exact}">
      ${form === 'address' ? addressLink(text) : text}
    </p> `;
}

/** Only what a browser opens as a page becomes a link; `file:` names of a deal folder stay text. */
function addressLink(address: string): Html {
  return /^https?:\/\/[^\s]+$/.test(address) && URL.canParse(address)
    ? html`<a class="link" style="${STYLE.link}" href="${address}">${address}</a>`
    : html`${address}`;
}
