import path from 'node:path';
import { expect, it } from 'vitest';
import { formatPeriod } from '../../../config/vocabulary/period.ts';
import { connectors } from '../../../services/sources/registry.ts';
import { rejectBadAnswer } from '../../../services/sources/transport/judge.ts';
import { liveTransport } from '../../../services/sources/transport/live.ts';
import { recordedTransport } from '../../../services/sources/transport/recorded.ts';
import type { Ask, Transport } from '../../../services/sources/transport.ts';
import { NOW } from '../../support/live.ts';
import { startPublisherServer } from '../../support/publisher-server.ts';
import { DEAL_FOLDER, dealFile } from '../../support/us-malaysia-folder.ts';

const { sources } = dealFile();

function askOf(sourceId: string): Ask {
  const source = sources[sourceId]!;
  const connector = connectors[source.publisher]!;
  const span = { from: Temporal.PlainYearMonth.from(source.history), to: Temporal.PlainYearMonth.from('2026-11') };
  return { sourceId, source, connector, query: connector.query.parse(source.query), span };
}

/** What a transport brings of a source, the newest report of each figure, and the dates of publication. */
async function reported(transport: Transport, ask: Ask) {
  const figures = new Map<string, unknown>();
  const publications: unknown[] = [];
  for await (const answer of transport.answers(ask, new AbortController().signal)) {
    rejectBadAnswer(answer);
    const report = ask.connector.parse(answer.document, ask.query);
    publications.push(
      ...report.publications.map((publication) => ({ ...publication, period: formatPeriod(publication.period) })),
    );
    for (const { of, period, value, unit, status, note } of report.observations) {
      figures.set(JSON.stringify([of, formatPeriod(period)]), { value, unit, status, note });
    }
  }
  return { figures, publications };
}

it.each(['comtrade-china', 'eia-lng', 'usgs-mcs'])(
  '%s: a publisher that answers as recorded is read to the same figures in live mode',
  async (sourceId) => {
    await using server = await startPublisherServer();
    await server.serveRecorded(path.join(DEAL_FOLDER, 'recorded'));
    const live = liveTransport({
      fetch,
      now: () => NOW,
      sleep: async () => {},
      random: () => 0,
      access: () => ({ baseUrl: server.url, key: 'made-up-key-of-a-test', keyVariable: '' }),
      userAgent: 'pactwatch/0.1.0 (+https://example.org/contact)',
    });
    const ask = askOf(sourceId);
    const recorded = await reported(recordedTransport({ dealFolder: DEAL_FOLDER }), ask);
    expect(recorded.figures.size).toBeGreaterThan(5);
    expect(await reported(live, ask)).toEqual(recorded);
  },
);
