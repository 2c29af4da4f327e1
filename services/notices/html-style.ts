import type { Standing } from '../../config/vocabulary/standing.ts';

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
const MONO = "font-family:ui-monospace,'SF Mono',Menlo,Consolas,monospace;";

/** Ink of each standing on white, and on the dark card. Both carry 4.5:1 against their ground. */
const TONES: Readonly<Record<Standing, { readonly light: string; readonly dark: string }>> = {
  compliant: { light: '#1a7440', dark: '#6fd39a' },
  on_track: { light: '#0b6690', dark: '#74c3ea' },
  at_risk: { light: '#8a5b00', dark: '#f0bd4f' },
  off_track: { light: '#a8430b', dark: '#f79a63' },
  breached: { light: '#a6211b', dark: '#ff8f87' },
  unknown: { light: '#525b66', dark: '#b4bcc7' },
};

/** Inline, since several clients drop a style sheet; the classes only serve the dark scheme below. */
export const STYLE = {
  page: `margin:0;padding:0;background:#f2f4f6;${FONT}`,
  outer: 'padding:24px 12px;',
  card: 'width:100%;max-width:640px;background:#ffffff;border:1px solid #d8dde3;border-radius:8px;border-collapse:separate;',
  hidden: 'display:none;max-height:0;overflow:hidden;mso-hide:all;',
  state: 'padding:24px 24px 16px;',
  stateWord: (standing: Standing) =>
    `margin:0;font-size:26px;line-height:1.2;font-weight:700;color:${TONES[standing].light};`,
  bar: (standing: Standing) =>
    `height:6px;font-size:0;line-height:0;border-radius:7px 7px 0 0;background:${TONES[standing].light};`,
  sentence: 'margin:6px 0 0;font-size:16px;line-height:1.5;color:#1d2329;',
  aside: 'margin:4px 0 0;font-size:14px;line-height:1.5;color:#5b6570;',
  recorded:
    'padding:10px 24px;font-size:13px;line-height:1.45;color:#4a4226;background:#fbf6e4;border-top:1px solid #e9dfb8;border-bottom:1px solid #e9dfb8;',
  block: 'padding:20px 24px 0;',
  last: 'padding:20px 24px 28px;',
  title: 'margin:0;font-size:19px;line-height:1.35;font-weight:600;color:#1d2329;',
  deal: 'margin:2px 0 0;font-size:13px;line-height:1.45;color:#5b6570;',
  reason: 'margin:12px 0 0;font-size:16px;line-height:1.55;color:#1d2329;',
  numbers: 'margin:14px 0 0;font-size:0;',
  number:
    'display:inline-block;width:100%;max-width:286px;vertical-align:top;padding:0 8px 4px 0;box-sizing:border-box;',
  numberLabel: 'margin:0;font-size:13px;line-height:1.4;color:#5b6570;',
  amount: 'margin:0;font-size:27px;line-height:1.25;font-weight:650;color:#1d2329;overflow-wrap:anywhere;',
  heading:
    'margin:0 0 4px;padding-top:16px;font-size:14px;line-height:1.4;font-weight:600;color:#1d2329;border-top:1px solid #e3e7ec;',
  label: 'margin:8px 0 0;font-size:12px;line-height:1.4;color:#5b6570;',
  text: 'margin:0;font-size:14px;line-height:1.5;color:#1d2329;overflow-wrap:anywhere;',
  exact: `margin:0;font-size:12px;line-height:1.5;color:#1d2329;word-break:break-all;${MONO}`,
  figure: 'margin:10px 0 0;padding:12px 14px;background:#f6f8fa;border:1px solid #e3e7ec;border-radius:6px;',
  figureTitle: 'margin:0;font-size:14px;line-height:1.4;font-weight:600;color:#1d2329;',
  figureAmount: 'margin:2px 0 0;font-size:17px;line-height:1.4;font-weight:600;color:#1d2329;overflow-wrap:anywhere;',
  link: 'color:#0b5cad;text-decoration:underline;',
} as const;

/** For clients that have a dark scheme and read a style sheet; the others invert the light one, which survives it. */
export const DARK_SHEET = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#0f1216!important}
.card{background:#191e24!important;border-color:#343c46!important}
.ink{color:#e8ebef!important}
.soft{color:#a9b3be!important}
.line{border-color:#343c46!important}
.well{background:#20262d!important;border-color:#343c46!important}
.note{background:#2b2717!important;color:#efe3b8!important;border-color:#4b4423!important}
.link{color:#82bbf5!important}
${Object.entries(TONES)
  .map(
    ([standing, { dark }]) =>
      `.tone-${standing}{color:${dark}!important}.bar-${standing}{background:${dark}!important}`,
  )
  .join('\n')}
}`;
