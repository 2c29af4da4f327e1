import { comparePeriods, lastMonth, parsePeriod } from '../../config/vocabulary/period.ts';
import type { NoticeContent, NoticeFigure } from './content.ts';
import { dayOrInstantText, periodText, quantityText } from './format.ts';
import type { Line } from './sections.ts';
import { STATUS_WORDS } from './words.ts';

/** One figure with all that leads back to the bytes it was read from. */
export interface FigureEntry {
  readonly title: string;
  readonly period: string;
  readonly amount: string;
  readonly lines: readonly Line[];
}

/** The newest figures of a content, newest first, and what to say of those that are left out. */
export function figureEntries(
  { figures, explain }: NoticeContent,
  limit: number,
): { readonly entries: readonly FigureEntry[]; readonly more: string | null } {
  const hidden = Math.max(0, figures.length - limit);
  const more =
    hidden === 0 ? null : `${hidden} more ${hidden === 1 ? 'figure was' : 'figures were'} used, printed by ${explain}`;
  return { entries: figures.toSorted(newestFirst).slice(0, limit).map(entryOf), more };
}

function newestFirst(a: NoticeFigure, b: NoticeFigure): number {
  const [first, second] = [parsePeriod(a.period), parsePeriod(b.period)];
  return Temporal.PlainYearMonth.compare(lastMonth(second), lastMonth(first)) || comparePeriods(second, first);
}

function entryOf(figure: NoticeFigure): FigureEntry {
  const { series, period, value, unit, status, publisher, publishedAt, retrievedAt } = figure;
  const published = publishedAt === null ? 'release date not stated' : `published ${dayOrInstantText(publishedAt)}`;
  const lines: [label: string, text: string | null, form: Line['form']][] = [
    ['Status', STATUS_WORDS[status], 'prose'],
    ['Publisher', `${publisher}, ${published}, retrieved ${dayOrInstantText(retrievedAt)}`, 'prose'],
    ['sha256', figure.document, 'code'],
    ['Place in the document', figure.locator, 'code'],
    ['Address', figure.url, 'address'],
    ['Citation', figure.citation, 'prose'],
    ['Note', figure.note, 'prose'],
  ];
  return {
    title: series,
    period: periodText(period),
    amount: value === null ? `${status} (${unit})` : quantityText({ value, unit }),
    lines: lines.flatMap(([label, text, form]) => (text === null || text === '' ? [] : [{ label, text, form }])),
  };
}
