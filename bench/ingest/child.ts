import { json } from 'node:stream/consumers';
import { connect } from '../../db/connection.ts';
import { keepAnswer } from '../../db/documents.ts';
import { comtradeBulk } from '../../services/sources/comtrade-bulk/connector.ts';
import { comtrade } from '../../services/sources/comtrade/connector.ts';
import type { Connector, Publication } from '../../services/sources/connector.ts';
import { ingestReport } from '../../services/sources/pull/ingest.ts';
import { rejectBadAnswer } from '../../services/sources/transport/judge.ts';
import { liveTransport } from '../../services/sources/transport/live.ts';
import { publisherFetch } from '../../services/sources/transport/publisher-fetch.ts';
import type { Ask } from '../../services/sources/transport.ts';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import { partnersOf, productOf, REPORTER, seriesFinder, type Shape } from './shape.ts';

/** What one run of the ingest is told. */
export interface Task {
  readonly databaseUrl: string;
  readonly baseUrl: string;
  readonly form: 'bulk' | 'json';
  readonly shape: Shape;
}

/** What it tells. */
export interface Outcome {
  /** From the first request to the commit of the last answer. */
  readonly ms: number;
  readonly observations: number;
  readonly added: number;
  readonly revised: number;
  /** The most memory that the process ever held, bytes. */
  readonly maxRss: number;
}

const task = (await json(process.stdin)) as Task;
console.log(JSON.stringify(await ingest(task)));

/** Pulls as a source of whole countries is pulled, in a process of its own, so that its memory can be told. */
async function ingest({ databaseUrl, baseUrl, form, shape }: Task): Promise<Outcome> {
  const signal = new AbortController().signal;
  const now = () => Temporal.Now.instant();
  const db = connect(databaseUrl, { name: 'bench', onError: (error) => console.error(error.message) });
  const transport = liveTransport({
    fetch: publisherFetch,
    now,
    sleep: async () => {},
    random: Math.random,
    access: () => ({ baseUrl, key: 'made-up-key-0123456789', keyVariable: 'none' }),
    userAgent: 'pactwatch-bench',
  });
  const ask = askFor(form, shape);
  const seriesOf = seriesFinder(shape);
  const publications = new Map<string, Publication>();
  const sums = { observations: 0, added: 0, revised: 0 };
  await db.selectFrom('bulkMark').selectAll().execute();

  const start = performance.now();
  for await (const answer of transport.answers(ask, signal)) {
    const { document } = answer;
    const about = { url: document.url, httpStatus: answer.httpStatus, sha256: document.sha256 };
    const seen = { deal: 'bench', source: form, retrievedAt: answer.retrievedAt, publishedAt: null, citation: null };
    await keepAnswer(db, document, { ...about, ...seen }, now());
    rejectBadAnswer(answer);
    // In chunks however small it is: what is measured is the way of a large one.
    const chunks =
      document.chunks ??
      async function* () {
        yield document.bytes;
      };
    const parts = ask.connector.parseStream?.({ ...document, chunks }, ask.query);
    if (parts === undefined) {
      for (const publication of ask.connector.parse(document, ask.query).publications) {
        publications.set(formatPeriod(publication.period), publication);
      }
      continue;
    }
    const said = { publications, publishedAt: undefined, publisher: ask.connector.name };
    const written = await ingestReport({ db, sha256: document.sha256, parts, seriesOf, said, now }, signal);
    sums.observations += written.observations;
    sums.added += written.added;
    sums.revised += written.revised;
  }
  const ms = performance.now() - start;
  await db.destroy();
  return { ms, ...sums, maxRss: process.resourceUsage().maxRSS * 1024 };
}

function askFor(form: Task['form'], shape: Shape): Ask {
  const month = (period: string, ofYear: number) =>
    Temporal.PlainYearMonth.from({ year: Number(period.slice(0, 4)), month: Number(period.slice(4)) || ofYear });
  const span = { from: month(shape.periods[0]!, 1), to: month(shape.periods.at(-1)!, 12) };
  const source = {} as Ask['source'];
  if (form === 'bulk') {
    const query = comtradeBulk.query.parse({ frequency: shape.frequency, reporter: REPORTER });
    return { sourceId: form, source, connector: comtradeBulk as Connector<unknown>, query, span };
  }
  const query = comtrade.query.parse({
    frequency: shape.frequency,
    reporter: REPORTER,
    partners: partnersOf(shape),
    products: Array.from({ length: shape.products }, (_, index) => productOf(index)),
    flows: ['import', 'export'],
  });
  // The figures alone: what Comtrade says of them elsewhere is small.
  const connector = {
    ...comtrade,
    requests: (...asked: Parameters<typeof comtrade.requests>) =>
      comtrade.requests(...asked).filter(({ isLarge }) => isLarge),
  };
  return { sourceId: form, source, connector: connector as Connector<unknown>, query, span };
}
