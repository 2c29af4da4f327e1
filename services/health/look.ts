import type { Deal } from '../../config/deal/schema.ts';
import { lastMonth, type Period, type PeriodSpan } from '../../config/vocabulary/period.ts';
import { describes } from '../observations/normalise.ts';
import type { Connector, Report, ReportedObservation } from '../sources/connector.ts';
import { SourceError } from '../sources/errors.ts';
import { clockSkewMs } from '../sources/transport/clock-skew.ts';
import { rejectBadAnswer } from '../sources/transport/judge.ts';
import type { Answer, Ask, Transport } from '../sources/transport.ts';

/** What a source answers to a look at it. */
export interface Look {
  readonly answers: number;
  /** The newest period with a value of any of the deal's series. */
  readonly newest: Period | null;
  /** The newest period that the publisher says it has released, whatever it is of. */
  readonly released: Period | null;
  /** Of a register: how many measures it listed. */
  readonly measures: number | null;
  /** How far this machine's clock runs ahead of the publisher's; undefined when the answer does not tell. */
  readonly skewMs: number | undefined;
  readonly fault: SourceError | undefined;
}

const MONTHS_BACK = 23;

/** The last two years, so that what comes once a year is among it. */
export function spanToLookAt(now: Temporal.Instant): PeriodSpan {
  const to = now.toZonedDateTimeISO('UTC').toPlainDate().toPlainYearMonth();
  return { from: to.subtract({ months: MONTHS_BACK }), to };
}

/** The same ask with its first call alone, without the others and the pages that follow it. */
export function firstCallOf(ask: Ask): Ask {
  const { next: _next, ...connector } = ask.connector;
  const requests: Connector<unknown>['requests'] = (...asked) => ask.connector.requests(...asked).slice(0, 1);
  return { ...ask, connector: { ...connector, requests } };
}

/** Asks, reads what comes, and keeps nothing. */
export async function lookAt(transport: Transport, deal: Deal, ask: Ask, signal: AbortSignal): Promise<Look> {
  const answers: Answer[] = [];
  const reports: Report[] = [];
  let fault: SourceError | undefined;
  try {
    for await (const answer of transport.answers(ask, signal)) {
      answers.push(answer);
      rejectBadAnswer(answer);
      if (answer.document.chunks === undefined) reports.push(ask.connector.parse(answer.document, ask.query));
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    fault = error;
  }
  const own = reports.flatMap(({ observations }) => observations.filter((one) => isOwn(deal, ask.sourceId, one)));
  const listed = reports.flatMap(({ measures }) => (measures === undefined ? [] : [measures.length]));
  return {
    answers: answers.length,
    newest: latest(own.filter(({ value }) => value !== null)),
    released: latest(reports.flatMap(({ publications }) => publications)),
    measures: listed.length === 0 ? null : listed.reduce((sum, count) => sum + count, 0),
    skewMs: skewOf(answers.at(-1)),
    fault,
  };
}

function isOwn(deal: Deal, sourceId: string, { of, unit }: ReportedObservation): boolean {
  if ('named' in of) return true;
  return Object.values(deal.series).some(
    (spec) => spec.source === sourceId && spec.unit === unit && describes(spec, of.dimensions),
  );
}

/** One that a cache has kept has the date of the day on which it was made. */
function skewOf(answer: Answer | undefined): number | undefined {
  if (answer === undefined || answer.headers['age'] !== undefined) return undefined;
  return clockSkewMs(answer.headers['date'], answer.retrievedAt);
}

/** The one that ends last. */
function latest(dated: readonly { readonly period: Period }[]): Period | null {
  return dated.reduce<Period | null>(
    (newest, { period }) =>
      newest === null || Temporal.PlainYearMonth.compare(lastMonth(period), lastMonth(newest)) > 0 ? period : newest,
    null,
  );
}
