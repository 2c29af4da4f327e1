import type { MessageNotice } from '../message-content.ts';
import type { SourceNoticeContent } from '../source-content.ts';
import { situation } from '../source-words.ts';
import type { Formats } from './formats.ts';
import { sourceHead } from './head.ts';
import { filled, type LargeNumber, type Part, type Story } from './letter.ts';
import {
  cameSection,
  failureSection,
  fixesSection,
  missingSection,
  restingPart,
  sourceCheck,
} from './source-sections.ts';

export const sourceSubject = ({ deal, source }: SourceNoticeContent): string =>
  `[${deal.short}] Source ${source.id}: ${source.title}`;

/** The top of what is told about a source. */
export function sourceStory(content: SourceNoticeContent, formats: Formats): Story {
  const { source, deal } = content;
  return {
    is: 'story',
    head: null,
    title: source.title,
    under: `${deal.title}. Publisher: ${source.publisher}.`,
    numbers: numbersOf(content, formats),
    reason: situation(content, formats),
  };
}

/** The parts of a mail about one source. It rests on no figure, and so lists none. */
export function sourceParts(content: SourceNoticeContent, notice: MessageNotice, formats: Formats): Part[] {
  return filled([
    sourceStory(content, formats),
    fixesSection(content),
    restingPart(content),
    missingSection(content, formats),
    failureSection(content, formats),
    cameSection(content, formats),
    sourceCheck(notice, content, formats),
  ]);
}

/** A source as one story of several. */
export function shortSourceParts(content: SourceNoticeContent, notice: MessageNotice, formats: Formats): Part[] {
  return filled([
    {
      ...sourceStory(content, formats),
      head: sourceHead(content, notice, formats),
      under: `Publisher: ${content.source.publisher}.`,
    },
    fixesSection(content),
  ]);
}

function numbersOf(
  { lacking, quietSince, failing, newest, next, transition }: SourceNoticeContent,
  { period, day, dayOrInstant, decimal }: Formats,
): LargeNumber[] {
  const known = { label: 'Newest period known', amount: newest === null ? 'none' : period(newest) };
  if (transition.to === 'in_order') {
    return next === null ? [known] : [known, { label: `Expected by ${day(next.by)}`, amount: period(next.period) }];
  }
  const [first] = lacking;
  return [
    ...(first ? [{ label: `Expected by ${day(first.by)}`, amount: period(first.period) }] : []),
    ...(quietSince === null ? [] : [{ label: 'Nothing new since', amount: dayOrInstant(quietSince) }]),
    ...(failing ? [{ label: 'Pulls failed in a row', amount: decimal(String(failing.failures)) }] : []),
    known,
  ];
}
