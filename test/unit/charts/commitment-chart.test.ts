import { expect, test } from 'vitest';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { altText } from '../../../services/charts/alt-text.ts';
import { commitmentChart } from '../../../services/charts/commitment-chart.ts';
import type { CommitmentChart } from '../../../services/charts/input.ts';
import { sparkline } from '../../../services/charts/sparkline.ts';
import { COLOUR, DASH } from '../../../services/charts/palette.ts';
import {
  type SvgElement,
  at,
  chart,
  day,
  evenPace,
  everyElement,
  monthly,
  parseSvg,
  point,
  sums,
  textsOf,
} from '../../support/charts.ts';

const svgOf = (parts: Partial<CommitmentChart>) => commitmentChart(chart(parts), { id: 'tin' });
const elementsOf = (parts: Partial<CommitmentChart>) => everyElement(parseSvg(svgOf(parts)));

/** What is drawn of the history by the test, without what the legend shows of it, which comes first. */
function marks(parts: Partial<CommitmentChart>, test: (one: SvgElement) => boolean): SvgElement[] {
  const all = elementsOf(parts);
  const axis = all.findIndex(
    ({ attributes }) => attributes['stroke'] === COLOUR.axis && attributes['x1'] !== undefined,
  );
  return all.slice(axis).filter(test);
}
const isColumn = ({ name, attributes }: SvgElement) =>
  name === 'rect' && (attributes['fill'] === COLOUR.reported || attributes['stroke'] === COLOUR.reported);
const isLine = ({ name, attributes }: SvgElement) => name === 'path' && attributes['stroke'] === COLOUR.reported;
const isGap = ({ name, attributes }: SvgElement) => name === 'path' && attributes['stroke'] === COLOUR.soft;

test('a month without a value is marked as a gap, and a month of zero as a value', () => {
  const columns = marks({ points: monthly('2026-01', ['3', null, '0', '2']) }, isColumn);
  const zero = columns.filter(({ attributes }) => attributes['height'] === '2');
  expect(columns).toHaveLength(3);
  expect(zero).toHaveLength(1);
  const gaps = elementsOf({ points: monthly('2026-01', ['3', null, '0', '2']) }).filter(isGap);
  // One of them is in the legend.
  expect(gaps).toHaveLength(2);
  expect(textsOf(svgOf({ points: monthly('2026-01', ['3', null]) }))).toContain('No value, which is not zero');
});

test('a line is not drawn over a month without a value, whether it is told or left out', () => {
  const told = monthly('2026-01', ['3', '4', null, '2', '5']);
  const leftOut = told.filter(({ value }) => value !== null);
  for (const points of [told, leftOut]) {
    const lines = marks({ form: 'level', points }, isLine);
    expect(lines.map(({ attributes }) => attributes['d']!.match(/[ML]/g)!.length)).toEqual([2, 2]);
  }
});

test('sums begin anew with each year, from nothing', () => {
  const lines = marks({ form: 'running_sum', points: [...sums(2025, [1, 2]), ...sums(2026, [4])] }, isLine);
  expect(lines).toHaveLength(2);
  const starts = lines.map(({ attributes }) => /^M[\d.]+ ([\d.]+)/.exec(attributes['d']!)![1]);
  expect(starts[0]).toBe(starts[1]);
});

test('a sum of which the first months are not known does not begin at nothing', () => {
  const known = [point('2026-01', null), point('2026-01/2026-02', '5'), point('2026-01/2026-03', '6')];
  const [line] = marks({ form: 'running_sum', points: known }, isLine);
  expect(line!.attributes['d']!.match(/[ML]/g)).toHaveLength(2);
});

test('provisional and estimated values have shapes of their own, named in the legend', () => {
  const points = [point('2026-01', '1'), point('2026-02', '2', 'provisional'), point('2026-03', '3', 'estimated')];
  const [reported, provisional, estimated] = marks({ points }, isColumn).map(({ attributes }) => attributes);
  expect(reported!['fill']).toBe(COLOUR.reported);
  expect(provisional!['fill']).toBe(COLOUR.paper);
  expect(provisional!['stroke-dasharray']).toBeUndefined();
  expect(estimated!['stroke-dasharray']).toBe(DASH.estimated);
  const shapes = elementsOf({ form: 'level', points }).map(({ name }) => name);
  expect(shapes).toContain('polygon');
  expect(textsOf(svgOf({ points }))).toEqual(expect.arrayContaining(['Provisional', 'Estimated']));
});

