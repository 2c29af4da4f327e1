import { z } from 'zod';
import type { SourceSpec } from '../../config/deal/schema.ts';
import type { Connector, PublisherRequest } from '../../services/sources/connector.ts';
import type { Answer, Ask } from '../../services/sources/transport.ts';

/** A connector that asks for `/figures` and parses nothing; all of it made up. */
export function connectorOf(overrides: Partial<Connector<unknown>> = {}): Connector<unknown> {
  return {
    publisher: 'made-up',
    name: 'Made-up Statistics',
    baseUrl: 'https://statistics.example.org',
    key: 'none',
    minIntervalMs: 0,
    query: z.unknown(),
    yields: () => 'named',
    requests: (_query, _span, { baseUrl }): PublisherRequest[] => [
      { url: `${baseUrl}/figures`, accepts: ['application/json'] },
    ],
    parse: () => ({ observations: [], publications: [] }),
    ...overrides,
  };
}

/** Asks a connector for 2026 on behalf of the source `made-up-source`. */
export function askOf(connector: Connector<unknown>, source: Partial<SourceSpec> = {}): Ask {
  return {
    sourceId: 'made-up-source',
    source: {
      title: 'Made-up figures',
      publisher: connector.publisher,
      query: {},
      schedule: '0 6 * * *',
      history: '2026-01',
      revision_window: 'P1Y',
      release: { irregular: 'made up' },
      terms: 'none',
      ...source,
    },
    connector,
    query: {},
    span: { from: Temporal.PlainYearMonth.from('2026-01'), to: Temporal.PlainYearMonth.from('2026-12') },
  };
}

/** The body of an answer as text. */
export function textOf({ document }: Answer): string {
  return new TextDecoder().decode(document.bytes);
}
