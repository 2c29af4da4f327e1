import { expect, test } from 'vitest';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { commitmentChart } from '../../../services/charts/commitment-chart.ts';
import { sparkline } from '../../../services/charts/sparkline.ts';
import { at, chart, day, evenPace, point, sums } from '../../support/charts.ts';

/** One element a line, so that a change is read where it is. */
const lines = (svg: string) => `${svg.replaceAll('><', '>\n<')}\n`;

const pace = chart({
  form: 'running_sum',
  counted: 'sum in each year',
  points: sums(2026, [1, 1, 0, 2]),
  judged: { period: parsePeriod('2026-01/2026-04'), value: '4', required: '4' },
  required: evenPace(2026, '12'),
  target: { value: '12', is: 'floor', from: null, to: day('2027-01-01') },
});

test('a sum on its way to a target is drawn as it was, byte for byte', async () => {
  await expect(lines(commitmentChart(pace, { id: 'pace', width: 480, height: 320 }))).toMatchFileSnapshot(
    'golden/pace.svg',
  );
});

test('a row of the page is drawn as it was, byte for byte', async () => {
  const flow = chart({
    points: [
      point('2026-01', '3'),
      point('2026-02', null),
      point('2026-03', '0'),
      point('2026-04', '5', 'provisional'),
    ],
    target: { value: '2', is: 'ceiling', from: null, to: null },
    drift: at('2026-05-10T00:00:00Z'),
  });
  await expect(lines(sparkline(flow, { id: 'row' }))).toMatchFileSnapshot('golden/row.svg');
});
