import type { NoticeContent, NoticeMeasure } from './content.ts';
import { dayOrInstantText } from './format.ts';
import type { Line } from './sections.ts';

/** How many measures a mail tells of; `explain` prints the rest. */
const MOST = 6;

/** The measures that were weighed, each with all that leads back to the bytes it was read from. */
export function measureLines({ measures = [], explain }: NoticeContent): Line[] {
  const hidden = measures.length - MOST;
  const more = `${hidden} more ${hidden === 1 ? 'measure was' : 'measures were'} weighed, printed by ${explain}`;
  return [...measures.slice(0, MOST).flatMap(linesOf), ...(hidden > 0 ? [lineOf(null, more, 'prose')] : [])];
}

function linesOf(measure: NoticeMeasure): Line[] {
  const { title, facts, register, key, reportedBy, publishedAt, retrievedAt, document, locator } = measure;
  const published = publishedAt === null ? 'release date not stated' : `published ${dayOrInstantText(publishedAt)}`;
  const told = `${register}, ${key}, by ${reportedBy}, ${published}, retrieved ${dayOrInstantText(retrievedAt)}`;
  const optional: [label: string, text: string | null, form: Line['form']][] = [
    ['Page', measure.page, 'address'],
    ['Address', measure.url, 'address'],
    ['Citation', measure.citation, 'prose'],
    ['Note', measure.note, 'prose'],
  ];
  return [
    lineOf(title, facts, 'prose'),
    lineOf('Register', told, 'prose'),
    lineOf('sha256', document, 'code'),
    lineOf('Place in the document', locator, 'code'),
    ...optional.flatMap(([label, text, form]) => (text === null || text === '' ? [] : [lineOf(label, text, form)])),
  ];
}

const lineOf = (label: string | null, text: string, form: Line['form']): Line => ({ label, text, form });
