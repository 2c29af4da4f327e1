import { EVIDENCE_GRADES } from '../../config/vocabulary/evidence.ts';
import { partedFirst } from '../../config/vocabulary/sides.ts';
import { sayWord } from '../commitments/words.ts';
import type { NoticeContent } from './content.ts';
import { computedText, instantText, periodText } from './format.ts';
import { measureLines } from './measure-lines.ts';
import { qualityLines } from './quality-text.ts';
import { publicationsText, revisionText } from './revision-text.ts';
import { sidesHeading } from './sides-text.ts';
import { CLASS_WORDS, GRADE_WORDS, LEGAL_WORDS } from './words.ts';

/** A label with its text; without a label, a text that speaks for itself. `code` is to be copied character by character. */
export interface Line {
  readonly label: string | null;
  readonly text: string;
  readonly form: 'prose' | 'code' | 'address';
}

export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

type Sections = Readonly<
  Record<'changed' | 'verdict' | 'readings' | 'promise' | 'measures' | 'sides' | 'evidence' | 'check', Section>
>;

/** How many entries a list in a mail has at most; `explain` prints the rest. */
const LONGEST_LIST = 12;
const MOST_TRADES = 3;
const MOST_ON_FIGURES = 6;

/** The parts of a mail around its numbers and figures. */
export function sectionsOf(content: NoticeContent): Sections {
  return {
    changed: { title: 'What changed', lines: changedLines(content) },
    verdict: { title: 'What it means', lines: verdictLines(content) },
    readings: { title: 'How the text is read', lines: readingLines(content) },
    promise: { title: 'What was promised', lines: promiseLines(content) },
    measures: { title: 'Measures in registers', lines: measureLines(content) },
    sides: { title: 'The two sides', lines: sidesLines(content) },
    evidence: { title: 'How good the figures are', lines: evidenceLines(content) },
    check: { title: 'How to check this', lines: checkLines(content) },
  };
}

function changedLines({ changed = [], explain }: NoticeContent): Line[] {
  const shown = changed.slice(0, LONGEST_LIST);
  const hidden = changed.length - shown.length;
  return [
    ...shown.flatMap((revision) => {
      const { series, period, reportedBy, before, after } = revision;
      const withdrawn = after.value === null && after.note !== null ? `. ${after.note}` : '';
      return [
        line(
          `${series}, ${periodText(period)}, by ${reportedBy}`,
          `${revisionText(revision)}; ${publicationsText(revision)}${withdrawn}`,
        ),
        line('sha256 before', before.document, 'code'),
        line('sha256 now', after.document, 'code'),
      ];
    }),
    ...(hidden > 0 ? [line(null, `${hidden} more revised figures, printed by ${explain}`)] : []),
  ];
}

function verdictLines({ margin, headroom, legal, wayBack, since }: NoticeContent): Line[] {
  return [
    ...(margin === null ? [] : [line('Margin', `${computedText(margin)}${side(margin.value)}`)]),
    ...(headroom ? [line(`Headroom to ${sayWord(headroom.to)}`, computedText(headroom.quantity))] : []),
    line(`Legal reading (${LEGAL_WORDS[legal.reading]})`, legal.words),
    ...(wayBack === null ? [] : [line('Way back', wayBack)]),
    line('Standing since', instantText(since)),
  ];
}

const side = (margin: string): string => (margin.startsWith('-') ? ', on the wrong side' : '');

function readingLines({ readings, explain }: NoticeContent): Line[] {
  const lines = readings.map(({ heldBy, says, standing, source }) =>
    line(`Reading of ${heldBy}`, `${says} Under it: ${sayWord(standing)}. Source: ${source}`),
  );
  return atMost(lines, 'readings', explain);
}

function promiseLines({ commitment }: NoticeContent): Line[] {
  return [
    line('Promise', commitment.promise),
    line('Clause', commitment.clause),
    line('Obligor', commitment.obligor),
    line('Binding class', CLASS_WORDS[commitment.class]),
    line('Source of the promise', commitment.source),
  ];
}

function sidesLines({ sides = [], explain }: NoticeContent): Line[] {
  if (sides.length === 0) return [];
  const told = sides
    .toSorted(partedFirst)
    .map(({ says, words, why }) => line(sidesHeading(says), `${words} Tolerated: ${why}`));
  const where = line('Every figure of both sides, and where it was read', explain, 'code');
  return [...atMost(told, 'trades', explain, MOST_TRADES), where];
}

function evidenceLines({ evidence, quality, remarks, explain, transition }: NoticeContent): Line[] {
  const { grades, cautions } = evidence;
  const notes = [
    ...cautions.map((caution) => line('Caution', caution)),
    ...remarks.map((remark) => line('Remark', remark)),
  ];
  const told = quality === undefined ? [] : qualityLines(quality, transition.at);
  return [
    ...atMost(
      told.map(({ label, text }) => line(label, text)),
      'lines on the figures',
      explain,
      MOST_ON_FIGURES,
    ),
    ...EVIDENCE_GRADES.filter((grade) => grades.includes(grade)).map((grade) => line('Evidence', GRADE_WORDS[grade])),
    ...atMost(notes, 'cautions and remarks', explain),
  ];
}

function checkLines({ explain, method, deal, clock, incident, transition }: NoticeContent): Line[] {
  return [
    line('The arithmetic, step by step', explain, 'code'),
    line('Method', `${method}, deal file ${deal.id} version ${deal.version}, judged on the ${clock} clock`),
    line('Incident', `${incident}, transition ${transition.seq}: ${transition.kind} at ${instantText(transition.at)}`),
  ];
}

function atMost(lines: readonly Line[], what: string, explain: string, most = LONGEST_LIST): Line[] {
  if (lines.length <= most) return [...lines];
  const more = `${lines.length - most} more ${what}, printed by ${explain}`;
  return [...lines.slice(0, most), line(null, more)];
}

export const line = (label: string | null, text: string, form: Line['form'] = 'prose'): Line => ({ label, text, form });
