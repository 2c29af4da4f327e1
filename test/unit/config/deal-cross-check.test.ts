import { expect, test } from 'vitest';
import { lineOf, tinProblems } from '../../support/config-problems.ts';

test('between the same units on other bases there is another question', () => {
  const more = (rest: string) =>
    tinProblems([
      'instruments:\n',
      `  other: { ${rest}, version: 1, standing: exact, source: made up }\ninstruments:\n`,
    ]);
  const bases = 'from_basis: gross-weight, to: t, to_basis: reo-content, factor: "2"';
  expect(more(`from: kg, ${bases}`)).toEqual([]);
  expect(more(`from: t, ${bases}`)).toEqual([]);
  expect(more('from: t, from_basis: fob, to: t, to_basis: fob, factor: "2"')).toEqual([
    expect.stringMatching(/^\d+ conversions\.other: it converts t \(FOB\) to itself$/),
  ]);
});

test('two conversions between the same units: which one made a figure must be no question', () => {
  const [line, ...others] = tinProblems([
    'instruments:\n',
    '  t-to-kg: { from: t, to: kg, factor: "1016", version: 1, standing: exact, source: long tons }\ninstruments:\n',
  ]);
  expect(line).toBe(
    `${lineOf('instruments:\n')} conversions.t-to-kg: kg-to-t converts between t and kg already: keep one of them`,
  );
  expect(others).toEqual([]);
});

test.each([
  ['source: ledger', 'source: legder', 'series.tin-deliveries.source: no source "legder" in this deal'],
  [
    'instruments: [order]',
    'instruments: [treaty]',
    'commitments.tin-floor.instruments: no instrument "treaty" in this deal',
  ],
  ['context: [gas-exports]', 'context: [gas]', 'commitments.tin-floor.context: no series "gas" in this deal'],
])('a name that leads nowhere: %s written %s', (part, by, said) => {
  expect(tinProblems([part, by])).toEqual([`${lineOf(part)} ${said}`]);
});

test('a due date that ends before it begins, or that is missing without a word', () => {
  const due = 'due: { from: 2026-01-01 }';
  expect(tinProblems([due, 'due: { from: 2026-01-02, by: 2026-01-01 }'])).toEqual([
    `${lineOf(due)} commitments.tin-floor.due: due.from 2026-01-02 is after due.by 2026-01-01`,
  ]);
  expect(tinProblems([due, 'due: { from: 2026-01-01, by: 2026-01-01 }'])).toEqual([]);
  expect(tinProblems([due, 'due: {}'])).toEqual([
    `${lineOf(due)} commitments.tin-floor.due: give a date, or a note that says why there is none`,
  ]);
});

const interval = '- { from: 2020-01-01, is: in_force, checked: 2026-01-01, source: gazette 1 }';
const withSecond = (second: string) => tinProblems([interval, `${interval}\n      - ${second}`]);

test.each(['2019-12-31', '2020-01-01'])('statuses of an instrument out of order: %s after 2020-01-01', (from) => {
  expect(withSecond(`{ from: ${from}, is: terminated, checked: 2026-01-01, source: x }`)).toEqual([
    `${lineOf(interval) + 1} instruments.order.status.1.from: ${from} does not follow 2020-01-01: list the status by date`,
  ]);
});

test('a disputed status that does not say what is claimed, and a claim without a dispute', () => {
  const said = `${lineOf(interval) + 1} instruments.order.status.1: give "claimed" with the status "disputed", and only with it`;
  const second = (rest: string) => withSecond(`{ from: 2021-01-01, checked: 2026-01-01, source: x, ${rest} }`);
  expect(second('is: disputed')).toEqual([said]);
  expect(second('is: terminated, claimed: [in_force, terminated]')).toEqual([said]);
  expect(second('is: disputed, claimed: [in_force, terminated]')).toEqual([]);
  expect(second('is: disputed, claimed: [in_force]')[0]).toContain('instruments.order.status.1.claimed: ');
});

test('one reading of a text is no dispute', () => {
  const reading = '{ key: wide, held_by: someone, says: so, standing: at_risk, source: x }';
  const part = '    context: [gas-exports]\n';
  expect(tinProblems([part, `    readings: [${reading}]\n`])).toEqual([
    `${lineOf(part)} commitments.tin-floor.readings: one reading is no dispute: give two or none`,
  ]);
  expect(tinProblems([part, `    readings: [${reading}, ${reading}]\n`])).toEqual([]);
});
