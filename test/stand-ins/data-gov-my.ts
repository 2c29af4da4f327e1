import type { ScriptedAnswer } from '../support/publisher-server.ts';
import { jsonOf, reordered, type Row, textOf, widened } from './exact-json.ts';
import type { Asked, ContentTrouble, Protocol } from './stand-in.ts';

const PATH = '/data-catalogue/';
const DATASET = 'trade_headline';

// The exports of August 2026, RM 191,049,044,049, are as data.gov.my gives them; no answer with the other amounts is at
// hand, and they are made up.
const AMOUNTS: readonly Row[] = [
  ['2026-08-01', 191_049_044_049, 170_000_000_001],
  ['2026-07-01', 185_000_000_002, 169_000_000_003],
  ['2026-06-01', 180_000_000_004, 168_000_000_005],
].map(([date, exports, imports]) => ({
  series: 'abs',
  date,
  exports,
  exports_domestic: null,
  re_exports: null,
  imports,
  imports_retained: null,
}));
const GROWTH = AMOUNTS.map((row): Row => ({ ...row, series: 'growth_yoy', exports: 1.5, imports: -0.5 }));

/** The catalogue of Malaysia's Department of Statistics, which asks no one for a key. */
export const dataGovMy: Protocol = {
  publisher: 'data-gov-my',
  watch: {
    query: { dataset: DATASET, columns: ['exports', 'imports'] },
    history: '2026-01',
    series: { 'my-exports': seriesOf('exports'), 'my-imports': seriesOf('imports') },
  },

  answer(asked, trouble) {
    const { path, parameters } = asked;
    if (`${path}/` === PATH) return { status: 301, headers: { location: `${PATH}?${parameters}` } };
    if (path !== PATH || parameters.get('id') !== DATASET) {
      return { status: 404, body: jsonOf({ status: 404, errors: ['no such catalogue item'] }) };
    }
    const start = parameters.get('date_start');
    if (start !== null && !start.endsWith('@date')) {
      return { status: 400, body: jsonOf({ status: 400, errors: ['date_start names no column'] }) };
    }
    return listOf(trouble === 'empty' ? [] : askedRows(asked), trouble, parameters);
  },
};

function seriesOf(column: string) {
  return { frequency: 'month' as const, unit: 'MYR', dimensions: { dataset: DATASET, column } };
}

function askedRows({ parameters }: Asked): Row[] {
  const [value, column] = (parameters.get('filter') ?? '').split('@');
  const start = parameters.get('date_start')?.split('@')[0] ?? '';
  return [...AMOUNTS, ...GROWTH].filter(
    (row) => (column === undefined || textOf(row, column) === value) && textOf(row, 'date') >= start,
  );
}

function listOf(
  rows: readonly Row[],
  trouble: ContentTrouble | undefined,
  parameters: URLSearchParams,
): ScriptedAnswer {
  const sorted = rows.toSorted((a, b) => (textOf(a, 'date') < textOf(b, 'date') ? 1 : -1));
  const limit = Number(parameters.get('limit') ?? Infinity);
  return { body: jsonOf(sorted.flatMap((row) => bent(row, trouble)).slice(0, limit)) };
}

function bent(row: Row, trouble: ContentTrouble | undefined): Row[] {
  switch (trouble) {
    // It knows one country: the nearest is another form of the figures.
    case 'another country':
      return [{ ...row, series: 'growth_yoy' }];
    case 'columns in another order':
      return [reordered(row)];
    case 'more columns':
      return [widened(row)];
    case 'rows doubled':
      return [row, row];
    default:
      return [row];
  }
}
