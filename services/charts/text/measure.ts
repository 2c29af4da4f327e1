import { BOLD, EM, REGULAR } from './advance-widths.ts';

/** A size of type in the charts' one font. */
export interface Type {
  readonly size: number;
  readonly bold?: boolean;
}

const advances = (byAdvance: Readonly<Record<string, string>>): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(byAdvance).flatMap(([advance, characters]) =>
      Array.from(characters, (character) => [character, Number(advance)]),
    ),
  );

const FACES = { regular: advances(REGULAR), bold: advances(BOLD) };

/** How wide a text is at most; a character that the table does not know is taken for an em. */
export function widthOf(text: string, { size, bold = false }: Type): number {
  const face = bold ? FACES.bold : FACES.regular;
  return (Array.from(text).reduce((sum, character) => sum + (face.get(character) ?? EM), 0) * size) / EM;
}

/** Whether the shipped font can set the text; a picture has no other font to fall back on. */
export function canSet(text: string): boolean {
  return Array.from(text).every((character) => FACES.regular.has(character));
}

/** The text in lines no wider than given, at most so many; what is left over ends in an ellipsis. */
export function wrapped(text: string, width: number, type: Type, most: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest !== '' && lines.length < most - 1) {
    const line = lineFrom(rest, width, type);
    lines.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  return rest === '' || most < 1 ? lines : [...lines, shortened(rest, width, type)];
}

/** The text, cut with an ellipsis where it is wider than given. */
export function shortened(text: string, width: number, type: Type): string {
  if (widthOf(text, type) <= width) return text;
  const room = width - widthOf('…', type);
  return `${fitting(text, room, type).trimEnd()}…`;
}

/** The words that fit; of a word that is too long for a line, the part that fits. */
function lineFrom(text: string, width: number, type: Type): string {
  const part = fitting(text, width, type);
  if (part.length === text.length || text[part.length] === ' ') return part;
  const end = part.lastIndexOf(' ');
  return end > 0 ? part.slice(0, end) : part === '' ? Array.from(text)[0]! : part;
}

function fitting(text: string, width: number, type: Type): string {
  let end = 0;
  let used = 0;
  for (const character of text) {
    used += widthOf(character, type);
    if (used > width) break;
    end += character.length;
  }
  return text.slice(0, end);
}
