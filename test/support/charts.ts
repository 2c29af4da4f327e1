import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parsePeriod } from '../../config/vocabulary/period.ts';
import type { ChartPoint, CommitmentChart, RequiredPath } from '../../services/charts/input.ts';

/** A point of a period, by its text; without a value it is missing, unless told otherwise. */
export function point(
  period: string,
  value: string | null,
  status: ChartPoint['status'] = value === null ? 'missing' : 'reported',
): ChartPoint {
  return { period: parsePeriod(period), value, status };
}

/** Points of consecutive months. */
export function monthly(first: string, values: readonly (string | null)[]): ChartPoint[] {
  const start = Temporal.PlainYearMonth.from(first);
  return values.map((value, index) => point(start.add({ months: index }).toString(), value));
}

/** Sums from January of a year to the end of each of its months, from the values of the months. */
export function sums(year: number, values: readonly number[]): ChartPoint[] {
  const months = values.map((_, index) => String(index + 1).padStart(2, '0'));
  return months.map((month, index) => {
    const sum = values.slice(0, index + 1).reduce((total, value) => total + value, 0);
    return point(index === 0 ? `${year}-01` : `${year}-01/${year}-${month}`, String(sum));
  });
}

/** A made-up chart of which only the given parts matter. */
export function chart(parts: Partial<CommitmentChart> = {}): CommitmentChart {
  return {
    title: 'Twelve tonnes of tin a year',
    of: 'Tin deliveries (made up)',
    unit: 't',
    form: 'flow',
    counted: 'each month',
    points: [],
    judged: null,
    required: null,
    target: null,
    band: null,
    projection: null,
    drift: null,
    incidents: [],
    at: Temporal.Instant.from('2026-11-24T09:00:00Z'),
    sources: ['The tin ledger (made up)'],
    notes: [],
    ...parts,
  };
}

/** The even pace of a year towards what is due at its end. */
export function evenPace(year: number, due: string): RequiredPath {
  const [start, end] = [year, year + 1].map((one) => day(`${one}-01-01`));
  const run = [
    { on: start!, value: '0' },
    { on: end!, value: due },
  ];
  return { is: 'required', way: 'linear', label: 'even pace', runs: [run] };
}

export const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
export const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

/** An element of a parsed SVG, with its text. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly SvgElement[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  preserveOrder: true,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

type Parsed = Record<string, unknown> & { readonly ':@'?: Record<string, string>; readonly '#text'?: string };

/** The root element. @throws Error when the text is no well-formed XML. */
export function parseSvg(svg: string): SvgElement {
  const valid = XMLValidator.validate(svg);
  if (valid !== true) throw new Error(valid.err.msg);
  return elementOf((parser.parse(svg) as Parsed[])[0]!);
}

function elementOf(parsed: Parsed): SvgElement {
  const name = Object.keys(parsed).find((key) => key !== ':@')!;
  const inside = parsed[name] as Parsed[];
  return {
    name,
    attributes: parsed[':@'] ?? {},
    text: inside.map((one) => one['#text'] ?? '').join(''),
    children: inside.filter((one) => one['#text'] === undefined).map(elementOf),
  };
}

/** The element itself and all inside it, but for what is only defined. */
export function everyElement(element: SvgElement): SvgElement[] {
  return [element, ...element.children.filter(({ name }) => name !== 'defs').flatMap(everyElement)];
}

export const textsOf = (svg: string): string[] =>
  everyElement(parseSvg(svg))
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text);
