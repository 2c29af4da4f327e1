import type { Letter } from './letter.ts';
import type { Line, Section } from './sections.ts';

/** The letter as plain text. Its first line is the state; each value stands on a line of its own, never broken. */
export function textOf(letter: Letter): string {
  const paragraphs = [
    [stateLine(letter), letter.aside],
    ...(letter.recorded === null ? [] : [[letter.recorded]]),
    [letter.title, letter.deal],
    [letter.reason],
    letter.numbers.map(({ label, amount }) => `${label}: ${amount}`),
    ...letter.sections.map(sectionLines),
    ...figureParagraphs(letter),
    sectionLines(letter.check),
  ];
  const filled = paragraphs.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function stateLine({ shape, word, sentence, recorded }: Letter): string {
  return `${shape} ${word}${recorded === null ? '' : ' (recorded figures)'}. ${sentence}`;
}

function sectionLines({ title, lines }: Section): string[] {
  return [title.toUpperCase(), ...lines.map(lineText)];
}

function figureParagraphs({ figures }: Letter): string[][] {
  if (figures === null) return [];
  const { entries, more } = figures;
  if (entries.length === 0 && more === null) return [['FIGURES USED', 'none']];
  return [
    ['FIGURES USED'],
    ...entries.map(({ title, period, amount, lines }, index) => [
      `${index + 1}. ${title}`,
      `   ${period}: ${amount}`,
      ...lines.map((line) => `   ${lineText(line)}`),
    ]),
    ...(more === null ? [] : [[more]]),
  ];
}

function lineText({ label, text }: Line): string {
  return label === null ? text : `${label}: ${text}`;
}
