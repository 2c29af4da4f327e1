import { sayWord } from '../../commitments/words.ts';
import { type AnyNoticeContent, isAboutSource } from '../any-content.ts';
import type { MessageNotice } from '../message-content.ts';
import { REASON_WORDS } from '../words.ts';
import { commitmentSubject } from './commitment-letter.ts';
import type { Formats } from './formats.ts';
import { commitmentHead, sourceHead } from './head.ts';
import { type Head, line, type Section, section } from './letter.ts';
import { sourceSubject } from './source-letter.ts';

/** What is told of one incident: its newest notice, and those that come along with it, newest first. */
export interface Told {
  readonly notice: MessageNotice;
  readonly before: readonly MessageNotice[];
}

/** The notices of a message by incident, in the order of the message. */
export function toldOf(notices: readonly MessageNotice[]): Told[] {
  const groups = Map.groupBy(notices, ({ content }) => content.incident);
  return [...groups.values()].map(([notice, ...before]) => ({ notice: notice!, before }));
}

export function headOf(notice: MessageNotice, formats: Formats): Head {
  const { content } = notice;
  return isAboutSource(content) ? sourceHead(content, notice, formats) : commitmentHead(content, notice, formats);
}

export const subjectOf = (content: AnyNoticeContent): string =>
  isAboutSource(content) ? sourceSubject(content) : commitmentSubject(content);

/** What moved between the last mail and this one, and is told only now. */
export function beforeSection({ before }: Told, formats: Formats): Section {
  return section(
    'Before that, and not mailed yet',
    before.map(({ content }) => {
      const { kind, to, at } = content.transition;
      const why = isAboutSource(content) ? '' : `: ${REASON_WORDS[content.transition.reason]}`;
      return line(formats.instant(at), `${kind}, ${sayWord(to)}${why}`);
    }),
  );
}

const RECORDED =
  'Recorded figures: real ones, as their publishers gave them on the dates below. No publisher was asked for this mail.';
const RECORDED_SOURCES = 'Recorded figures: no publisher was asked for this mail.';

/** That no figure was asked for live; null when all were. */
export function recordedIn(contents: readonly AnyNoticeContent[]): string | null {
  if (!contents.some(({ figuresMode }) => figuresMode === 'recorded')) return null;
  return contents.every(isAboutSource) ? RECORDED_SOURCES : RECORDED;
}
