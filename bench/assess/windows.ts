import type { Deal } from '../../config/deal/schema.ts';
import { boundRule } from '../../services/commitments/registry.ts';
import { windowsOf } from '../../services/commitments/windows.ts';
import type { BenchDatabase } from '../ingest/databases.ts';
import { NOW } from './history.ts';

/** The series that a commitment reads, each from the first day of its longest window on. */
interface ReadWindows {
  readonly series: readonly string[];
  readonly from: readonly string[];
}

const WINDOWS = `unnest($1::text[], $2::date[]) as w (key, first)
  join series s on s.deal = 'bench' and s.key = w.key
  join vintage v on v.series_id = s.id and v.period_start >= w.first and v.known_to = 'infinity'`;

/** What reading the windows of a commitment takes by itself, in one statement. */
export async function readBare({ client }: BenchDatabase, deal: Deal, commitment: string): Promise<void> {
  const { series, from } = read(deal, commitment);
  await client.query(
    `select v.id, s.key, v.period, s.unit, v.value, v.status, v.reported_by, v.superseded, v.note, v.published_at,
       v.known_from, v.sha256, v.locator
     from ${WINDOWS} order by s.key, v.period_start, v.reported_by`,
    [series, from],
  );
}

/** How many figures the windows of commitments hold, as they stand. */
export async function figuresIn(
  { client }: BenchDatabase,
  deal: Deal,
  commitments: readonly string[],
): Promise<number> {
  let figures = 0;
  for (const commitment of commitments) {
    const { series, from } = read(deal, commitment);
    const { rows } = await client.query<{ count: number }>(`select count(*)::integer as count from ${WINDOWS}`, [
      series,
      from,
    ]);
    figures += rows[0]!.count;
  }
  return figures;
}

function read(deal: Deal, commitment: string): ReadWindows {
  const windows = windowsOf(deal, boundRule(deal.commitments[commitment]!), NOW);
  const first = Map.groupBy(
    windows.map(({ series, from }) => ({ series, from: from === undefined ? '-infinity' : `${from}-01` })),
    ({ series }) => series,
  );
  return {
    series: [...first.keys()],
    from: [...first.values()].map((own) => own.map(({ from }) => from).toSorted()[0]!),
  };
}
