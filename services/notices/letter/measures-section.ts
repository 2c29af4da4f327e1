import type { NoticeContent, NoticeMeasure } from '../content.ts';
import type { Formats } from './formats.ts';
import { line, type Line, type Section, section } from './letter.ts';

/** How many measures a mail tells of; `explain` prints the rest. */
const MOST = 6;

/** The measures that were weighed, each with all that leads back to the bytes it was read from. */
export function measuresSection({ measures = [], explain }: NoticeContent, formats: Formats): Section {
  const hidden = measures.length - MOST;
  const more = `${hidden} more ${hidden === 1 ? 'measure was' : 'measures were'} weighed, printed by ${explain}`;
  return section('Measures in registers', [
    ...measures.slice(0, MOST).flatMap((measure) => linesOf(measure, formats)),
    ...(hidden > 0 ? [line(null, more)] : []),
  ]);
}

function linesOf(measure: NoticeMeasure, { dayOrInstant }: Formats): Line[] {
  const { title, facts, register, key, reportedBy, publishedAt, retrievedAt, document, locator } = measure;
  const published = publishedAt === null ? 'release date not stated' : `published ${dayOrInstant(publishedAt)}`;
  const told = `${register}, ${key}, by ${reportedBy}, ${published}, retrieved ${dayOrInstant(retrievedAt)}`;
  const optional: [label: string, text: string | null, form: Line['form']][] = [
    ['Page', measure.page, 'address'],
    ['Asked for at', measure.url, 'address'],
    ['Citation', measure.citation, 'prose'],
    ['Note', measure.note, 'prose'],
  ];
  return [
    line(title, facts),
    line('Register', told),
    line('sha256', document, 'code'),
    line('Place in it', locator, 'code'),
    ...optional.flatMap(([label, text, form]) => (text === null || text === '' ? [] : [line(label, text, form)])),
  ];
}
