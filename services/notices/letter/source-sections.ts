import { sayWord } from '../../commitments/words.ts';
import type { MessageNotice } from '../message-content.ts';
import type { SourceNoticeContent } from '../source-content.ts';
import { FAULT_WORDS } from '../source-words.ts';
import { LEGAL_WORDS, STANDING_SHAPES } from '../words.ts';
import type { Formats } from './formats.ts';
import { atMost, type Entry, line, type Line, type Listing, LONGEST_LIST, type Section, section } from './letter.ts';
import { actLines, takeOn } from './sections.ts';

/** What a person can do, the first thing first. */
export function fixesSection({ fixes }: SourceNoticeContent): Section {
  return section(
    'What can be done',
    fixes.map((fix, index) => line(`Step ${index + 1}`, fix)),
  );
}

export function missingSection({ lacking, quietSince, calendar }: SourceNoticeContent, formats: Formats): Section {
  if (lacking.length === 0 && quietSince === null) return section('What is missing', []);
  const series = lacking.map(({ series, period, by, newest }) =>
    line(
      series,
      `${formats.period(period)}, expected by ${formats.day(by)}; ${newest === null ? 'nothing is known of it' : `known up to ${formats.period(newest)}`}`,
    ),
  );
  return section('What is missing', [
    ...atMost(series, (count) => `and ${count} more series`),
    line('Calendar', calendar.words),
    ...(calendar.source === null ? [] : [line('Source of the calendar', calendar.source)]),
    ...(calendar.note === null ? [] : [line('Note on the calendar', calendar.note)]),
  ]);
}

export function failureSection({ failing }: SourceNoticeContent, { instant }: Formats): Section {
  if (failing === null) return section('What fails', []);
  const { fault, failures, since, until, words } = failing;
  return section('What fails', [
    line('Fault', FAULT_WORDS[fault]),
    ...(words === null ? [] : [line('Last error', words)]),
    line('Failed in a row', `${failures} pulls, from ${instant(since)} to ${instant(until)}`),
  ]);
}

export function cameSection({ lastNews, lastOkAt, next }: SourceNoticeContent, formats: Formats): Section {
  const told: Line[] = [
    line('Last good pull', lastOkAt === null ? 'none yet' : formats.instant(lastOkAt)),
    line('Last figures that were new', lastNews === null ? 'none yet' : formats.instant(lastNews)),
  ];
  const expected = next && line('Expected next', `${formats.period(next.period)}, by ${formats.day(next.by)}`);
  return section('What last came', expected === null ? told : [...told, expected]);
}

/** The commitments that read the source, with the standing that each keeps. */
export function restingPart({ commitments, transition }: SourceNoticeContent): Listing | Section {
  if (commitments.length === 0) return section('What rests on it', [line(null, 'No commitment reads it.')]);
  const since = transition.kind === 'closed' ? '' : ', unchanged';
  const hidden = commitments.length - LONGEST_LIST;
  return {
    is: 'listing',
    title: 'What rests on it',
    heads: ['Commitment', 'Standing'],
    entries: commitments.slice(0, LONGEST_LIST).map(({ ref, title, standing, legal }): Entry => ({
      mark: null,
      title: `${ref} ${title}`,
      notes: [],
      amount: `${STANDING_SHAPES[standing]} ${sayWord(standing)}${since}`,
      beside: `In law: ${LEGAL_WORDS[legal]}.`,
    })),
    more: hidden > 0 ? `and ${hidden} more commitments` : null,
  };
}

export function sourceCheck(notice: MessageNotice, content: SourceNoticeContent, { instant }: Formats): Section {
  const { status, source, deal, incident, transition } = content;
  return section('How to check this', [
    line('How all sources do', status, 'code'),
    line('Source', `${source.id}, publisher ${source.publisher}, deal file ${deal.id} version ${deal.version}`),
    line('Incident', `${incident}, transition ${transition.seq}: ${transition.kind} at ${instant(transition.at)}`),
    ...actLines(notice),
    ...takeOn(content).map((command) => line('To take it on by command', command, 'code')),
  ]);
}
