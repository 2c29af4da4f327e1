import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../../../config/vocabulary/decimal.ts';
import { comparePeriods, periodOf } from '../../../config/vocabulary/period.ts';
import { altText } from '../../../services/charts/alt-text.ts';
import { commitmentChart } from '../../../services/charts/commitment-chart.ts';
import type { ChartPoint, CommitmentChart } from '../../../services/charts/input.ts';
import { sparkline } from '../../../services/charts/sparkline.ts';
import { widthOf } from '../../../services/charts/text/measure.ts';
import { type SvgElement, chart, everyElement, parseSvg } from '../../support/charts.ts';

const digits = (most: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: most });
const decimal = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String),
  fc.constant('0'),
  digits(90).map((text) => new Decimal(text).toFixed()),
  digits(40).map((text) => new Decimal(`0.${text}`).toFixed()),
  fc.tuple(digits(6), digits(6)).map(([whole, part]) => new Decimal(`-${whole}.${part}`).toFixed()),
);
const instant = fc
  .integer({ min: Date.UTC(1985, 0), max: Date.UTC(2045, 0) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
const day = instant.map((at) => at.toZonedDateTimeISO('UTC').toPlainDate());
const period = fc
  .tuple(fc.integer({ min: 1990, max: 2040 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(1, 1, 3, 4, 12, 30))
  .map(([year, month, months]) => periodOf(year, month, months));
const point: fc.Arbitrary<ChartPoint> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ period, value: decimal, status: fc.constantFrom('reported', 'provisional', 'estimated') }),
  },
  fc.record({ period, value: fc.constant(null), status: fc.constantFrom('missing', 'suppressed', 'contested') }),
);
const points = fc
  .array(point, { maxLength: 40 })
  .map((all) => all.toSorted((a, b) => comparePeriods(a.period, b.period)));
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 60 }),
  fc.constant('\ud800<&">'),
);
const range = fc
  .tuple(decimal, decimal)
  .map((ends) => ends.toSorted((a, b) => new Decimal(a).comparedTo(b)))
  .map(([low, high]) => ({ low: low!, high: high! }));
const waypoints = fc
  .array(fc.record({ on: day, value: decimal }), { minLength: 1, maxLength: 6 })
  .map((run) => run.toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on)));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

/** Any chart at all, sensible or not. */
const anyChart: fc.Arbitrary<CommitmentChart> = fc
  .record({
    title: text,
    of: text,
    unit: text,
    counted: text,
    form: fc.constantFrom('flow', 'level', 'running_sum'),
    points,
    judged: maybe(fc.record({ period, value: decimal, required: maybe(decimal) })),
    required: maybe(
      fc.record({
        is: fc.constantFrom('required', 'allowed', 'threshold'),
        way: fc.constantFrom('linear', 'compound', 'stepped'),
        label: text,
        runs: fc.array(waypoints, { maxLength: 4 }),
      }),
    ),
    target: maybe(
      fc.record({
        value: decimal,
        is: fc.constantFrom('floor', 'ceiling', 'expectation'),
        from: maybe(day),
        to: maybe(day),
      }),
    ),
    band: maybe(range),
    projection: maybe(
      fc.record({
        from: fc.record({ on: day, value: decimal }),
        to: fc.tuple(day, range).map(([on, ends]) => ({ on, ...ends })),
        label: text,
      }),
    ),
    drift: maybe(instant),
    incidents: fc.array(fc.record({ openedAt: instant, closedAt: maybe(instant) }), { maxLength: 4 }),
    at: instant,
    sources: fc.array(text, { maxLength: 3 }),
    notes: fc.array(text, { maxLength: 3 }),
  })
  .map((parts) => chart(parts as Partial<CommitmentChart>));
