import { expect, test } from 'vitest';
import { partedLine, partedLines, printSides, sidesApart } from '../../../cli/print-sides.ts';
import type { SidesSay } from '../../../config/vocabulary/sides.ts';
import { newlyParted } from '../../../services/commitments/mirrors/newly-parted.ts';
import type { ComparedSides } from '../../../services/commitments/mirrors/sides.ts';
import type { Scorecard } from '../../../services/scorecard/schema.ts';

const style = {
  standing: (_standing: unknown, text: string) => text,
  dim: (text: string) => text,
  bold: (text: string) => text,
  wrap: (text: string, indent: number) => ' '.repeat(indent) + text,
};

const sides = (mirror: string, says: SidesSay): ComparedSides => ({
  mirror,
  title: `${mirror} from B to A`,
  says,
  period: '2025',
  basis: null,
  importer: { value: '1', unit: 't' },
  exporter: { value: '2', unit: 't' },
  relative: '-0.666666666667',
  index: '0.333333333333',
  before: null,
  tolerance: '0.1',
  why: 'made up',
  provisional: false,
  words: `${mirror}, in words.`,
  steps: [],
  remarks: [],
  vintages: [],
  inputs: [],
});
const card = (...of: readonly ComparedSides[][]) =>
  ({ commitments: of.map((own) => ({ sides: own })) }) as unknown as Scorecard;

test('a trade that several commitments read is told once, those over which the sides part first', () => {
  const [tin, ore] = [sides('tin', 'agree'), sides('ore', 'disagree')];
  expect(printSides(card([tin, ore], [ore], []), style)).toEqual([
    'The two sides',
    '▲ The sides disagree',
    '    ore, in words.',
    '✓ The sides agree',
    '    tin, in words.',
    '',
  ]);
  expect(printSides(card([], []), style)).toEqual([]);
});

test('the headline and the line of a commitment say over which trades the sides part', () => {
  const all = [sides('tin', 'agree'), sides('ore', 'one_sided'), sides('gas', 'unknown')];
  expect(sidesApart(card(all, all))).toBe(' The two sides part over 1 of 3 trades that both report.');
  expect(partedLine(all)).toBe('▲ The two sides part: ore from B to A; see below.');
  expect(sidesApart(card([sides('tin', 'agree')]))).toBe('');
  expect(partedLine([sides('tin', 'agree'), sides('gas', 'unknown')])).toBeNull();
});

test('a cycle tells each trade over which the sides part once, when they begin to', () => {
  const parted = newlyParted([sides('tin', 'agree')], [sides('tin', 'disagree'), sides('ore', 'agree')]);
  expect(partedLines({ assessments: [{ parted }, { parted }, { parted: [] }] })).toEqual([
    'sides   tin: the sides disagree; tin, in words.',
  ]);
  expect(newlyParted([sides('tin', 'disagree')], [sides('tin', 'one_sided')])).toEqual([]);
  expect(newlyParted([sides('tin', 'unknown')], [sides('tin', 'disagree')])).toHaveLength(1);
  expect(newlyParted([], [sides('tin', 'one_sided')])).toHaveLength(1);
});
