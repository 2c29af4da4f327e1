import { EVIDENCE_GRADES } from '../../config/vocabulary/evidence.ts';
import { sayWord } from '../commitments/words.ts';
import type { NoticeContent } from './content.ts';
import { instantText, periodText, quantityText } from './format.ts';
import { measureLines } from './measure-lines.ts';
import { publicationsText, revisionText } from './revision-text.ts';
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
  Record<'changed' | 'verdict' | 'readings' | 'promise' | 'measures' | 'evidence' | 'check', Section>
>;

/** How many entries a list in a mail has at most; `explain` prints the rest. */
const LONGEST_LIST = 12;

/** The parts of a mail around its numbers and figures. */
export function sectionsOf(content: NoticeContent): Sections {
  return {
    changed: { title: 'What changed', lines: changedLines(content) },
    verdict: { title: 'What it means', lines: verdictLines(content) },
    readings: { title: 'How the text is read', lines: readingLines(content) },
    promise: { title: 'What was promised', lines: promiseLines(content) },
    measures: { title: 'Measures in registers', lines: measureLines(content) },
    evidence: { title: 'What the figures are worth', lines: evidenceLines(content) },
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

function verdictLines({ margin, legal, wayBack, since }: NoticeContent): Line[] {
  return [
    ...(margin === null ? [] : [line('Margin', `${quantityText(margin)}${side(margin.value)}`)]),
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

function evidenceLines({ evidence, remarks, explain }: NoticeContent): Line[] {
  const { grades, cautions } = evidence;
  const notes = [
    ...cautions.map((caution) => line('Caution', caution)),
    ...remarks.map((remark) => line('Remark', remark)),
  ];
  return [
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

function atMost(lines: readonly Line[], what: string, explain: string): Line[] {
  if (lines.length <= LONGEST_LIST) return [...lines];
  const more = `${lines.length - LONGEST_LIST} more ${what}, printed by ${explain}`;
  return [...lines.slice(0, LONGEST_LIST), line(null, more)];
}

export const line = (label: string | null, text: string, form: Line['form'] = 'prose'): Line => ({ label, text, form });
