import { expect, test } from 'vitest';
import { reportsAsOf } from '../../../db/vintages.ts';
import { census } from '../../stand-ins/census.ts';
import { type ContractBench, contractBench } from '../../stand-ins/contract/bench.ts';
import type { Protocol } from '../../stand-ins/stand-in.ts';
import { instant } from '../../support/vintages.ts';

const FIRST_PULL = instant('2026-11-24T09:01:00Z');
const LATER = instant('2026-12-31T00:00:00Z');

async function monthsOf({ db, deal }: ContractBench, series: string, at = LATER) {
  const rows = await reportsAsOf(db, deal.id, [{ series, from: null }], 'known', at);
  return rows.map(({ period, value, status }) => `${period} ${value ?? status}`);
}

const AS_RELEASED = ['2013-01 104219830', '2013-02 98441207', '2013-03 0', '2013-04 missing', '2013-05 131072999'];

test('zero, missing by its flag and blank are three things, month by month', async () => {
  await using bench = await contractBench(census);
  await bench.pull();
  expect(await monthsOf(bench, 'census-value')).toEqual(AS_RELEASED);
  expect(await monthsOf(bench, 'census-quantity')).toEqual([
    '2013-01 9120044',
    '2013-02 missing',
    '2013-03 0',
    '2013-04 missing',
    '2013-05 10003117',
  ]);
});

test('a year that is revised as a whole gives each changed month a vintage, and takes none back', async () => {
  let isRevised = false;
  // Made up: each value a dollar higher, where it is a value of seven digits or more.
  const revising: Protocol = {
    ...census,
    answer(asked, trouble) {
      const answer = census.answer(asked, trouble);
      if (!isRevised || typeof answer.body !== 'string') return answer;
      return {
        ...answer,
        body: answer.body.replaceAll(/"(\d{7,})"/g, (_, value: string) => `"${BigInt(value) + 1n}"`),
      };
    },
  };
  await using bench = await contractBench(revising);
  await bench.pull();
  isRevised = true;
  expect(await bench.pull()).toMatchObject({ outcome: 'ok', added: 0, revised: 5, withdrawn: 0 });
  expect(await monthsOf(bench, 'census-value')).toEqual([
    '2013-01 104219831',
    '2013-02 98441208',
    '2013-03 0',
    '2013-04 missing',
    '2013-05 131073000',
  ]);
  expect(await monthsOf(bench, 'census-value', FIRST_PULL)).toEqual(AS_RELEASED);
});
