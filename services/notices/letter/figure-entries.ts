import { comparePeriods, lastMonth, parsePeriod } from '../../../config/vocabulary/period.ts';
import type { NoticeContent, NoticeFigure } from '../content.ts';
import { STATUS_WORDS } from '../words.ts';
import type { Formats } from './formats.ts';
import { type Figures, line, type Line } from './letter.ts';

/** One figure with all that leads back to the bytes it was read from. */
export interface FigureEntry {
  readonly title: string;
  readonly period: string;
  readonly amount: string;
  readonly lines: readonly Line[];
}

/** The newest figures of a content, newest first, and what to say of those that are left out. */
export function figuresPart({ figures, explain }: NoticeContent, limit: number, formats: Formats): Figures {
  const hidden = Math.max(0, figures.length - limit);
  const more =
    hidden === 0 ? null : `${hidden} more ${hidden === 1 ? 'figure was' : 'figures were'} used, printed by ${explain}`;
  const shown = figures.toSorted(newestFirst).slice(0, limit);
  const entries = shown.map((figure, index) => {
    const isCited = shown.slice(0, index).some(({ document }) => document === figure.document);
    return entryOf(figure, isCited, formats);
  });
  return { is: 'figures', title: 'Figures used', entries, more };
}

function newestFirst(a: NoticeFigure, b: NoticeFigure): number {
  const [first, second] = [parsePeriod(a.period), parsePeriod(b.period)];
  return Temporal.PlainYearMonth.compare(lastMonth(second), lastMonth(first)) || comparePeriods(second, first);
}

/** @param isCited Whether an entry before says where the document is from. */
function entryOf(figure: NoticeFigure, isCited: boolean, formats: Formats): FigureEntry {
  const { series, period, value, unit, status, publisher, publishedAt, retrievedAt, document, locator } = figure;
  const published = publishedAt === null ? 'release date not stated' : `published ${formats.dayOrInstant(publishedAt)}`;
  const optional: [label: string, text: string | null, form: Line['form']][] = [
    ['Status', status === 'reported' ? null : STATUS_WORDS[status], 'prose'],
    ['Note', figure.note, 'prose'],
    ['Citation', isCited ? null : figure.citation, 'prose'],
  ];
  return {
    title: series,
    period: formats.period(period),
    amount: value === null ? `${status} (${unit})` : formats.quantity({ value, unit }),
    lines: [
      line(null, `${publisher}, ${published}, retrieved ${formats.dayOrInstant(retrievedAt)}`),
      ...optional.flatMap(([label, text, form]) => (text === null || text === '' ? [] : [line(label, text, form)])),
      line('sha256', document, 'code'),
      line('Place in it', locator, 'code'),
      ...(figure.url === null || isCited ? [] : [line('Asked for at', figure.url, 'address')]),
    ],
  };
}
