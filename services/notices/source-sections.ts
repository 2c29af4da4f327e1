import { sayDate, sayWord } from '../commitments/words.ts';
import { instantText, periodText } from './format.ts';
import { line, type Line, type Section } from './sections.ts';
import type { SourceNoticeContent } from './source-content.ts';
import { FAULT_WORDS } from './source-words.ts';
import { LEGAL_WORDS } from './words.ts';

/** How many entries a list in a mail has at most; the status command prints the rest. */
const LONGEST_LIST = 12;

/** The parts of a mail about a source, those left out that have nothing to say. */
export function sourceSections(content: SourceNoticeContent): Section[] {
  const sections = [
    { title: 'What can be done', lines: content.fixes.map((fix, index) => line(`Step ${index + 1}`, fix)) },
    { title: 'What is missing', lines: missingLines(content) },
    { title: 'What fails', lines: failureLines(content) },
    { title: 'What last came', lines: cameLines(content) },
    { title: 'What rests on it', lines: restingLines(content) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

export function sourceCheck({ status, source, deal, incident, transition }: SourceNoticeContent): Section {
  return {
    title: 'How to check this',
    lines: [
      line('How all sources do', status, 'code'),
      line('Source', `${source.id}, publisher ${source.publisher}, deal file ${deal.id} version ${deal.version}`),
      line(
        'Incident',
        `${incident}, transition ${transition.seq}: ${transition.kind} at ${instantText(transition.at)}`,
      ),
    ],
  };
}

function missingLines({ lacking, quietSince, calendar }: SourceNoticeContent): Line[] {
  if (lacking.length === 0 && quietSince === null) return [];
  const series = lacking.map(({ series, period, by, newest }) =>
    line(
      series,
      `${periodText(period)}, expected by ${sayDate(by)}; ${newest === null ? 'nothing is known of it' : `known up to ${periodText(newest)}`}`,
    ),
  );
  return [
    ...atMost(series, 'series'),
    line('Calendar', calendar.words),
    ...(calendar.source === null ? [] : [line('Source of the calendar', calendar.source)]),
    ...(calendar.note === null ? [] : [line('Note on the calendar', calendar.note)]),
  ];
}

function failureLines({ failing }: SourceNoticeContent): Line[] {
  if (failing === null) return [];
  const { fault, failures, since, until, words } = failing;
  return [
    line('Fault', FAULT_WORDS[fault]),
    ...(words === null ? [] : [line('Last error', words)]),
    line('Failed in a row', `${failures} pulls, from ${instantText(since)} to ${instantText(until)}`),
  ];
}

function cameLines({ lastNews, lastOkAt, next }: SourceNoticeContent): Line[] {
  return [
    line('Last good pull', lastOkAt === null ? 'none yet' : instantText(lastOkAt)),
    line('Last figures that were new', lastNews === null ? 'none yet' : instantText(lastNews)),
    ...(next === null ? [] : [line('Expected next', `${periodText(next.period)}, by ${sayDate(next.by)}`)]),
  ];
}

function restingLines({ commitments, transition }: SourceNoticeContent): Line[] {
  const since = transition.kind === 'closed' ? '' : ', unchanged';
  const lines = commitments.map(({ ref, title, standing, legal }) =>
    line(`${ref} ${title}`, `${sayWord(standing)}${since}. In law: ${LEGAL_WORDS[legal]}.`),
  );
  return lines.length === 0 ? [line(null, 'No commitment reads it.')] : atMost(lines, 'commitments');
}

function atMost(lines: readonly Line[], what: string): Line[] {
  if (lines.length <= LONGEST_LIST) return [...lines];
  return [...lines.slice(0, LONGEST_LIST), line(null, `and ${lines.length - LONGEST_LIST} more ${what}`)];
}
