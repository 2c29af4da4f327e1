import { expect, test } from 'vitest';
import { openDeal } from '../../../services/deal.ts';
import { nextReleases } from '../../../services/notices/next-releases.ts';
import { arrivedFigures } from '../../../services/observations/revision.ts';
import { DEAL_FOLDER } from '../../support/us-malaysia-folder.ts';

const deal = openDeal(DEAL_FOLDER);
const at = Temporal.Instant.from('2026-11-24T06:15:42Z');

test('a mail names what the publisher of the figures is to release next, and by when', () => {
  // EIA: each month by the last day of the second month after it.
  expect(nextReleases(deal, 'lng-purchases', at)).toEqual([
    { source: deal.sources['eia-lng']!.title, period: '2026-09', by: '2026-11-30' },
  ]);
});

test('nothing is expected of a promise that nobody measures, nor of a source without a calendar', () => {
  expect(nextReleases(deal, 'aircraft-options', at)).toEqual([]);
  expect(nextReleases(deal, 'refining-capacity-2030', at)).toEqual([]);
});

test('the soonest comes first, and each source once', () => {
  for (const commitment of Object.keys(deal.commitments)) {
    const next = nextReleases(deal, commitment, at);
    expect(next.map(({ by }) => by)).toEqual(next.map(({ by }) => by).toSorted());
    expect(new Set(next.map(({ source }) => source)).size).toBe(next.length);
  }
});

test('a figure has arrived when no report of it was known, whatever else was revised', () => {
  const figure = (period: string, reportedBy = 'Ledger') => ({ series: 'tin', period, reportedBy });
  expect(
    arrivedFigures([figure('2026-01')], [figure('2026-01'), figure('2026-02'), figure('2026-01', 'Other')]),
  ).toEqual([figure('2026-02'), figure('2026-01', 'Other')]);
});
