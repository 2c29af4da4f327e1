import { expect, test } from 'vitest';
import { printSources, sourcesInTrouble, sourceTransitionText } from '../../../cli/print-sources.ts';
import type { Style } from '../../../cli/style.ts';
import type { Scorecard } from '../../../services/scorecard/schema.ts';

const PLAIN: Style = {
  standing: (_standing, text) => text,
  dim: (text) => text,
  bold: (text) => text,
  wrap: (text, indent) => ' '.repeat(indent) + text,
};

const inTime: Scorecard['sources'][number] = {
  id: 'eia-lng',
  title: 'LNG',
  publisher: 'eia',
  outcome: 'ok',
  detail: null,
  lastSuccess: '2026-11-24T06:00:00Z',
  latestPeriod: '2026-08',
  observations: 46,
  late: false,
  lacking: [],
  quietSince: null,
  expectedPeriod: '2026-08',
  expectedBy: '2026-10-31',
  nextExpected: { period: '2026-09', by: '2026-11-30' },
  failingSince: null,
  incident: null,
};
const late = { ...inTime, latestPeriod: '2026-07', late: true, lacking: ['us-lng', 'all-lng'], incident: '7' };

const printed = (source: Scorecard['sources'][number], notices: { incident: string }[] = []) => {
  const card = { sources: [source], notices } as unknown as Scorecard;
  return printSources(card, PLAIN, () => 'Mail');
};

test('a source in time is one line, with its newest period and the next that is expected', () => {
  expect(printed(inTime)).toEqual(['  eia-lng: ok, 46 figures, newest 2026-08, next 2026-09 by 2026-11-30']);
});

test('a late one says which period was expected by when, of which series, and who was told', () => {
  expect(printed(late, [{ incident: '7' }, { incident: '8' }])).toEqual([
    '  eia-lng: ok, 46 figures, newest 2026-07',
    '    late: 2026-08 was expected by 2026-10-31, missing of us-lng, all-lng',
    '    Mail',
  ]);
});

test('one that is quiet for too long, and one that fails, say since when', () => {
  const quiet = { ...inTime, late: true, expectedPeriod: null, expectedBy: null, nextExpected: null };
  expect(printed({ ...quiet, quietSince: '2026-05-24T06:00:00Z' })[1]).toBe(
    '    late: nothing new since 24 May 2026, 06:00 UTC',
  );
  expect(printed({ ...inTime, outcome: 'failed', failingSince: '2026-11-23T06:00:00Z' })[1]).toBe(
    '    failing since 23 November 2026, 06:00 UTC',
  );
});

test('the headline counts the sources in trouble, and says nothing where there are none', () => {
  const card = (...sources: Scorecard['sources']) => ({ sources }) as unknown as Scorecard;
  expect(sourcesInTrouble(card(inTime, late))).toBe(' 1 of 2 sources late or failing.');
  expect(sourcesInTrouble(card(inTime, { ...inTime, failingSince: '2026-11-23T06:00:00Z' }))).toBe('');
});

test('a cycle tells what it did to the incident of a source', () => {
  const opened = { source: 'eia-lng', incident: '7', kind: 'opened', from: null, to: 'late', notices: 1 } as const;
  expect(sourceTransitionText({ ...opened, reason: 'period_overdue' })).toBe(
    'eia-lng: incident opened, ▲ late (period overdue), 1 notice',
  );
});
