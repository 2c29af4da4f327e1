import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { advancesOf, unitsPerEm } from './true-type.ts';

/** Latin, Greek and Cyrillic letters, and the signs that numbers, dates and sentences have. */
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x218, 0x21b],
  [0x386, 0x3ce],
  [0x400, 0x45f],
  [0x490, 0x491],
  [0x2009, 0x200a],
  [0x2010, 0x2026],
  [0x202f, 0x203a],
  [0x20a0, 0x20bf],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
  [0x2264, 0x2265],
] as const;

/** Fine enough: a line of a hundred characters is taken for less than half an em too wide. */
const EM = 128;

const resolve = createRequire(import.meta.url).resolve;

/** The text of `services/charts/text/advance-widths.ts`, from the fonts themselves. */
export function advanceWidthsModule(): string {
  return `// Made by \`node test/support/write-advance-widths.ts\` from the fonts of dejavu-fonts-ttf; a test holds the two together.

/** Units of an em in which the advances are told. */
export const EM = ${EM};

/** Characters by their advance, rounded up. */
export const REGULAR: Readonly<Record<string, string>> = ${byAdvance('DejaVuSans')};

export const BOLD: Readonly<Record<string, string>> = ${byAdvance('DejaVuSans-Bold')};
`;
}

const fontBytes = (name: string): Uint8Array => readFileSync(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));

function byAdvance(name: string): string {
  const seen = RANGES.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index))
    // A mark that takes no room of its own is no part of a line.
    .filter((codePoint) => !/[\p{Cf}\p{Mn}\p{Zl}\p{Zp}]/u.test(String.fromCodePoint(codePoint)));
  const font = fontBytes(name);
  const rounded = (advance: number) => Math.ceil((advance * EM) / unitsPerEm(font));
  const groups = Map.groupBy(advancesOf(font, seen), ([, advance]) => rounded(advance));
  const lines = [...groups]
    .toSorted(([a], [b]) => a - b)
    .map(([advance, characters]) => `  ${advance}: ${written(characters.map(([codePoint]) => codePoint))},`);
  return `{\n${lines.join('\n')}\n}`;
}

/** As a literal in single quotes, with the spaces that a reader could not tell apart as escapes. */
function written(codePoints: readonly number[]): string {
  const text = String.fromCodePoint(...codePoints).replace(/[\\']/g, (sign) => `\\${sign}`);
  const escaped = text.replace(/[^\S ]/gu, (space) => `\\u${space.codePointAt(0)!.toString(16).padStart(4, '0')}`);
  return text.includes("'") && !text.includes('"') ? `"${escaped.replaceAll("\\'", "'")}"` : `'${escaped}'`;
}
