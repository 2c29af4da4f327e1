import type { Period } from '../../../config/vocabulary/period.ts';
import type { Report, ReportedObservation } from '../connector.ts';
import { jsonRecords } from '../wire/json-records.ts';
import { comtradeRows } from './answer.ts';
import { comtradeCovers } from './covers.ts';
import { refuseCutOff } from './cut-off.ts';
import { figureReader } from './figures.ts';
import type { ComtradeQuery } from './query.ts';

/** Reads an answer with figures while it comes in; as `parse` does, but that it compares no two figures. */
export async function* readAnswer(
  url: string,
  chunks: AsyncIterable<Uint8Array>,
  query: ComtradeQuery,
): AsyncGenerator<Report, void, undefined> {
  const reader = figureReader(query);
  /** One figure of each period, which tells what the answer speaks for. */
  const periods = new Map<Period, ReportedObservation>();
  for await (const piece of jsonRecords(chunks, 'data')) {
    if ('around' in piece) {
      const rows = reader.end();
      comtradeRows(piece.around, rows);
      refuseCutOff(url, rows);
      break;
    }
    const observations = reader.read(piece.records);
    for (const observation of observations) periods.set(observation.period, observation);
    yield { observations, publications: [] };
  }
  yield { observations: [], publications: [], covers: comtradeCovers(url, [...periods.values()], query) };
}
