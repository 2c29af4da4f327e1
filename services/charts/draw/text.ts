import { COLOUR } from '../palette.ts';
import { element, escaped } from '../svg.ts';
import type { Type } from '../text/measure.ts';

export type Anchor = 'start' | 'middle' | 'end';

interface Setting extends Type {
  readonly anchor?: Anchor;
  readonly fill?: string;
}

/** The type of each kind of text. */
export const TYPE = {
  title: { size: 15, bold: true },
  subtitle: { size: 12 },
  legend: { size: 12 },
  axis: { size: 11 },
  label: { size: 11.5, bold: true },
  quiet: { size: 11.5 },
  note: { size: 11 },
} as const satisfies Readonly<Record<string, Type>>;

/** The height of a line of type. */
export const leading = ({ size }: Type): number => Math.round(size * 1.4);

/** A line of text on its base line. */
export function textAt(x: number, y: number, text: string, { size, bold, anchor, fill = COLOUR.ink }: Setting): string {
  return element(
    'text',
    {
      x,
      y,
      'font-size': size,
      'font-weight': bold ? 'bold' : undefined,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      fill,
    },
    escaped(text),
  );
}

/** Lines under each other, the first with its top at `top`. */
export function textBlock(x: number, top: number, lines: readonly string[], setting: Setting): string {
  return lines.map((line, index) => textAt(x, top + leading(setting) * index + setting.size, line, setting)).join('');
}
