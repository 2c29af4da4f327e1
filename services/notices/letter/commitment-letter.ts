import type { NoticeContent } from '../content.ts';
import type { MessageNotice } from '../message-content.ts';
import { TARGET_WORDS } from '../words.ts';
import { picturePart } from './chart-image.ts';
import { factRows, shortRows } from './fact-rows.ts';
import { figuresPart } from './figure-entries.ts';
import type { Formats } from './formats.ts';
import { commitmentHead } from './head.ts';
import { filled, type LargeNumber, type Part, type Story } from './letter.ts';
import { measuresSection } from './measures-section.ts';
import { checkSection, evidenceSection, readingsSection, revisedSection, sidesSection } from './sections.ts';

export const commitmentSubject = ({ deal, commitment }: NoticeContent): string =>
  `[${deal.short}] ${commitment.ref} ${commitment.title}`;

/** How the parts of a mail are written. */
export interface Setting {
  readonly formats: Formats;
  /** How many figures are told with their documents. */
  readonly figureLimit: number;
  /** How many entries any other list has. */
  readonly listLimit: number;
}

/** The top of what is told about a commitment. */
export function commitmentStory(content: NoticeContent, formats: Formats): Story {
  return {
    is: 'story',
    head: null,
    title: `${content.commitment.ref} ${content.commitment.title}`,
    under: content.deal.title,
    numbers: numbersOf(content, formats),
    reason: content.reason,
  };
}

/** The parts of a mail about one commitment. */
export function commitmentParts(content: NoticeContent, notice: MessageNotice, setting: Setting): Part[] {
  const { formats, figureLimit, listLimit } = setting;
  const measures = measuresSection(content, formats);
  const restsOnMeasures = content.figures.length === 0 && measures.lines.length > 0;
  return filled([
    commitmentStory(content, formats),
    ...picturePart(content, formats, 0),
    { is: 'facts', title: 'At a glance', rows: factRows(content, notice.reason, formats) },
    readingsSection(content, listLimit),
    sidesSection(content, listLimit),
    evidenceSection(content, formats, listLimit),
    measures,
    revisedSection(content, formats),
    ...(restsOnMeasures ? [] : [figuresPart(content, figureLimit, formats)]),
    checkSection(notice, content, formats),
  ]);
}

/** A commitment as one story of several. */
export function shortCommitmentParts(
  content: NoticeContent,
  notice: MessageNotice,
  formats: Formats,
  index: number,
): Part[] {
  return filled([
    {
      ...commitmentStory(content, formats),
      head: commitmentHead(content, notice, formats),
      under: null,
    },
    ...picturePart(content, formats, index),
    { is: 'facts', title: 'At a glance', rows: shortRows(content, notice.reason, formats) },
  ]);
}

export function numbersOf({ value, target, targetIs, period }: NoticeContent, formats: Formats): LargeNumber[] {
  if (value === null && target === null) return [];
  const label = period === null ? 'Reported' : `Reported in ${formats.period(period)}`;
  return [
    { label, amount: value === null ? 'no value (not zero)' : formats.quantity(value) },
    ...(target === null
      ? []
      : [{ label: targetIs === null ? 'Required' : TARGET_WORDS[targetIs], amount: formats.quantity(target) }]),
  ];
}
