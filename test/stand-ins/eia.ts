import type { ScriptedAnswer } from '../support/publisher-server.ts';
import { bendRow } from './bend.ts';
import { jsonOf, recordedRows, type Row, textOf } from './exact-json.ts';
import type { Asked, Protocol } from './stand-in.ts';
import { RETRY_AFTER_S } from './wire-trouble.ts';

const KEY = 'made-up-eia-key-51c4e80fa9d3';
const TO_CHINA = { duoarea: 'NUS-NCH', series: 'NGM_EPG0_EVE_NUS-NCH_MMCF' };
const PATH = '/v2/natural-gas/move/expc/data/';
const MALAYSIA = 'NGM_EPG0_EVE_NUS-NMY_MMCF';
const ALL = 'NGM_EPG0_EVE_NUS-Z00_MMCF';
const ROWS_A_PAGE = 5000;

// EIA, US exports of LNG by vessel to Malaysia and to all destinations: as recorded in the shipped deal and cited there.
const FIGURES = [
  ...recordedRows('eia-lng/monthly-2023-05-2026-02.json', ['response', 'data']),
  ...recordedRows('eia-lng/release-2026-09-30.json', ['response', 'data']),
];

const said = (status: number, body: object, headers = {}): ScriptedAnswer => ({ status, headers, body: jsonOf(body) });
const gateway = (status: number, code: string, message: string, headers = {}) =>
  said(status, { error: { code, message } }, headers);

/** EIA API v2, natural gas exports by destination, behind the gateway of api.data.gov. */
export const eia: Protocol = {
  publisher: 'eia',
  key: KEY,
  watch: {
    query: { frequency: 'month', series: [MALAYSIA, ALL] },
    history: '2016-01',
    series: { 'eia-malaysia': seriesOf(MALAYSIA), 'eia-all': seriesOf(ALL) },
    // The months from 2016-01 to 2026-11 of Malaysia and of all destinations, on both pages.
    onAllPages: 262,
    // Sixty series of a hundred months and more do not fit on one page. The numbers of the series are made up.
    pagedQuery: {
      frequency: 'month',
      series: [MALAYSIA, ALL, ...Array.from({ length: 58 }, (_, at) => `N9${400 + at}US2`)],
    },
  },
  refusals: {
    unauthorised: gateway(401, 'API_KEY_INVALID', `An invalid api_key was supplied: ${KEY}.`),
    quota: gateway(403, 'OVER_RATE_LIMIT', 'You have exceeded your rate limit. Try again later.'),
    tooFast: gateway(429, 'OVER_RATE_LIMIT', 'You have exceeded your rate limit.', {
      'retry-after': String(RETRY_AFTER_S),
    }),
  },

  answer(asked, trouble) {
    const { parameters } = asked;
    const key = parameters.get('api_key');
    if (key === null) return gateway(403, 'API_KEY_MISSING', 'An API key was not provided.');
    if (key !== KEY) return gateway(403, 'API_KEY_INVALID', 'An invalid api_key was supplied.');
    if (asked.path !== PATH) return said(404, { error: 'Not found.', code: 404 });
    const facet = [...parameters.keys()].map((name) => /^facets\[(.*)\]\[\]$/.exec(name)?.[1]).find(isUnknownFacet);
    if (facet !== undefined) {
      return said(400, {
        error: `Invalid facet '${facet}' provided. The only valid facets are 'duoarea', 'process', 'series'.`,
        code: 400,
      });
    }
    const rows = trouble === 'empty' ? [] : trouble === 'many pages' ? everyMonth(asked) : askedRows(asked);
    return pageOf(
      rows.flatMap((row) => bendRow(row, trouble, TO_CHINA)),
      asked,
    );
  },
};

function seriesOf(indicator: string) {
  return { frequency: 'month' as const, unit: 'MMcf', dimensions: { indicator } };
}

const FACETS = new Set(['duoarea', 'process', 'series']);
const isUnknownFacet = (facet: string | undefined) => facet !== undefined && !FACETS.has(facet);

function askedRows({ parameters }: Asked): Row[] {
  const facets = [...FACETS].map((name) => [name, parameters.getAll(`facets[${name}][]`)] as const);
  return FIGURES.filter(
    (row) =>
      facets.every(([name, values]) => values.length === 0 || values.includes(textOf(row, name))) &&
      textOf(row, 'period') >= (parameters.get('start') ?? '') &&
      textOf(row, 'period') <= (parameters.get('end') ?? '9999'),
  );
}

/** A row for each month of each series that is asked for; its value, made up, is the number of the row. */
function everyMonth({ parameters }: Asked): Row[] {
  const [start, end] = ['start', 'end'].map((name) => Temporal.PlainYearMonth.from(parameters.get(name)!)) as [
    Temporal.PlainYearMonth,
    Temporal.PlainYearMonth,
  ];
  const months = Array.from(
    { length: start.until(end).total({ unit: 'months', relativeTo: `${start}-01` }) + 1 },
    (_, at) => start.add({ months: at }).toString(),
  );
  return parameters
    .getAll('facets[series][]')
    .flatMap((series) => months.map((period) => ({ period, series, units: 'MMCF' })))
    .map((row, index) => ({ ...row, value: String(index + 1) }));
}

function pageOf(rows: readonly Row[], { parameters }: Asked): ScriptedAnswer {
  const asked = Number(parameters.get('length') ?? ROWS_A_PAGE);
  const offset = Number(parameters.get('offset') ?? 0);
  const data = sorted(rows, parameters).slice(offset, offset + Math.min(asked, ROWS_A_PAGE));
  const warnings = [
    ...(asked > ROWS_A_PAGE ? [{ warning: 'parameter out of range: length', description: 'set to 5000' }] : []),
    ...(rows.length > ROWS_A_PAGE
      ? [{ warning: 'incomplete return', description: 'The API can only return 5000 rows in JSON format.' }]
      : []),
  ];
  return {
    body: jsonOf({
      response: { total: String(rows.length), dateFormat: 'YYYY-MM', frequency: 'monthly', data },
      // EIA repeats what it was asked.
      request: { command: PATH, params: Object.fromEntries(parameters) },
      apiVersion: '2.1.12',
      ...(warnings.length > 0 ? { warnings } : {}),
    }),
  };
}

function sorted(rows: readonly Row[], parameters: URLSearchParams): Row[] {
  const columns = [0, 1].flatMap((at) => {
    const column = parameters.get(`sort[${at}][column]`);
    return column === null ? [] : [{ column, sign: parameters.get(`sort[${at}][direction]`) === 'desc' ? -1 : 1 }];
  });
  return rows.toSorted((a, b) =>
    columns.reduce((order, { column, sign }) => order || sign * compare(textOf(a, column), textOf(b, column)), 0),
  );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
