import { oneLine } from '../notices/one-line.ts';

type Attribute = string | number | undefined;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * The markup of an element. Values of attributes are escaped, and those without one left out; children are markup, made
 * by `element` or `escaped`. Nothing here makes a `style`, which a strict content policy would refuse.
 * @throws RangeError for a number that is none.
 */
export function element(name: string, attributes: Readonly<Record<string, Attribute>>, ...children: string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? coordinate(value) : escaped(value)}"`],
  );
  const start = `<${name}${written.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join('')}</${name}>`;
}

/** A text as the markup of it: one line, with nothing that is no character of XML. */
export function escaped(text: string): string {
  return oneLine(text)
    .replace(/[\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}

/** A number to a hundredth of a unit, which is finer than any screen. */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no coordinate`);
  return String(Math.round(value * 100) / 100 || 0);
}

/** A path through points, as the value of `d`. */
export function through(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${coordinate(x)} ${coordinate(y)}`).join('');
}

/** The corners of a shape, as the value of `points`. */
export function corners(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y]) => `${coordinate(x)},${coordinate(y)}`).join(' ');
}
