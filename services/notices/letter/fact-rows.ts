import { lastMonth, parsePeriod } from '../../../config/vocabulary/period.ts';
import { capital, sayWord } from '../../commitments/words.ts';
import type { NoticeChange, NoticeContent, NoticeFigure } from '../content.ts';
import type { MessageNotice } from '../message-content.ts';
import { revisionText } from '../revision-text.ts';
import { CLASS_WORDS, LEGAL_WORDS, STATUS_WORDS, TARGET_WORDS } from '../words.ts';
import type { Formats } from './formats.ts';
import type { Row } from './letter.ts';
import { takeOn } from './sections.ts';

/** How many entries a row has at most: the table is to be taken in at a look. */
const MOST = 3;

/** The table of a commitment: what was promised, what is reported, what changed, what the law says and what comes next. */
export function factRows(content: NoticeContent, reason: MessageNotice['reason'], formats: Formats): Row[] {
  const { commitment } = content;
  return filledRows([
    ['Commitment', commitment.ref, commitment.clause],
    ['Promised', commitment.promise, `By ${commitment.obligor}; ${CLASS_WORDS[commitment.class]}.`],
    ['Reported', ...reportedLines(content, formats)],
    ...newsRows(content, reason, formats),
    ['Standing since', formats.instant(content.since)],
  ]);
}

/** The same in short, where its numbers stand above it, and with what leads back to the newest figure. */
export function shortRows(content: NoticeContent, reason: MessageNotice['reason'], formats: Formats): Row[] {
  const { commitment, figures, explain } = content;
  const newest = newestOf(figures);
  return filledRows([
    ['Promised', commitment.promise, `${commitment.clause}; ${CLASS_WORDS[commitment.class]}.`],
    ...newsRows(content, reason, formats),
    ['Document', ...(newest === undefined ? [] : [`sha256 ${newest.document}`, `Place in it: ${newest.locator}`])],
    ['Arithmetic', explain],
    ['To take it on', ...takeOn(content)],
  ]);
}

type Written = readonly [label: string, ...lines: string[]];

function newsRows(content: NoticeContent, reason: MessageNotice['reason'], formats: Formats): Written[] {
  const { margin, headroom, legal, wayBack } = content;
  return [
    ['Margin', ...(margin === null ? [] : [`${formats.computed(margin)}${sideOf(margin.value)}`])],
    ['Headroom', ...(headroom ? [`${formats.computed(headroom.quantity)} to ${sayWord(headroom.to)}`] : [])],
    ['Source', ...sourceLines(content, formats)],
    ['What changed', ...(reason === 'reminder' ? [] : changeLines(content, formats))],
    ['In law', `${capital(LEGAL_WORDS[legal.reading])}. ${legal.words}`],
    ['Way back', ...(wayBack === null ? [] : [wayBack])],
    ['Next release', ...nextLines(content, formats)],
  ];
}

const filledRows = (rows: readonly Written[]): Row[] =>
  rows.map(([label, ...lines]) => ({ label, lines })).filter(({ lines }) => lines.length > 0);

function reportedLines({ value, target, targetIs, period }: NoticeContent, formats: Formats): string[] {
  if (value === null && target === null) return [];
  const during = period === null ? '' : ` in ${formats.period(period)}`;
  const required = targetIs === null ? 'Required' : TARGET_WORDS[targetIs];
  return [
    `${value === null ? 'no value (not zero)' : formats.quantity(value)}${during}`,
    ...(target === null ? [] : [`${required}: ${formats.quantity(target)}`]),
  ];
}

const sideOf = (margin: string): string => (margin.startsWith('-') ? ', on the wrong side' : '');

/** Of each series the newest figure: who reported it, and when it was published. */
function sourceLines({ figures }: NoticeContent, formats: Formats): string[] {
  const bySeries = [...Map.groupBy(figures, ({ series }) => series).values()].map((some) => newestOf(some)!);
  const lines = bySeries.map(({ series, period, publisher, publishedAt, status }) => {
    const published = publishedAt === null ? 'release date not stated' : `published ${formats.dayOf(publishedAt)}`;
    const firm = status === 'reported' ? '' : `; ${STATUS_WORDS[status]}`;
    return `${publisher}: ${series}, ${formats.period(period)}, ${published}${firm}`;
  });
  return shortList(lines, 'series');
}

function changeLines({ changed = [], arrived = [], before }: NoticeContent, formats: Formats): string[] {
  const revised = changed.map((revision: NoticeChange) => {
    const { series, period } = revision;
    return `Revised: ${series}, ${formats.period(period)}: ${revisionText(revision, formats)}`;
  });
  const came = arrived.map(({ series, period, value, unit, status }) => {
    const amount = value === null ? status : formats.quantity({ value, unit });
    return `New: ${series}, ${formats.period(period)}: ${amount}`;
  });
  const lines = shortList([...revised, ...came], 'figures');
  return lines.length === 0 || !before?.value ? lines : [...lines, `Before it: ${judgedBefore(before, formats)}`];
}

function judgedBefore({ value, period, at }: NonNullable<NoticeContent['before']>, formats: Formats): string {
  const where = period === null ? '' : ` in ${formats.period(period)}`;
  return `${formats.quantity(value!)}${where}, judged on ${formats.dayOf(at)}`;
}

function nextLines({ next = [] }: NoticeContent, formats: Formats): string[] {
  const lines = next.map(({ source, period, by }) => `${source}: ${formats.period(period)}, by ${formats.day(by)}`);
  return shortList(lines, 'sources');
}

function shortList(lines: readonly string[], what: string): string[] {
  return lines.length <= MOST ? [...lines] : [...lines.slice(0, MOST), `and ${lines.length - MOST} more ${what}`];
}

function newestOf(figures: readonly NoticeFigure[]): NoticeFigure | undefined {
  const end = ({ period }: NoticeFigure) => lastMonth(parsePeriod(period));
  return figures.toSorted((a, b) => Temporal.PlainYearMonth.compare(end(b), end(a)))[0];
}
