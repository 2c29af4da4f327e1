import { styleText } from 'node:util';
import type { Standing } from '../config/vocabulary/standing.ts';

type Stream = NodeJS.WriteStream & { readonly columns?: number };
type Look = Parameters<typeof styleText>[0];

const LOOKS: Readonly<Record<Standing, Look>> = {
  compliant: 'green',
  on_track: 'green',
  at_risk: ['yellow', 'bold'],
  off_track: ['red', 'bold'],
  breached: ['red', 'bold', 'inverse'],
  unknown: 'dim',
};

/** Text as one stream shows it: coloured on a terminal that wants colour, and wrapped to its width. */
export interface Style {
  standing(standing: Standing, text: string): string;
  dim(text: string): string;
  bold(text: string): string;
  /** Lines of at most the stream's width, each after `indent` spaces. */
  wrap(text: string, indent: number): string;
}

const RESULT_LOOKS = { ok: 'green', warn: ['yellow', 'bold'], fail: ['red', 'bold'] } as const;

/** Text coloured by the result of a check. */
export const resultStyleOf =
  (stream: Stream) =>
  (result: keyof typeof RESULT_LOOKS, text: string): string => {
    const look = RESULT_LOOKS[result];
    return styleText(typeof look === 'string' ? look : [...look], text, { stream });
  };

export function styleOf(stream: Stream): Style {
  // styleText itself heeds NO_COLOR, FORCE_COLOR and whether the stream is a terminal.
  const look = (format: Look, text: string) => styleText(format, text, { stream });
  const width = Math.max(60, Math.min(stream.columns ?? 110, 130));
  return {
    standing: (standing, text) => look(LOOKS[standing], text),
    dim: (text) => look('dim', text),
    bold: (text) => look('bold', text),
    wrap: (text, indent) =>
      fold(text, width - indent)
        .map((line) => ' '.repeat(indent) + line)
        .join('\n'),
  };
}

function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
