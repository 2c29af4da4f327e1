import type { Deal } from '../../config/deal/schema.ts';
import { comparePeriods, formatPeriod, type Period } from '../../config/vocabulary/period.ts';
import { dayOf } from '../commitments/clock.ts';
import { normalise, seriesOfSource } from '../observations/normalise.ts';
import { oneLine } from '../notices/one-line.ts';
import { seriesIndex } from '../observations/series-index.ts';
import type { Report } from '../sources/connector.ts';
import { SourceError } from '../sources/errors.ts';
import { collectReport } from '../sources/pull/collect.ts';
import { connectors } from '../sources/registry.ts';
import type { Ask, Transport } from '../sources/transport.ts';
import { rejectBadAnswer } from '../sources/transport/judge.ts';
import type { FolderFigures } from './schema.ts';

/** What a deal folder holds of a source. */
export interface FolderSource {
  /** By series, those with a value. */
  readonly figures: ReadonlyMap<string, FolderFigures>;
  /** How many it lists; null when it is no register. */
  readonly measures: number | null;
  /** Why there is nothing of it. */
  readonly idle: string | null;
  /** What is wrong with what there is. */
  readonly fault: string | null;
}

const NOTHING: FolderSource = { figures: new Map(), measures: null, idle: null, fault: null };

/** Reads all that the folder holds of a source, as a pull of recorded figures would. Nothing is stored. */
export async function folderSource(
  deal: Deal,
  sourceId: string,
  transport: Transport,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<FolderSource> {
  const source = deal.sources[sourceId]!;
  const connector = connectors[source.publisher]!;
  const span = { from: Temporal.PlainYearMonth.from(source.history), to: dayOf(now).toPlainYearMonth() };
  const ask: Ask = { sourceId, source, connector, query: connector.query.parse(source.query), span };
  const idle = transport.idle(ask);
  if (idle !== undefined) return { ...NOTHING, idle: oneLine(idle) };
  try {
    const read = await reportsOf(deal, ask, transport, signal);
    const reports = connector.settle?.(read, ask.query, span) ?? read;
    const observations = reports.flatMap((report) => report.observations);
    const valued = normalise(deal, sourceId, observations).filter(({ observation }) => observation.value !== null);
    const bySeries = Map.groupBy(valued, ({ series }) => series);
    const measures = reports.flatMap((report) => (report.measures === undefined ? [] : [report.measures.length]));
    return {
      ...NOTHING,
      figures: new Map([...bySeries].map(([id, ofIt]) => [id, spanned(ofIt.map((one) => one.observation.period))])),
      measures: measures.length === 0 ? null : measures.reduce((sum, count) => sum + count, 0),
    };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { ...NOTHING, fault: oneLine(error.message) };
  }
}

async function reportsOf(deal: Deal, ask: Ask, transport: Transport, signal: AbortSignal): Promise<Report[]> {
  const find = seriesIndex(seriesOfSource(deal, ask.sourceId));
  const reports: Report[] = [];
  for await (const answer of transport.answers(ask, signal)) {
    try {
      rejectBadAnswer(answer);
      const parts = ask.connector.parseStream?.(answer.document, ask.query);
      reports.push(
        parts === undefined
          ? ask.connector.parse(answer.document, ask.query)
          : await collectReport(parts, ({ of }) => 'named' in of || find(of.dimensions).length > 0),
      );
    } catch (error) {
      // An answer that holds nothing is no fault of the folder.
      if (!(error instanceof SourceError) || error.fault !== 'no_content') throw error;
    }
  }
  return reports;
}

function spanned(periods: readonly Period[]): FolderFigures {
  const ordered = periods.toSorted(comparePeriods);
  return { count: periods.length, first: formatPeriod(ordered[0]!), last: formatPeriod(ordered.at(-1)!) };
}
