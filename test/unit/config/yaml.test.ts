import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseYaml, problem, readYaml } from '../../../config/yaml.ts';
import { problemsIn } from '../../support/config-problems.ts';

const FILE = 'folder/deal.yaml';

const syntax = (text: string) => problemsIn(() => readYaml(text, FILE));

describe('what a file says', () => {
  test('a date, a month and a quoted figure stay text; nothing becomes a float by accident', () => {
    const text = 'from: 2025-10-26\nmonth: 2026-01\nvalue: "0.048"\nbig: "9007199254740993"\nno: no\n';
    expect(readYaml(text, FILE).value).toEqual({
      from: '2025-10-26',
      month: '2026-01',
      value: '0.048',
      big: '9007199254740993',
      no: 'no',
    });
  });

  test('an anchor repeats what it names', () => {
    expect(readYaml('a: &words none at hand\nb: *words\n', FILE).value).toEqual({
      a: 'none at hand',
      b: 'none at hand',
    });
  });

  test('a merge key merges nothing: what a commitment says stands in it', () => {
    expect(readYaml('a: &a { x: 1 }\nb:\n  <<: *a\n', FILE).value).toEqual({ a: { x: 1 }, b: { '<<': { x: 1 } } });
  });

  test('a key named like a part of every object is a key and no more', () => {
    expect(readYaml('constructor: x\ntoString: y\n', FILE).value).toEqual({ constructor: 'x', toString: 'y' });
    expect(syntax('a:\n  __proto__: { polluted: yes }\n')).toEqual([
      'folder/deal.yaml:2:3 no field can be named __proto__',
    ]);
  });
});

describe('an error of syntax names file, line and column', () => {
  test.each([
    ['an open bracket', 'a: 1\nb: [1, 2\n', 'folder/deal.yaml:3:1 '],
    ['an open quote', 'a: "x\n', 'folder/deal.yaml:2:1 '],
    ['a tab as indent', 'a:\n\tb: 1\n', 'folder/deal.yaml:2:1 '],
    ['a doubled key', 'a: 1\nb: 2\na: 3\n', 'folder/deal.yaml:3:1 Map keys must be unique'],
    ['a doubled key deep inside', 'a:\n  b:\n    c: 1\n    c: 1\n', 'folder/deal.yaml:4:5 Map keys must be unique'],
    ['a doubled key in one line', 'a: { b: 1, b: 2 }\n', 'folder/deal.yaml:1:12 Map keys must be unique'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'folder/deal.yaml:2:1 '],
    ['an alias of nothing', 'a: 1\nb: *nobody\n', 'folder/deal.yaml:2:4 '],
    ['an indent that belongs nowhere', 'a:\n    b: 1\n  c: 2\n', 'folder/deal.yaml:3:'],
  ])('%s', (_what, text, beginning) => {
    const lines = syntax(text);
    expect(lines[0]).toMatch(new RegExp(`^${beginning.replaceAll('.', '\\.')}`));
    expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
  });

  test('lines are counted alike with the line ends of Windows', () => {
    expect(syntax('a: 1\r\nb: 2\r\na: 3\r\n')[0]).toMatch(/^folder\/deal\.yaml:3:1 /);
  });

  test('aliases that would unfold without end are refused', () => {
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level += 1) {
      const one = `*a${level - 1}`;
      bomb.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => one).join(', ')}]`);
    }
    expect(syntax(bomb.join('\n'))).toEqual([expect.stringMatching(/^folder\/deal\.yaml: Excessive alias count/)]);
  });

  test('an alias that leads in a circle is refused', () => {
    expect(syntax('a: &a\n  b: *a\n')).toEqual(['folder/deal.yaml:2:6 *a stands inside &a']);
  });

  test('a tag that stands for code or bytes is refused, not run or guessed', () => {
    expect(syntax('a: !!js/function "() => 1"\n')[0]).toMatch(/^folder\/deal\.yaml:1:4 /);
  });
});

describe('a field that does not fit names file, line, column and field', () => {
  const Schema = z.strictObject({
    list: z.array(z.strictObject({ name: z.string(), size: z.number().optional() })),
    title: z.string().optional(),
  });
  const misfits = (text: string) => problemsIn(() => parseYaml(text, FILE, Schema));

  test('what fits comes back checked', () => {
    expect(parseYaml('list:\n  - { name: x }\n', FILE, Schema)).toEqual({ list: [{ name: 'x' }] });
  });

  test('a value of the wrong type stands where it is written', () => {
    const [line] = misfits('list:\n  - name: x\n    size: big\n');
    expect(line).toMatch(/^folder\/deal\.yaml:3:11 list\.0\.size: .*number/);
  });

  test('a field that is missing stands at the nearest thing around it', () => {
    const [line] = misfits('title: t\nlist:\n  - name: x\n  - size: 1\n');
    expect(line).toMatch(/^folder\/deal\.yaml:4:5 list\.1\.name: /);
  });

  test('a field nobody knows is named', () => {
    const [line] = misfits('list: []\ntitel: t\n');
    expect(line).toMatch(/^folder\/deal\.yaml:1:1 the file: .*"titel"/);
  });

  test.each([
    ['an empty file', ''],
    ['a file of remarks', '# nothing yet\n'],
    ['a list where fields are due', '- a\n'],
    ['one word', 'hello\n'],
  ])('%s is refused', (_what, text) => {
    expect(misfits(text)[0]).toMatch(/^folder\/deal\.yaml:1:1 the file: /);
  });

  test('every problem is told, not only the first', () => {
    expect(misfits('list:\n  - { size: x }\n  - { name: 1 }\ntitle: 2\n')).toHaveLength(4);
  });

  test('whoever checks further can point at a field too, or at what is nearest to it', () => {
    const placed = readYaml('a:\n  - x: 1\n', FILE);
    expect(problem(placed, ['a', 0, 'x'], 'no')).toBe('folder/deal.yaml:2:8 a.0.x: no');
    expect(problem(placed, ['a', 5, 'y'], 'no')).toBe('folder/deal.yaml:2:3 a.5.y: no');
    expect(problem(placed, ['z'], 'no')).toBe('folder/deal.yaml:1:1 z: no');
  });
});
