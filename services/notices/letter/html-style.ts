import type { Standing } from '../../../config/vocabulary/standing.ts';

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

/** Inline, since several clients drop a style sheet; the classes only serve narrow screens and the dark scheme below. */
export const STYLE = {
  page: `margin:0;padding:0;background:#f2f4f6;${FONT}`,
  outer: 'padding:24px 12px;',
  card: 'width:100%;max-width:640px;background:#ffffff;border:1px solid #d8dde3;border-radius:8px;border-collapse:separate;table-layout:fixed;',
  hidden: 'display:none;max-height:0;overflow:hidden;mso-hide:all;',
  state: 'padding:22px 24px 18px;overflow-wrap:anywhere;',
  stateWord: (standing: Standing) =>
    `margin:0;font-size:26px;line-height:1.2;font-weight:700;color:${TONES[standing].light};`,
  storyWord: (standing: Standing) =>
    `margin:0 0 4px;font-size:16px;line-height:1.3;font-weight:700;color:${TONES[standing].light};`,
  bar: (standing: Standing) =>
    `height:6px;font-size:0;line-height:0;border-radius:7px 7px 0 0;background:${TONES[standing].light};`,
  sentence: 'margin:6px 0 0;font-size:16px;line-height:1.5;color:#1d2329;',
  aside: 'margin:4px 0 0;font-size:14px;line-height:1.5;color:#5b6570;',
  recorded:
    'padding:9px 24px;overflow-wrap:anywhere;font-size:13px;line-height:1.45;color:#4a4226;background:#fbf6e4;border-top:1px solid #e9dfb8;border-bottom:1px solid #e9dfb8;',
  block: 'padding:20px 24px 0;overflow-wrap:anywhere;',
  edge: 'padding:44px 24px 0;overflow-wrap:anywhere;',
  last: 'padding:18px 24px 26px;font-size:12px;line-height:1.45;color:#5b6570;',
  title: 'margin:0;font-size:18px;line-height:1.35;font-weight:600;color:#1d2329;',
  deal: 'margin:2px 0 0;font-size:13px;line-height:1.45;color:#5b6570;',
  reason: 'margin:10px 0 0;font-size:15px;line-height:1.55;color:#1d2329;',
  numbers: 'margin:12px 0 0;font-size:0;',
  number:
    'display:inline-block;width:100%;max-width:286px;vertical-align:top;padding:0 8px 6px 0;box-sizing:border-box;',
  numberLabel: 'margin:0;font-size:13px;line-height:1.4;color:#5b6570;',
  amount: 'margin:0;font-size:27px;line-height:1.25;font-weight:650;color:#1d2329;overflow-wrap:anywhere;',
  heading:
    'margin:0 0 6px;padding-top:16px;font-size:14px;line-height:1.4;font-weight:600;color:#1d2329;border-top:1px solid #e3e7ec;',
  table: 'width:100%;border-collapse:collapse;',
  factLabel:
    'width:27%;padding:7px 12px 7px 0;font-size:13px;line-height:1.5;font-weight:400;color:#5b6570;border-bottom:1px solid #eef1f4;text-align:left;vertical-align:top;',
  fact: 'padding:7px 0;font-size:14px;line-height:1.5;color:#1d2329;border-bottom:1px solid #eef1f4;vertical-align:top;overflow-wrap:anywhere;',
  factFirst: 'color:#1d2329;',
  factMore: 'font-size:13px;color:#5b6570;',
  columnHead: 'padding:2px 0 4px;font-size:12px;line-height:1.4;font-weight:400;color:#5b6570;',
  entry:
    'padding:9px 12px 9px 0;font-weight:400;text-align:left;vertical-align:top;border-top:1px solid #eef1f4;overflow-wrap:anywhere;',
  entryTitle: 'font-size:14px;line-height:1.4;font-weight:600;color:#1d2329;',
  entryNote: 'font-size:12px;line-height:1.45;color:#5b6570;overflow-wrap:anywhere;',
  entryNumber: 'width:38%;padding:9px 0;text-align:right;vertical-align:top;border-top:1px solid #eef1f4;',
  entryAmount: 'font-size:14px;line-height:1.4;font-weight:600;color:#1d2329;overflow-wrap:anywhere;',
  mark: (standing: Standing) => `font-size:13px;line-height:1.4;font-weight:600;color:${TONES[standing].light};`,
  picture: (width: number) =>
    `display:block;width:100%;max-width:${width}px;height:auto;border:0;background:#ffffff;color:#1d2329;font-size:13px;line-height:1.5;`,
  label: 'margin:8px 0 0;font-size:12px;line-height:1.4;color:#5b6570;',
  text: 'margin:0;font-size:14px;line-height:1.5;color:#1d2329;overflow-wrap:anywhere;',
  exact: `margin:0;font-size:12px;line-height:1.5;color:#1d2329;word-break:break-all;${MONO}`,
  figure: 'margin:8px 0 0;padding:10px 14px;background:#f6f8fa;border:1px solid #e3e7ec;border-radius:6px;',
  figureTitle: 'margin:0;font-size:12px;line-height:1.4;color:#5b6570;',
  figureAmount: 'margin:1px 0 3px;font-size:15px;line-height:1.4;font-weight:600;color:#1d2329;overflow-wrap:anywhere;',
  small: 'margin:0;font-size:12px;line-height:1.5;color:#5b6570;overflow-wrap:anywhere;',
  code: `font-size:11px;word-break:break-all;${MONO}`,
  plain: '',
  link: 'color:#0b5cad;text-decoration:underline;',
} as const;

/**
 * For narrow screens, and for clients that have a dark scheme and read a style sheet; the others invert the light one,
 * which survives it.
 */
export const DARK_SHEET = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){
.outer{padding:8px 6px!important}
}
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
