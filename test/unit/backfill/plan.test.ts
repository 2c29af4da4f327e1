import { describe, expect, test } from 'vitest';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import { backfillSpan, planPartitions, queryDigest } from '../../../services/backfill/plan.ts';
import { connectors } from '../../../services/sources/registry.ts';
import { deal } from '../../support/pulls.ts';

const month = (text: string) => Temporal.PlainYearMonth.from(text);

function planned(source: string, from: string, to: string, mode: 'live' | 'recorded' = 'live') {
  const { publisher, query } = deal.sources[source]!;
  const connector = connectors[publisher]!;
  const access = { baseUrl: connector.baseUrl ?? 'file:', hasKey: true };
  const asked = { connector, query: connector.query.parse(query) };
  return planPartitions(asked, { from: month(from), to: month(to) }, { access, mode });
}
const periodsOf = (...args: Parameters<typeof planned>) => planned(...args).map(({ period }) => period);

describe('the partitions of a span', () => {
  test('are its calendar years, the first and the last as far as the span has them', () => {
    expect(
      planned('eia-lng', '2023-11', '2026-10').map(({ period, span }) => `${period}: ${span.from}/${span.to}`),
    ).toEqual([
      '2023-11/2023-12: 2023-11/2023-12',
      '2024: 2024-01/2024-12',
      '2025: 2025-01/2025-12',
      '2026-01/2026-10: 2026-01/2026-10',
    ]);
  });

  test('of a single year are one', () => {
    expect(periodsOf('eia-lng', '2025-03', '2025-03')).toEqual(['2025-03']);
  });

  test('carry the calls that each takes at least', () => {
    expect(planned('eia-lng', '2024-01', '2025-12').map(({ requests }) => requests)).toEqual([1, 1]);
    // When it was published, which periods there are, and the figures.
    expect(planned('comtrade-china', '2024-01', '2025-12').map(({ requests }) => requests)).toEqual([3, 3]);
    // A call for each product.
    expect(planned('census-exports', '2024-01', '2025-12').map(({ requests }) => requests)).toEqual([4, 4]);
  });

  test('leave out the years of which there is nothing to ask', () => {
    expect(periodsOf('census-exports', '2008-01', '2011-12')).toEqual(['2010', '2011']);
    expect(periodsOf('census-exports', '2001-01', '2005-12')).toEqual([]);
  });

  // Asked year by year, they would give the same rows again and again.
  test.each([
    ['an edition is one file', 'usgs-mcs', 'live', 1],
    ['a register is asked for whole', 'gta-export-measures', 'live', 1],
    ['the list of data.gov.my reaches to today from any month', 'dosm-trade', 'live', 1],
    ['files of the deal folder are read whole', 'lynas', 'live', 0],
    ['what is recorded is read whole', 'eia-lng', 'recorded', 0],
  ] as const)('are one where the answer does not follow the span: %s', (_why, source, mode, requests) => {
    expect(planned(source, '2015-01', '2026-10', mode)).toMatchObject([{ period: '2015-01/2026-10', requests }]);
  });
});

test('a backfill ends with the present month, whatever it was asked for', () => {
  const now = Temporal.Instant.from('2026-11-24T09:00:00Z');
  const span = (from: string, to: string) => {
    const { from: first, to: last } = backfillSpan(parsePeriod(from), parsePeriod(to), now);
    return `${first}/${last}`;
  };
  expect(span('2015', '2026-10')).toBe('2015-01/2026-10');
  expect(span('2015-Q2', '2026')).toBe('2015-04/2026-11');
  expect(span('2015-03', '2026-Q3')).toBe('2015-03/2026-09');
});

test('another query, or another publisher, is another digest', () => {
  const digests = [
    queryDigest('eia', { series: ['A'] }),
    queryDigest('eia', { series: ['A', 'B'] }),
    queryDigest('iea', { series: ['A'] }),
  ];
  expect(new Set(digests).size).toBe(3);
  expect(queryDigest('eia', { series: ['A'] })).toBe(digests[0]);
});
