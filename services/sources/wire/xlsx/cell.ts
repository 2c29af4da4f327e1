import type { Shown } from './formats.ts';
import { dayOfSerial, numberText } from './number.ts';
import { attributeOf, childOf, childrenOf, textOf, type XmlElement } from './xml.ts';

export interface SheetCell {
  /** What the cell states: a text as it is, a number as its decimal, a day as `2026-07-31`. Empty for an empty cell. */
  readonly text: string;
  /** Why it states nothing that can be taken, and the mending. */
  readonly problem?: string;
}

/** What cells of a workbook share. */
export interface CellContext {
  readonly strings: readonly string[];
  readonly shown: readonly Shown[];
  readonly countsFrom1904: boolean;
}

/**
 * What a cell states. A formula is refused, though the file has what it gave when it was last computed: nobody entered
 * that, nothing says of when it is, and another program may compute another.
 */
export function readCell(cell: XmlElement, context: CellContext): SheetCell {
  const written = textOf(childOf(cell, 'v'));
  if (childOf(cell, 'f') !== undefined) return refused(written, 'it is a formula: put its value in its place');
  switch (attributeOf(cell, 't') ?? 'n') {
    case 's':
      return sharedText(written, context);
    case 'inlineStr':
      return { text: richText(childOf(cell, 'is')) };
    case 'str':
      return { text: unmasked(written) };
    case 'b':
      return { text: written === '1' || written === 'true' ? 'TRUE' : 'FALSE' };
    case 'd':
      return { text: written.replace(/T00:00:00(?:\.0+)?Z?$/, '') };
    case 'e':
      return refused(written, 'it is an error: put its value in its place, or empty it');
    case 'n':
      return number(written, context.shown[Number(attributeOf(cell, 's') ?? 0)] ?? 'plain', context);
    default:
      return refused(written, 'it is of an unknown type');
  }
}

const refused = (text: string, problem: string): SheetCell => ({ text, problem });

function sharedText(written: string, { strings }: CellContext): SheetCell {
  const text = /^\d+$/.test(written) ? strings[Number(written)] : undefined;
  return text === undefined ? refused('', 'the text that it points to is not in the file') : { text };
}

function number(written: string, shown: Shown, { countsFrom1904 }: CellContext): SheetCell {
  if (written === '') return { text: '' };
  const text = shown === 'date' ? dayOfSerial(written, countsFrom1904) : numberText(written);
  if (text === undefined) return refused(written, shown === 'date' ? 'it is no day' : 'it is no number');
  if (shown === 'percent') {
    return refused(text, 'it shows a hundred times what it holds: write the number without the percent format');
  }
  if (shown === 'scaled') {
    return refused(text, 'its format shows another magnitude than it holds: give it the format General');
  }
  return { text };
}

/** The text of a shared or inline string: that of all its runs, without the readings of East Asian words. */
export function richText(string: XmlElement | undefined): string {
  const runs = childrenOf(string, 'r').map((run) => textOf(childOf(run, 't')));
  return unmasked([textOf(childOf(string, 't')), ...runs].join(''));
}

/** Characters that XML cannot hold are written `_x000D_`, and an underscore that would look like one `_x005F_`. */
const unmasked = (text: string): string =>
  text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