test('a provisional zero is told from a final one: it may only stand where a figure is not out yet', () => {
  const svg = (status: 'reported' | 'provisional') =>
    svgOf({ points: [point('2026-01', '4'), point('2026-02', '0', status)] });
  const rings = (text: string) => everyElement(parseSvg(text)).filter(({ name }) => name === 'circle').length;
  expect(rings(svg('reported'))).toBe(0);
  expect(rings(svg('provisional'))).toBe(1);
});

test('a way by compound growth is a curve, one by steps has corners, and a straight one neither', () => {
  const run = [
    { on: day('2025-01-01'), value: '10' },
    { on: day('2027-01-01'), value: '40' },
  ];
  const pathOf = (way: 'linear' | 'compound' | 'stepped') =>
    elementsOf({ required: { is: 'required', way, label: 'a way', runs: [run] }, form: 'level' })
      .filter(({ attributes }) => attributes['stroke-dasharray'] === DASH.required)
      .map(({ attributes }) =>
        [...(attributes['d'] ?? '').matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map((pair) => Number(pair[2])),
      )
      .at(-1)!;
  const straight = pathOf('linear');
  expect(straight).toHaveLength(2);
  const curve = pathOf('compound');
  const middle = (straight[0]! + straight[1]!) / 2;
  // Halfway a value that grows by one rate has less than half of its growth, and stands lower on the page.
  expect(curve[curve.length / 2 - 0.5]).toBeGreaterThan(middle);
  expect(pathOf('stepped')).toHaveLength(3);
});

/** The shaded time itself: the legend has a swatch of it before. */
const shadeOf = (elements: readonly SvgElement[]): SvgElement =>
  elements.findLast(({ attributes }) => attributes['fill'] === 'url(#tin-hatch)')!;

test('the moment of drift is a labelled line, and an incident a shaded time', () => {
  const points = monthly('2026-01', ['3', '2', '1']);
  const incident = { openedAt: at('2026-02-10T00:00:00Z'), closedAt: at('2026-03-01T00:00:00Z') };
  const svg = svgOf({ points, drift: incident.openedAt, incidents: [incident] });
  expect(textsOf(svg)).toEqual(expect.arrayContaining(['Drift Feb 10, 2026', 'Incident open']));
  const line = everyElement(parseSvg(svg)).find(({ attributes }) => attributes['stroke'] === COLOUR.drift)!;
  expect(line.attributes['x1']).toBe(line.attributes['x2']);
  const shade = shadeOf(everyElement(parseSvg(svg)));
  expect(shade.attributes['x']).toBe(line.attributes['x1']);
});

test('an incident that is open goes on to the instant of the chart', () => {
  const widthOf = (closedAt: Temporal.Instant | null) =>
    Number(
      shadeOf(
        elementsOf({
          points: monthly('2026-01', ['3', '2', '1']),
          incidents: [{ openedAt: at('2026-02-10T00:00:00Z'), closedAt }],
          at: at('2026-03-20T00:00:00Z'),
        }),
      ).attributes['width'],
    );
  expect(widthOf(null)).toBeCloseTo(widthOf(at('2026-03-20T00:00:00Z')));
  expect(widthOf(null)).toBeGreaterThan(widthOf(at('2026-03-01T00:00:00Z')));
});

test('the unit stands at the axis, with the word for its millions, and says where the axis does not begin at zero', () => {
  expect(textsOf(svgOf({ points: monthly('2026-01', ['3000000', '4500000']) }))).toContain('t, million');
  expect(textsOf(svgOf({ form: 'level', points: monthly('2026-01', ['98', '99']) }))).toContain(
    't (the axis does not begin at 0)',
  );
});

test('the caption says the time that is shown, when it was known, what to bear in mind and who reported it', () => {
  const svg = svgOf({ points: monthly('2026-01', ['3', '2']), notes: ['Recorded figures.'] });
  expect(textsOf(svg).at(-1)!.replaceAll('\u2009', ' ')).toBe(
    'Jan – Feb 2026, as known on Nov 24, 2026. Recorded figures. Source: The tin ledger (made up).',
  );
});

test('that nothing is known is said in words', () => {
  expect(textsOf(svgOf({ points: monthly('2026-01', [null]) }))).toContain('No figure is known, which is not zero');
});

test('a reader of the screen is told the title and what the chart shows, by ids of its own', () => {
  const one = chart({ points: monthly('2026-01', ['3']) });
  const root = parseSvg(commitmentChart(one, { id: 'first' }));
  expect(root.attributes).toMatchObject({ role: 'img', 'aria-labelledby': 'first-title first-desc' });
  const [title, desc] = root.children;
  expect(title).toMatchObject({ name: 'title', attributes: { id: 'first-title' }, text: one.title });
  expect(desc).toMatchObject({ name: 'desc', attributes: { id: 'first-desc' }, text: altText(one) });
  const ids = (id: string) => [...commitmentChart(one, { id }).matchAll(/ id="([^"]+)"/g)].map((found) => found[1]!);
  expect(ids('first').filter((id) => ids('second').includes(id))).toEqual([]);
});

test('no style and no script is needed, and what a title holds stays text', () => {
  const svg = svgOf({ title: '<script>alert("1")</script> & more', points: monthly('2026-01', ['3']) });
  expect(svg).not.toMatch(/<(script|style|foreignObject)|style=|href=|on\w+=/);
  expect(svg).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more');
});

test('a chart stands on white, with a border', () => {
  const ground = parseSvg(svgOf({})).children.find(({ name }) => name === 'rect')!;
  expect(ground.attributes).toMatchObject({ fill: '#ffffff', stroke: COLOUR.border });
});

test('an id or a width that could not serve is refused', () => {
  expect(() => commitmentChart(chart(), { id: '1" onload="' })).toThrow(RangeError);
  expect(() => commitmentChart(chart(), { id: 'tin', width: 100 })).toThrow(RangeError);
  expect(() => commitmentChart(chart(), { id: 'tin', width: Number.NaN })).toThrow(RangeError);
  expect(() => sparkline(chart(), { id: 'tin', height: 0 })).toThrow(RangeError);
});

test('a sparkline has the range and the gaps, and what it shows in words', () => {
  const one = chart({ form: 'level', points: monthly('2026-01', ['3', null, '2']), band: { low: '2', high: '4' } });
  const elements = everyElement(parseSvg(sparkline(one, { id: 'row' })));
  expect(elements.filter(isGap)).toHaveLength(1);
  expect(elements.filter(({ attributes }) => attributes['fill'] === COLOUR.promised)).toHaveLength(1);
  expect(elements.find(({ name }) => name === 'desc')!.text).toBe(altText(one));
});

test('a value that was judged is told beside what was required then', () => {
  const points = sums(2026, [1, 1, 1]);
  const texts = textsOf(
    svgOf({
      form: 'running_sum',
      points,
      judged: { period: parsePeriod('2026-01/2026-02'), value: '2', required: '2.5' },
      required: evenPace(2026, '15'),
      target: { value: '15', is: 'floor', from: day('2026-01-01'), to: day('2027-01-01') },
    }),
  );
  expect(texts).toEqual(expect.arrayContaining(['2', 'required 2.5', 'at least 15', 'Required: even pace, now 2.5']));
});

test('a gap among values below zero is marked below it, and not beyond the edge', () => {
  const one = chart({ points: monthly('2026-01', ['-3', null, '-2']), required: null, target: null, judged: null });
  const gap = everyElement(parseSvg(sparkline(one, { id: 'row' }))).find(isGap);
  const heights = [...gap!.attributes['d']!.matchAll(/[ML][\d.-]+[ ,]([\d.-]+)/g)].map(([, y]) => Number(y));
  expect(heights.length).toBeGreaterThan(0);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(6);
});
