import { type Html, html } from '../html.ts';
import type { FigureEntry } from './figure-entries.ts';
import { STYLE } from './html-style.ts';
import type {
  Entry,
  Facts,
  Figures,
  LargeNumber,
  Line,
  Listing,
  Mark,
  Part,
  Picture,
  Row,
  Section,
  Story,
} from './letter.ts';

/** One part of a letter, as rows of its card. */
export function partRows(part: Part): Html {
  return html`<tr>
    <td align="left" class="${part.is === 'story' && part.head !== null ? 'edge' : 'block'}" style="${styleOf(part)}">
      ${blockOf(part)}
    </td>
  </tr> `;
}

const styleOf = (part: Part): string => (part.is === 'story' && part.head !== null ? STYLE.edge : STYLE.block);

function blockOf(part: Part): Html {
  switch (part.is) {
    case 'story':
      return storyBlock(part);
    case 'facts':
      return factsBlock(part);
    case 'picture':
      return pictureBlock(part);
    case 'listing':
      return listingBlock(part);
    case 'section':
      return sectionBlock(part);
    case 'figures':
      return figuresBlock(part);
  }
}

function storyBlock({ head, title, under, numbers, reason }: Story): Html {
  return html`${
      head === null
        ? null
        : html`<p class="tone-${head.tone}" style="${STYLE.storyWord(head.tone)}">${head.shape} ${head.word}</p>`
    }
    <h2 class="ink" style="${STYLE.title}">${title}</h2>
    ${under === null ? null : html`<p class="soft" style="${STYLE.deal}">${under}</p>`}
    ${
      head === null
        ? null
        : html`<p class="ink" style="${STYLE.text}">${head.sentence}</p>
            <p class="soft" style="${STYLE.deal}">${head.aside}</p>`
    }
    <div style="${STYLE.numbers}">${numbers.map(numberBlock)}</div>
    <p class="ink" style="${STYLE.reason}">${reason}</p>`;
}

function numberBlock({ label, amount }: LargeNumber): Html {
  return html`<div style="${STYLE.number}">
    <p class="soft" style="${STYLE.numberLabel}">${label}</p>
    <p class="ink" style="${STYLE.amount}">${amount}</p>
  </div>`;
}

const heading = (title: string): Html => html`<h2 class="ink line" style="${STYLE.heading}">${title}</h2>`;

function factsBlock({ title, rows }: Facts): Html {
  return html`${heading(title)}
    <table width="100%" cellpadding="0" cellspacing="0" border="0" style="${STYLE.table}">
      ${rows.map(factRow)}
    </table>`;
}

function factRow({ label, lines }: Row): Html {
  return html`<tr>
    <th scope="row" align="left" valign="top" class="soft line" style="${STYLE.factLabel}">${label}</th>
    <td align="left" valign="top" class="ink line" style="${STYLE.fact}">
      ${lines.map((text, index) => html`<div class="${index === 0 ? 'ink' : 'soft'}" style="${index === 0 ? STYLE.factFirst : STYLE.factMore}">${text}</div> `)}
    </td>
  </tr>`;
}

/** The alternative text is read where images are not shown, so it is set to be read. */
function pictureBlock({ title, cid, alt, width }: Picture): Html {
  return html`${heading(title)} <img src="cid:${cid}" alt="${alt}" width="${width}" style="${STYLE.picture(width)}" />`;
}

function listingBlock({ title, heads: [first, second], entries, more }: Listing): Html {
  return html`${heading(title)}
    <table width="100%" cellpadding="0" cellspacing="0" border="0" style="${STYLE.table}">
      <tr>
        <th scope="col" align="left" class="soft" style="${STYLE.columnHead}">${first}</th>
        <th scope="col" align="right" class="soft" style="${STYLE.columnHead}">${second}</th>
      </tr>
      ${entries.map(entryRow)}
    </table>
    ${more === null ? null : html`<p class="soft" style="${STYLE.label}">${more}</p>`}`;
}

function entryRow({ mark, title, notes, amount, beside }: Entry): Html {
  return html`<tr>
    <th scope="row" align="left" valign="top" class="line" style="${STYLE.entry}">
      ${mark === null ? null : markBlock(mark)}
      <div class="ink" style="${STYLE.entryTitle}">${title}</div>
      ${notes.map((note) => html`<div class="soft" style="${STYLE.entryNote}">${note}</div> `)}
    </th>
    <td align="right" valign="top" class="line" style="${STYLE.entryNumber}">
      ${amount === null ? null : html`<div class="ink" style="${STYLE.entryAmount}">${amount}</div>`}
      ${beside === null ? null : html`<div class="soft" style="${STYLE.entryNote}">${beside}</div>`}
    </td>
  </tr>`;
}

const markBlock = ({ tone, shape, word }: Mark): Html =>
  html`<div class="tone-${tone}" style="${STYLE.mark(tone)}">${shape} ${word}</div>`;

function sectionBlock({ title, lines }: Section): Html {
  return html`${heading(title)} ${lines.map(lineBlock)}`;
}

function figuresBlock({ title, entries, more }: Figures): Html {
  const none = entries.length === 0 && more === null;
  return html`${heading(title)}
  ${none ? html`<p class="ink" style="${STYLE.text}">none</p>` : null}${entries.map(figureBlock)}
  ${more === null ? null : html`<p class="soft" style="${STYLE.label}">${more}</p>`}`;
}

function figureBlock({ title, period, amount, lines }: FigureEntry, index: number): Html {
  return html`<div class="well" style="${STYLE.figure}">
    <p class="soft" style="${STYLE.figureTitle}">${index + 1}. ${title}</p>
    <p class="ink" style="${STYLE.figureAmount}">${period}: ${amount}</p>
    ${lines.map(smallLine)}
  </div> `;
}

function lineBlock({ label, text, form }: Line): Html {
  return html`${label === null ? null : html`<p class="soft" style="${STYLE.label}">${label}</p>`}
    <p class="ink" style="${form === 'code' ? STYLE.exact : STYLE.text}">
      ${form === 'address' ? addressLink(text) : text}
    </p> `;
}

/** With its label on the same line: what few read, and nobody may miss. */
function smallLine({ label, text, form }: Line): Html {
  return html`<p class="soft" style="${STYLE.small}">
    ${label === null ? null : `${label}: `}<span style="${form === 'code' ? STYLE.code : STYLE.plain}"
      >${form === 'address' ? addressLink(text) : text}</span
    >
  </p> `;
}

const LONGEST_LINK = 60;

/** Only what a browser opens as a page becomes a link; `file:` names of a deal folder stay text. */
function addressLink(address: string): Html {
  if (!/^https?:\/\/[^\s]+$/.test(address) || !URL.canParse(address)) return html`${address}`;
  const shown = address.length <= LONGEST_LINK ? address : `${address.slice(0, LONGEST_LINK)}…`;
  return html`<a class="link" style="${STYLE.link}" href="${address}">${shown}</a>`;
}
