import { EVIDENCE_GRADES } from '../../../config/vocabulary/evidence.ts';
import { partedFirst } from '../../../config/vocabulary/sides.ts';
import { sayWord } from '../../commitments/words.ts';
import { type AnyNoticeContent, isAboutSource } from '../any-content.ts';
import type { NoticeContent } from '../content.ts';
import type { MessageNotice } from '../message-content.ts';
import { publicationsText, revisionText } from '../revision-text.ts';
import { qualityLines } from '../quality-text.ts';
import { sidesHeading } from '../sides-text.ts';
import { GRADE_WORDS } from '../words.ts';
import type { Formats } from './formats.ts';
import { atMost, type Line, line, type Section, section } from './letter.ts';

const MOST_TRADES = 3;
const MOST_ON_FIGURES = 6;

/** How the text is read by those who dispute it. */
export function readingsSection({ readings, explain }: NoticeContent, most: number): Section {
  const lines = readings.map(({ heldBy, says, standing, source }) =>
    line(`Reading of ${heldBy}`, `${says} Under it: ${sayWord(standing)}. Source: ${source}`),
  );
  return section(
    'How the text is read',
    atMost(lines, (count) => `${count} more readings, printed by ${explain}`, most),
  );
}

/** What the two sides of each trade report of it. */
export function sidesSection({ sides = [], explain }: NoticeContent, most: number): Section {
  if (sides.length === 0) return section('The two sides', []);
  const told = sides
    .toSorted(partedFirst)
    .map(({ says, words, why }) => line(sidesHeading(says), `${words} Tolerated: ${why}`));
  return section('The two sides', [
    ...atMost(told, (count) => `${count} more trades, printed by ${explain}`, Math.min(most, MOST_TRADES)),
    line('Every figure of both sides, and where it was read', explain, 'code'),
  ]);
}

/** How good the figures are. */
export function evidenceSection(
  { evidence, quality, remarks, explain, transition }: NoticeContent,
  formats: Formats,
  most: number,
): Section {
  const { grades, cautions } = evidence;
  const notes = [
    ...cautions.map((caution) => line('Caution', caution)),
    ...remarks.map((remark) => line('Remark', remark)),
  ];
  const told = quality === undefined ? [] : qualityLines(quality, transition.at, formats);
  return section('How good the figures are', [
    ...atMost(
      told.map(({ label, text }) => line(label, text)),
      (count) => `${count} more lines on the figures, printed by ${explain}`,
      Math.min(most, MOST_ON_FIGURES),
    ),
    ...EVIDENCE_GRADES.filter((grade) => grades.includes(grade)).map((grade) => line('Evidence', GRADE_WORDS[grade])),
    ...atMost(notes, (count) => `${count} more cautions and remarks, printed by ${explain}`, most),
  ]);
}

/** How many revised figures are told with their documents. */
const MOST_REVISED = 6;

/** The figures that were revised, each with the documents of both sides. */
export function revisedSection({ changed = [], explain }: NoticeContent, formats: Formats): Section {
  const shown = changed.slice(0, MOST_REVISED);
  const hidden = changed.length - shown.length;
  return section('What was revised', [
    ...shown.flatMap((revision) => {
      const { series, period, reportedBy, before, after } = revision;
      const withdrawn = after.value === null && after.note !== null ? `. ${after.note}` : '';
      return [
        line(
          `${series}, ${formats.period(period)}, by ${reportedBy}`,
          `${revisionText(revision, formats)}; ${publicationsText(revision, formats)}${withdrawn}`,
        ),
        line('sha256 before', before.document, 'code'),
        line('sha256 now', after.document, 'code'),
      ];
    }),
    ...(hidden > 0 ? [line(null, `${hidden} more revised figures, printed by ${explain}`)] : []),
  ]);
}

export function checkSection(notice: MessageNotice, content: NoticeContent, formats: Formats): Section {
  const { explain, method, deal, clock, incident, transition, commitment } = content;
  return section('How to check this', [
    line('The arithmetic, step by step', explain, 'code'),
    line('Where the promise can be read', commitment.source),
    line('Method', `${method}, deal file ${deal.id} version ${deal.version}, judged on the ${clock} clock`),
    line(
      'Incident',
      `${incident}, transition ${transition.seq}: ${transition.kind} at ${formats.instant(transition.at)}`,
    ),
    ...actLines(notice),
    ...takeOn(content).map((command) => line('To take it on by command', command, 'code')),
  ]);
}

/** The command by which a reader takes on what this mail tells, and nothing worse; none when there is nothing left to do. */
export const takeOn = ({ incident, transition }: AnyNoticeContent): string[] =>
  transition.kind === 'closed'
    ? []
    : [
        `npx pactwatch incident ack ${/^[\da-f]{8}-/.test(incident) ? incident.slice(0, 8) : incident} --seen ${transition.seq} --by NAME --why REASON`,
      ];

/** The page on which a reader takes it on or silences what it is about; none where pactwatch has no address of its own. */
export function actLines({ act, content }: MessageNotice): Line[] {
  if (act === undefined) return [];
  const subject = isAboutSource(content) ? `source ${content.source.id}` : content.commitment.ref;
  return [line(`To take on or silence ${subject}`, act, 'address')];
}
