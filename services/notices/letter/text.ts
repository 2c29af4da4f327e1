import type { Entry, Facts, Figures, Line, Listing, Part, Picture, Section, Story, WholeLetter } from './letter.ts';

/** The letter as plain text. Its first line is the state; each value stands on a line of its own, never broken. */
export function textOf({ head, preview, recorded, parts, note }: WholeLetter): string {
  const { shape, word, sentence, aside } = head;
  const paragraphs = [
    [`${shape} ${word}${recorded === null ? '' : ' (recorded figures)'}. ${sentence}`, aside],
    ...(preview === null ? [] : [[preview]]),
    ...(recorded === null ? [] : [[recorded]]),
    ...parts.flatMap(paragraphsOf),
    ...(note === null ? [] : [[note]]),
  ];
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function paragraphsOf(part: Part): string[][] {
  switch (part.is) {
    case 'story':
      return storyParagraphs(part);
    case 'facts':
      return [factLines(part)];
    case 'picture':
      return [pictureLines(part)];
    case 'listing':
      return [
        [part.title.toUpperCase(), ...part.entries.flatMap((entry) => entryLines(entry, part)), ...moreLines(part)],
      ];
    case 'section':
      return [sectionLines(part)];
    case 'figures':
      return figureParagraphs(part);
  }
}

/** The rule keeps apart what is told of several incidents. */
const RULE = '-'.repeat(40);

function storyParagraphs({ head, title, under, numbers, reason }: Story): string[][] {
  const top = [title, ...(under === null ? [] : [under])];
  return [
    ...(head === null ? [top] : [[RULE], [`${head.shape} ${head.word}`, ...top, head.sentence, head.aside]]),
    numbers.map(({ label, amount }) => `${label}: ${amount}`),
    [reason],
  ];
}

const factLines = ({ title, rows }: Facts): string[] => [
  title.toUpperCase(),
  ...rows.map(({ label, lines: [first, ...rest] }) =>
    [`${label}: ${first}`, ...rest.map((more) => `   ${more}`)].join('\n'),
  ),
];

const pictureLines = ({ title, alt }: Picture): string[] => [title.toUpperCase(), alt];

function entryLines({ mark, title, notes, amount, beside }: Entry, { heads }: Listing): string[] {
  return [
    `${mark === null ? '- ' : `${mark.shape} ${mark.word}: `}${title}`,
    ...(amount === null ? [] : [`   ${heads[1]}: ${amount}`]),
    ...(beside === null ? [] : [`   ${beside}`]),
    ...notes.map((note) => `   ${note}`),
  ];
}

function sectionLines({ title, lines }: Section): string[] {
  return [title.toUpperCase(), ...lines.map(lineText)];
}

function figureParagraphs({ title, entries, more }: Figures): string[][] {
  if (entries.length === 0 && more === null) return [[title.toUpperCase(), 'none']];
  const [first = [], ...others] = entries.map((entry, index) => [
    `${index + 1}. ${entry.title}`,
    `   ${entry.period}: ${entry.amount}`,
    ...entry.lines.map((line) => `   ${lineText(line)}`),
  ]);
  return [[title.toUpperCase(), ...first], ...others, ...(more === null ? [] : [[more]])];
}

const moreLines = ({ more }: Listing): string[] => (more === null ? [] : [more]);

function lineText({ label, text }: Line): string {
  return label === null ? text : `${label}: ${text}`;
}
