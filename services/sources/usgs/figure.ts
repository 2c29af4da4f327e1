import type { ReportedObservation } from '../connector.ts';
import { SourceError } from '../errors.ts';
import { figureIn } from '../wire/locator.ts';
import type { UsgsCell } from './cells.ts';

type Figure = Pick<ReportedObservation, 'value' | 'status'> & { readonly notes: readonly string[] };

/** The symbols that stand in the tables of USGS where a number is not given. */
const SYMBOLS: ReadonlyMap<string, Figure> = new Map<string, Figure>([
  ['', { value: null, status: 'missing', notes: [] }],
  ['NA', { value: null, status: 'missing', notes: ['not available'] }],
  ['W', { value: null, status: 'suppressed', notes: ['withheld by USGS'] }],
  ['E', { value: null, status: 'missing', notes: ['net exporter: no figure is given'] }],
]);

/** The marks of a number: `e` estimated, `r` revised. Before it or behind it, as the table sets them. */
const MARKS = /^([er]{1,2})(?=[\d—<>])|(?<=[\d—])\s?([er]{1,2})$/;

/**
 * What a cell states: a number to the digit, a bound or an estimate marked as such, or a symbol that stands for none.
 * @throws SourceError `format` naming the cell when it is neither.
 */
export function usgsFigure({ text, isEstimate }: UsgsCell, locator: string): Figure {
  const symbol = SYMBOLS.get(text);
  if (symbol) return symbol;
  const [, before, behind] = MARKS.exec(text) ?? [];
  const marks = `${before ?? ''}${behind ?? ''}`;
  const value = figureIn(text);
  if (value === null) {
    throw new SourceError('format', `${locator} "${text.slice(0, 40)}" is neither a figure nor a known symbol`);
  }
  const revised = marks.includes('r') ? ['revised by USGS'] : [];
  // A bound is the only figure that USGS gives there: it is kept, marked as no exact one.
  const sign = /^(?:[er]{1,2})?([<>])/.exec(text)?.[1];
  if (sign !== undefined) {
    const bound = sign === '>' ? 'a lower bound: more than' : 'an upper bound: less than';
    return { value, status: 'estimated', notes: [`${bound} ${value}`, ...revised] };
  }
  return { value, status: isEstimate || marks.includes('e') ? 'estimated' : 'reported', notes: revised };
}