const anySetting = fc.record({
  locale: fc.constantFrom('en', 'en-GB', 'de', 'fr', 'uk', 'pl', 'ja', 'ar', 'hi', 'ms'),
  timeZone: fc.constantFrom('UTC', 'Asia/Kuala_Lumpur', 'America/New_York'),
  width: fc.integer({ min: 320, max: 1200 }),
});

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a line of text stands, from its base line to the height of its capitals. */
function boxOf({ attributes, text: line }: SvgElement): Box {
  const size = Number(attributes['font-size']);
  const width = widthOf(line.replace(/&(?:amp|lt|gt|quot);/g, '&'), {
    size,
    bold: attributes['font-weight'] === 'bold',
  });
  const shift = { middle: width / 2, end: width }[attributes['text-anchor'] ?? ''] ?? 0;
  const left = Number(attributes['x']) - shift;
  const bottom = Number(attributes['y']);
  return { left, right: left + width, top: bottom - 0.73 * size, bottom };
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Every place that an element names. */
function placesOf({ name, attributes }: SvgElement): { readonly x: number[]; readonly y: number[] } {
  const number = (key: string) => (attributes[key] === undefined ? [] : [Number(attributes[key])]);
  const [x, y] = [number('x'), number('y')];
  const end =
    name === 'rect'
      ? [
          [...x, ...number('width')],
          [...y, ...number('height')],
        ].map((pair) => [pair[0]! + pair[1]!])
      : [[], []];
  const pairs = [
    ...`${attributes['d'] ?? ''} ${attributes['points'] ?? ''}`.matchAll(
      /(-?[\d.]+(?:e-?\d+)?)[ ,](-?[\d.]+(?:e-?\d+)?)/g,
    ),
  ];
  return {
    x: [...x, ...end[0]!, ...number('x1'), ...number('x2'), ...number('cx'), ...pairs.map((pair) => Number(pair[1]))],
    y: [...y, ...end[1]!, ...number('y1'), ...number('y2'), ...number('cy'), ...pairs.map((pair) => Number(pair[2]))],
  };
}

function expectInside(svg: string): SvgElement[] {
  const root = parseSvg(svg);
  const [width, height] = root.attributes['viewBox']!.split(' ').slice(2).map(Number);
  const elements = everyElement(root);
  for (const element of elements.slice(1)) {
    const { x, y } = placesOf(element);
    for (const value of x) expect(value).toSatisfy((place: number) => place >= 0 && place <= width!);
    for (const value of y) expect(value).toSatisfy((place: number) => place >= 0 && place <= height!);
  }
  return elements;
}

test('whatever it is made from, a chart is well-formed, lies inside its own edges and says what no text hides', () => {
  fc.assert(
    fc.property(anyChart, anySetting, (any, setting) => {
      const svg = commitmentChart(any, { id: 'any', ...setting });
      expect(svg).not.toMatch(/NaN|Infinity|undefined|style=/);
      const lines = expectInside(svg)
        .filter(({ name }) => name === 'text')
        .map((element) => ({ line: element.text, box: boxOf(element) }));
      expect(any.drift === null || lines.some(({ line }) => line.startsWith('Drift '))).toBe(true);
      for (const [index, { line, box }] of lines.entries()) {
        expect(box.left, line).toBeGreaterThanOrEqual(0);
        expect(box.right, line).toBeLessThanOrEqual(setting.width);
        const over = lines.slice(index + 1).filter((other) => overlap(box, other.box));
        expect(
          over.map((other) => other.line),
          line,
        ).toEqual([]);
      }
    }),
    { numRuns: 150 },
  );
});

test('whatever it is made from, a sparkline is well-formed and lies inside its own edges', () => {
  fc.assert(
    fc.property(anyChart, (any) => {
      const svg = sparkline(any, { id: 'any' });
      expect(svg).not.toMatch(/NaN|Infinity|undefined|style=/);
      expect(expectInside(svg).some(({ name }) => name === 'text')).toBe(false);
    }),
    { numRuns: 100 },
  );
});

test('whatever it is made from, the alternative text is one sentence in one line', () => {
  fc.assert(
    fc.property(anyChart, anySetting, (any, setting) => {
      const said = altText({ ...any, title: 'Tin', unit: 't', counted: 'each month' }, setting);
      expect(said).toMatch(/^Tin: [^\n]*\.$/);
    }),
    { numRuns: 100 },
  );
});
