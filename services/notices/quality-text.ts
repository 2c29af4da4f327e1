import { Decimal } from '../../config/vocabulary/decimal.ts';
import type { Quality } from '../commitments/quality.ts';
import { sayList, sayPercent } from '../commitments/words.ts';
import { dayOrInstantText, periodText } from './format.ts';

/** One thing that is said of the figures. */
export interface QualityLine {
  readonly label: string;
  readonly text: string;
}

/** How periods and instants are written. */
export interface QualityFormats {
  period(period: string): string;
  dayOrInstant(instant: string): string;
}

/** As a terminal has them: English, in UTC. */
const PLAIN: QualityFormats = { period: periodText, dayOrInstant: dayOrInstantText };
const LONGEST_LIST = 12;

/** How good the figures are, as it is at an instant: each day they are a day older. */
export function qualityLines(quality: Quality, at: string, formats = PLAIN): QualityLine[] {
  const { newest, conversions, gaps } = quality;
  const line = (label: string, text: string | null) => (text === null ? [] : [{ label, text }]);
  return [
    ...line('Newest figure', newest && `${formats.period(newest.period)}, ${releaseText(newest, at, formats)}`),
    ...line('Figures it rests on', newest && firmnessText(quality)),
    ...line(
      'Converted by',
      conversions.length === 0
        ? null
        : sayList(conversions.map(({ conversion, standing }) => `${conversion} (${standing})`)),
    ),
    ...gaps.flatMap(({ series, periods }) => line('Gaps', `${series}: no figure for ${listed(periods, formats)}`)),
  ];
}

/** The same in one line, without what is in order; null where there are no figures. */
export function qualityBrief(quality: Quality, at: string): string | null {
  const { newest, provisional, estimated, conversions, gaps } = quality;
  if (newest === null) return null;
  const unconfirmed = conversions.filter(({ standing }) => standing === 'unconfirmed');
  return [
    `Figures to ${newest.period.split('/').at(-1)}, ${agoText(newest, at)}`,
    ...(provisional + estimated === 0 ? [] : [firmnessText(quality)]),
    ...unconfirmed.map(({ conversion }) => `converted by ${conversion}, which is unconfirmed`),
    ...gaps.map(({ periods }) => `no figure for ${listed(periods, PLAIN)}`),
  ].join('; ');
}

type Newest = NonNullable<Quality['newest']>;

const releaseText = ({ publishedAt, knownFrom }: Newest, at: string, { dayOrInstant }: QualityFormats): string =>
  publishedAt === null
    ? `release date not stated, first seen ${dayOrInstant(knownFrom)}, ${daysText(knownFrom, at)}`
    : `published ${dayOrInstant(publishedAt)}, ${daysText(publishedAt, at)}`;

const agoText = ({ publishedAt, knownFrom }: Newest, at: string): string =>
  publishedAt === null
    ? `release date not stated, first seen ${daysText(knownFrom, at)}`
    : `published ${daysText(publishedAt, at)}`;

/** In whole days of the calendar in UTC. */
function daysText(from: string, at: string): string {
  const [then, now] = [from, at].map((instant) =>
    Temporal.Instant.from(instant).toZonedDateTimeISO('UTC').toPlainDate(),
  );
  const { days } = then!.until(now!, { largestUnit: 'days' });
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** `2 of 9 provisional and 1 estimated, 24% of their sum`. */
function firmnessText({ figures, provisional, estimated, notFinal }: Quality): string {
  if (provisional + estimated === 0) return figures === 1 ? '1, final' : `${figures}, all final`;
  const kinds = [
    ...(provisional === 0 ? [] : [`${provisional} provisional`]),
    ...(estimated === 0 ? [] : [`${estimated} estimated`]),
  ];
  const share = notFinal === null ? '' : `, ${sayPercent(new Decimal(notFinal))} of their sum`;
  return `${sayList(kinds)} of ${figures}${share}`;
}

function listed(periods: readonly string[], { period }: QualityFormats): string {
  const more = periods.length - LONGEST_LIST;
  const shown = periods.slice(0, LONGEST_LIST).map(period);
  return sayList(more > 0 ? [...shown, `${more} more`] : shown);
}
