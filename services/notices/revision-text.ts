import { Decimal, decimalText } from '../../config/vocabulary/decimal.ts';
import type { Revision, RevisedReport } from '../observations/revision.ts';
import { dayOrInstantText, groupedDecimal } from './format.ts';

/** How numbers and instants are written. */
export interface RevisionFormats {
  decimal(value: string): string;
  dayOrInstant(instant: string): string;
}

/** As a terminal has them: English, in UTC. */
const PLAIN: RevisionFormats = { decimal: groupedDecimal, dayOrInstant: dayOrInstantText };

type Sides = Pick<Revision, 'unit' | 'change'> & { readonly [Side in 'before' | 'after']: Stated };
type Stated = Pick<RevisedReport, 'value' | 'status'> & { readonly superseded?: string | null };

/** What a figure is now and what it was, `16,344,687 kg, was 16,344,000 kg (+687 kg, +0.004%)`. */
export function revisionText({ before, after, change, unit }: Sides, formats = PLAIN): string {
  const isSame = change !== null && new Decimal(change.absolute).isZero();
  const [now, then] = [after, before].map((report) => statedText(report, unit, isSame, formats));
  return `${now}, was ${then}${change === null || isSame ? '' : ` (${changeText(change, unit, formats)})`}`;
}

/** Where values are the same, it is something else about them that changed. */
function statedText(
  { value, status, superseded }: Stated,
  unit: string,
  withStatus: boolean,
  { decimal }: RevisionFormats,
): string {
  if (value === null) return status;
  const stepsBack = superseded === null || superseded === undefined ? '' : `, stepping back (${superseded})`;
  return `${decimal(value)} ${unit}${withStatus ? ` ${status}` : ''}${withStatus ? stepsBack : ''}`;
}

function changeText({ absolute, percent }: NonNullable<Revision['change']>, unit: string, formats: RevisionFormats) {
  const sign = absolute.startsWith('-') ? '-' : '+';
  const amount = `${sign}${formats.decimal(absolute.replace(/^[+-]/, ''))} ${unit}`;
  return percent === null ? amount : `${amount}, ${percentText(percent, formats)}`;
}

/** A per cent with its sign, to three decimal places, half up: `+0.004%`. */
export function percentText(percent: string, { decimal } = PLAIN): string {
  const value = new Decimal(percent);
  const sign = value.lt(0) ? '-' : '+';
  const rounded = value.abs().toDecimalPlaces(3);
  if (rounded.isZero() && !value.isZero()) return `${sign}less than ${decimal('0.001')}%`;
  return `${sign}${decimal(decimalText(rounded))}%`;
}

/** From which publication to which: `published 4 July 2025, before that 14 June 2025`. */
export function publicationsText(
  { before, after }: Readonly<Record<'before' | 'after', Published>>,
  { dayOrInstant } = PLAIN,
): string {
  if (after.publishedAt === null && before.publishedAt === null) return 'release dates not stated';
  const now = after.publishedAt === null ? 'release date not stated' : `published ${dayOrInstant(after.publishedAt)}`;
  return `${now}, before that ${before.publishedAt === null ? 'not stated' : dayOrInstant(before.publishedAt)}`;
}

type Published = Pick<RevisedReport, 'publishedAt'>;
