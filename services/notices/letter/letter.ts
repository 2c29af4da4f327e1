import type { Standing } from '../../../config/vocabulary/standing.ts';
import type { FigureEntry } from './figure-entries.ts';

/** A state is told by its word and by a shape, and has the colours of a standing; never by colour alone. */
export interface Mark {
  readonly tone: Standing;
  readonly shape: string;
  readonly word: string;
}

/** What the mail is about before anything else: its first line. */
export interface Head extends Mark {
  readonly sentence: string;
  /** What has to be said beside it: what the law says, or that no standing moved. */
  readonly aside: string;
}

/** A label with its text; without a label, a text that speaks for itself. `code` is to be copied character by character. */
export interface Line {
  readonly label: string | null;
  readonly text: string;
  readonly form: 'prose' | 'code' | 'address';
}

export const line = (label: string | null, text: string, form: Line['form'] = 'prose'): Line => ({ label, text, form });

export interface LargeNumber {
  readonly label: string;
  readonly amount: string;
}

/** What is told of one incident, at its top: the numbers come before the words. */
export interface Story {
  readonly is: 'story';
  /** Null where the head of the mail says it. */
  readonly head: Head | null;
  readonly title: string;
  readonly under: string | null;
  readonly numbers: readonly LargeNumber[];
  readonly reason: string;
}

export interface Row {
  readonly label: string;
  /** Each a line of its own. */
  readonly lines: readonly string[];
}

/** A table of two columns, the label of each row first. */
export interface Facts {
  readonly is: 'facts';
  readonly title: string;
  readonly rows: readonly Row[];
}

export interface Picture {
  readonly is: 'picture';
  readonly title: string;
  /** Names the image among those of the mail. */
  readonly cid: string;
  /** What it shows. */
  readonly alt: string;
  /** In pixels of the screen, at most. */
  readonly width: number;
}

export interface Entry {
  readonly mark: Mark | null;
  readonly title: string;
  readonly notes: readonly string[];
  /** Null where the entry has no number. */
  readonly amount: string | null;
  /** Under the number. */
  readonly beside: string | null;
}

/** A table with an entry a row, and its number beside it. */
export interface Listing {
  readonly is: 'listing';
  readonly title: string;
  readonly heads: readonly [string, string];
  readonly entries: readonly Entry[];
  readonly more: string | null;
}

export interface Section {
  readonly is: 'section';
  readonly title: string;
  readonly lines: readonly Line[];
}

export interface Figures {
  readonly is: 'figures';
  readonly title: string;
  readonly entries: readonly FigureEntry[];
  readonly more: string | null;
}

export type Part = Story | Facts | Picture | Listing | Section | Figures;

/** What a message says of its incidents, or of its week, in words and in order. */
export interface Letter {
  readonly subject: string;
  readonly head: Head;
  /** Shown by mail clients beside the subject. */
  readonly preheader: string;
  /** Says that the figures were not asked for live; null when they were. */
  readonly recorded: string | null;
  readonly parts: readonly Part[];
}

/** All of it, with what is said of the mail itself. Text and HTML are two settings of it and add nothing of their own. */
export interface WholeLetter extends Letter {
  /** Why it is no real mail; null when it is one. */
  readonly preview: string | null;
  /** At the very end: in which language what is written; null where all of it is English. */
  readonly note: string | null;
}

export const section = (title: string, lines: readonly Line[]): Section => ({ is: 'section', title, lines });

/** The parts that have something to say. */
export function filled(parts: readonly Part[]): Part[] {
  return parts.filter((part) => {
    switch (part.is) {
      case 'facts':
        return part.rows.length > 0;
      case 'listing':
        return part.entries.length > 0;
      case 'section':
        return part.lines.length > 0;
      default:
        return true;
    }
  });
}

/** How many entries a list in a mail has at most; `explain` prints the rest. */
export const LONGEST_LIST = 12;

/** The first lines of a list, and how many there are besides. */
export function atMost(lines: readonly Line[], more: (count: number) => string, most = LONGEST_LIST): Line[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), line(null, more(lines.length - most))];
}
