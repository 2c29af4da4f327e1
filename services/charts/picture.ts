import { COLOUR, FONT } from './palette.ts';
import { element, escaped } from './svg.ts';

interface Frame {
  /** Begins every id inside. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** What the picture is called, and what it shows, for who cannot see it. */
  readonly title: string;
  readonly desc: string;
}

/**
 * A picture of its own, on white with a border, so that it can be read on a dark page as well.
 * @throws RangeError for an id that could not begin others.
 */
export function picture({ id, width, height, title, desc }: Frame, ...content: string[]): string {
  if (!/^[A-Za-z][\w-]*$/.test(id))
    throw new RangeError(`"${id}" is no id: begin with a letter, go on with letters, digits, - and _`);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      'font-family': FONT,
    },
    element('title', { id: `${id}-title` }, escaped(title)),
    element('desc', { id: `${id}-desc` }, escaped(desc)),
    element('rect', {
      x: 0.5,
      y: 0.5,
      width: width - 1,
      height: height - 1,
      fill: COLOUR.paper,
      stroke: COLOUR.border,
    }),
    ...content,
  );
}
