import { TARGET_WORDS } from '../notices/words.ts';
import { type Formats, formatsOf } from './formats.ts';
import type { ChartOptions, CommitmentChart } from './input.ts';

/**
 * What the chart shows, in one sentence, for who does not see it: what was reported, what was required by then, the
 * target, how many periods have no value, and when the commitment drifted.
 * @throws RangeError for a language tag or a zone that there is not.
 */
export function altText(
  chart: CommitmentChart,
  { locale, timeZone }: Pick<ChartOptions, 'locale' | 'timeZone'> = {},
): string {
  const formats = formatsOf(locale, timeZone);
  const parts = [reported(chart, formats), target(chart, formats), gaps(chart), drift(chart, formats)];
  return `${chart.title.replace(/[.\s]+$/, '')}: ${parts.filter((part) => part !== null).join('; ')}.`;
}

function reported(
  { judged, points, unit, counted, required: path }: CommitmentChart,
  { amount, period }: Formats,
): string {
  const newest = judged ?? points.findLast(({ value }) => value !== null);
  if (newest === undefined || newest.value === null) return 'no value is known';
  const said = `${amount(newest.value)} ${unit} reported for ${period(newest.period)} (${counted})`;
  const required = judged?.required ?? null;
  if (required === null) return said;
  const due = `${amount(required)} ${unit}`;
  switch (path?.is) {
    case 'threshold':
      return `${said}, against a threshold of ${due}`;
    case 'allowed':
      return `${said}, against at most ${due} allowed by then`;
    default:
      return `${said}, against ${due} required by then`;
  }
}

function target({ target: line, band, unit }: CommitmentChart, { amount }: Formats): string | null {
  const range = band && `the range is ${amount(band.low)} to ${amount(band.high)} ${unit}`;
  if (line === null) return range;
  const aim = `${TARGET_WORDS[line.is].toLowerCase()} ${amount(line.value)} ${unit}`;
  return range === null ? aim : `${aim}, ${range}`;
}

function gaps({ points }: CommitmentChart): string | null {
  const count = points.filter(({ value }) => value === null).length;
  if (count === 0) return null;
  return count === 1 ? '1 period has no value' : `${count} periods have no value`;
}

function drift({ drift: at }: CommitmentChart, { day }: Formats): string | null {
  return at && `drift marked on ${day(at)}`;
}
