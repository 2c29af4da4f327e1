import type { Deal } from '../../config/deal/schema.ts';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import type { Db } from '../../db/connection.ts';
import { latestPulls } from '../../db/pulls.ts';
import { sourceCoverage } from '../../db/series.ts';
import type { Expected } from '../sources/release/expected.ts';
import { readSourceHealth } from '../sources/health/read.ts';
import type { Scorecard } from './schema.ts';

type ScorecardSource = Scorecard['sources'][number];

/**
 * How each source did at an instant: its last pull, how far it has got, and whether it is late or failing.
 * @param incidents the open incident of each source, where there is one.
 */
export async function sourcesOf(
  context: { readonly db: Db; readonly deal: Deal; readonly figuresMode: 'recorded' | 'live' },
  incidents: ReadonlyMap<string, string>,
  asOf: Temporal.Instant,
): Promise<ScorecardSource[]> {
  const { db, deal } = context;
  const pulls = new Map((await latestPulls(db, deal.id, asOf)).map((pull) => [pull.source, pull]));
  const coverage = new Map((await sourceCoverage(db, deal.id, asOf)).map((row) => [row.source, row]));
  const health = await readSourceHealth(context, asOf);
  return Object.entries(deal.sources).map(([id, { title, publisher }]): ScorecardSource => {
    const pull = pulls.get(id);
    const { late, expected, next, failing } = health.get(id)!;
    return {
      id,
      title,
      publisher,
      outcome: pull?.outcome ?? 'never',
      detail: pull?.detail ?? null,
      lastSuccess: pull?.lastSuccess?.toString() ?? null,
      latestPeriod: coverage.get(id)?.latestPeriod ?? null,
      observations: coverage.get(id)?.observations ?? 0,
      late: late !== null,
      lacking: late?.reason === 'period_overdue' ? late.lacking.map(({ series }) => series) : [],
      quietSince: late?.reason === 'quiet_too_long' ? late.quietSince.toString() : null,
      expectedPeriod: expected && formatPeriod(expected.period),
      expectedBy: expected && expected.by.toString(),
      nextExpected: next && plain(next),
      failingSince: failing?.since.toString() ?? null,
      incident: incidents.get(id) ?? null,
    };
  });
}

const plain = ({ period, by }: Expected) => ({ period: formatPeriod(period), by: by.toString() });
