import { instantText } from '../services/notices/format.ts';
import { measureFacts } from '../services/notices/measure-text.ts';
import { oneLine } from '../services/notices/one-line.ts';
import type { Measures } from '../services/scorecard/measures-schema.ts';
import type { MeasureCounts } from '../services/sources/pull/store-measures.ts';
import type { Style } from './style.ts';

type Measure = Measures['list'][number];

const SHOWN = 10;
const LONGEST_TITLE = 160;

/** What the registers of a deal list, newest first, and what they do not say. */
export function printMeasures({ registers, list }: Measures, style: Style): string[] {
  if (registers.length === 0) return [];
  const more = list.length - SHOWN;
  return [
    style.bold('Measures'),
    ...list.slice(0, SHOWN).flatMap((measure) => measureLines(measure, style)),
    ...(more > 0
      ? [style.wrap(`and ${more} older ${more === 1 ? 'one' : 'ones'}: status --json has them all`, 2)]
      : []),
    ...registers.map((register) => style.wrap(registerText(register), 2)),
    style.wrap('A measure that no register lists may be in force all the same: not listed is unknown, not absent.', 2),
    '',
  ];
}

/** What one pull found in a register. */
export function pulledMeasures({ listed, added, changed, unlisted }: MeasureCounts): string {
  const news = [
    ...(added === 0 ? [] : [`${added} new`]),
    ...(changed === 0 ? [] : [`${changed} changed`]),
    ...(unlisted === 0 ? [] : [`${unlisted} no longer listed`]),
  ];
  return `${countText(listed)} listed, ${news.length === 0 ? 'nothing changed' : news.join(', ')}`;
}

function measureLines(measure: Measure, style: Style): string[] {
  const { title, source, key, page } = measure;
  const place = page === null ? '' : `, ${oneLine(page)}`;
  return [
    style.wrap(oneLine(title, LONGEST_TITLE), 2),
    style.wrap(`${measureFacts(measure)}. ${source}, ${oneLine(key, 80)}${place}`, 4),
  ];
}

function registerText({ source, asked, listed }: Measures['registers'][number]): string {
  if (asked === null || listed === null) return `${source}: gave no answer yet, so nothing is known of what it lists`;
  return `${source}: lists ${countText(listed)}, asked ${instantText(asked)}`;
}

const countText = (count: number) => `${count === 0 ? 'no' : count} ${count === 1 ? 'measure' : 'measures'}`;
