import { attributeOf, childOf, childrenOf, type XmlElement } from './xml.ts';

/**
 * What a number format makes of a number: a `date`, the number itself (`plain`, however rounded it is shown), or another
 * number than the cell holds, a hundred times as much (`percent`) or a thousandth of it (`scaled`).
 */
export type Shown = 'plain' | 'date' | 'percent' | 'scaled';

/** Formats that every workbook has without saying so (ECMA-376, part 1, 18.8.30). */
const BUILT_IN_DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
const BUILT_IN_PERCENT = new Set([9, 10]);

/** What each cell style of a workbook shows, by its index; undefined for a workbook without styles. */
export function shownByStyle(styles: XmlElement | undefined): readonly Shown[] {
  const codes = new Map(
    childrenOf(childOf(styles, 'numFmts'), 'numFmt').map((format) => [
      attributeOf(format, 'numFmtId'),
      attributeOf(format, 'formatCode') ?? '',
    ]),
  );
  return childrenOf(childOf(styles, 'cellXfs'), 'xf').map((style) => {
    const id = attributeOf(style, 'numFmtId') ?? '0';
    const code = codes.get(id);
    return code === undefined ? shownByBuiltIn(Number(id)) : shownByCode(code);
  });
}

function shownByBuiltIn(id: number): Shown {
  if (BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last)) return 'date';
  return BUILT_IN_PERCENT.has(id) ? 'percent' : 'plain';
}

/** What a format code shows: `#,##0.00`, `yyyy-mm-dd`, `0%`, `0.0,,"M"`. */
export function shownByCode(code: string): Shown {
  // Without texts, escaped and padding characters, and what stands in brackets, but for elapsed time: [h], [mm].
  const bare = code
    .replaceAll(/"[^"]*"|[\\_*]./g, '')
    .replaceAll(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .replaceAll(/General/gi, '');
  if (/[dmyhs]/i.test(bare)) return 'date';
  if (bare.includes('%')) return 'percent';
  return /[0#?],+(?=[^0#?,]|$)/.test(bare) ? 'scaled' : 'plain';
}
