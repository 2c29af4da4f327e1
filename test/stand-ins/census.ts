import type { ScriptedAnswer } from '../support/publisher-server.ts';
import type { Asked, ContentTrouble, Protocol } from './stand-in.ts';

const KEY = 'made-up-census-key-2f81c07d94ab';
const MALAYSIA = '5570';
const TOTAL = '-';

interface CensusRow {
  readonly country: string;
  readonly name: string;
  readonly code: string;
  readonly level: string;
  readonly month: string;
  readonly cells: Readonly<Record<string, string | null>>;
}

// Census, imports/hs, HS 854231 of all countries, as another client recorded it; 2013 is final.
const ALL_COUNTRIES = {
  '2013-01': '1167461768',
  '2013-02': '1196050876',
  '2013-03': '1260593174',
  '2013-04': '1307322176',
  '2013-05': '1608099447',
  '2013-06': '1419086979',
};

/** Made up, for no answer for Malaysia was recorded: a true zero, a quantity that is missing, and a blank value among them. */
const OF_MALAYSIA: readonly (readonly [month: string, value: string | null, quantity: string, flag: string | null])[] =
  [
    ['2013-01', '104219830', '9120044', null],
    ['2013-02', '98441207', '0', 'M'],
    ['2013-03', '0', '0', ''],
    ['2013-04', null, '0', 'M'],
    ['2013-05', '131072999', '10003117', null],
  ];

const TABLE: readonly CensusRow[] = [
  ...Object.entries(ALL_COUNTRIES).map(([month, value]) => ({
    country: TOTAL,
    name: 'TOTAL FOR ALL COUNTRIES',
    code: '854231',
    level: 'HS6',
    month,
    cells: { GEN_VAL_MO: value, CON_VAL_MO: null, GEN_QY1_MO: '0', GEN_QY1_MO_FLAG: 'M', UNIT_QY1: 'NO' },
  })),
  ...OF_MALAYSIA.map(([month, value, quantity, flag]) => ({
    country: MALAYSIA,
    name: 'MALAYSIA',
    code: '854231',
    level: 'HS6',
    month,
    cells: { GEN_VAL_MO: value, CON_VAL_MO: value, GEN_QY1_MO: quantity, GEN_QY1_MO_FLAG: flag, UNIT_QY1: 'NO' },
  })),
];

const VARIABLES = new Set(
  (
    'CTY_CODE CTY_NAME I_COMMODITY I_COMMODITY_SDESC I_COMMODITY_LDESC COMM_LVL SUMMARY_LVL GEN_VAL_MO GEN_VAL_YR ' +
    'CON_VAL_MO GEN_QY1_MO GEN_QY1_MO_FLAG CON_QY1_MO UNIT_QY1 UNIT_QY2 LAST_UPDATE YEAR MONTH time'
  ).split(' '),
);
const PATH = '/data/timeseries/intltrade/imports/hs';
const HTML = { 'content-type': 'text/html' };
const keyPage = (page: string): ScriptedAnswer => ({
  status: 302,
  headers: { location: `https://api.census.gov/data/${page}.html`, 'x-datawebapi-keyerror': '1' },
});

/** US Census International Trade, imports by HS. */
export const census: Protocol = {
  publisher: 'census',
  key: KEY,
  watch: {
    query: { direction: 'imports', partner: 'MYS', products: ['854231'], level: 'HS6', quantity_unit: 'NO' },
    history: '2013-01',
    series: {
      'census-value': seriesOf('general_value', 'USD'),
      'census-quantity': seriesOf('quantity', 'NO'),
    },
  },
  refusals: { moved: keyPage('missing_key') },

  answer(asked, trouble) {
    if (asked.path === '/data/missing_key.html') return { headers: HTML, body: '<title>Missing Key</title>' };
    if (asked.path === '/data/invalid_key.html') return { headers: HTML, body: '<h1>Invalid Key</h1>' };
    const key = asked.parameters.get('key');
    if (key === null) return keyPage('missing_key');
    if (key !== KEY) return keyPage('invalid_key');
    if (asked.path !== PATH) return { status: 404, headers: HTML, body: '<html><body>Not Found</body></html>' };
    const refused = refusedVariables(asked);
    if (refused !== undefined) return { status: 400, headers: { 'content-type': 'text/plain' }, body: refused };
    const rows = TABLE.filter((row) => isAsked(row, asked.parameters));
    // Not an empty list: nothing at all, for what was not traded and for what is not released yet.
    if (rows.length === 0 || trouble === 'empty') return { status: 204 };
    return { body: printed(tableOf(rows, asked.parameters), trouble) };
  },
};

function seriesOf(measure: string, unit: string) {
  const dimensions = { reporter: 'USA', partner: 'MYS', product: 'HS/854231', flow: 'import', measure };
  return { frequency: 'month' as const, unit, dimensions };
}

function refusedVariables({ parameters }: Asked): string | undefined {
  const variables = (parameters.get('get') ?? '').split(',');
  if (variables.length > 50) return 'error: more than 50 variables in get';
  const predicates = [...parameters.keys()].filter((name) => name !== 'get' && name !== 'key');
  const unknown = [...variables, ...predicates].find((name) => !VARIABLES.has(name));
  if (unknown !== undefined) return `error: unknown variable '${unknown}'`;
  const needs = { CTY_NAME: 'CTY_CODE', I_COMMODITY_SDESC: 'I_COMMODITY', I_COMMODITY_LDESC: 'I_COMMODITY' };
  const alone = Object.entries(needs).find(([name, code]) => variables.includes(name) && !variables.includes(code));
  return alone && `error: '${alone[0]}' needs '${alone[1]}' in get`;
}

function isAsked(row: CensusRow, parameters: URLSearchParams): boolean {
  const countries = parameters.getAll('CTY_CODE');
  const byCountry = countries.length > 0 || parameters.get('get')!.split(',').includes('CTY_CODE');
  const isCountry = countries.length > 0 ? countries.includes(row.country) : byCountry || row.country === TOTAL;
  const code = parameters.get('I_COMMODITY') ?? '*';
  const isCode = code.endsWith('*') ? row.code.startsWith(code.slice(0, -1)) : row.code === code;
  const time = parameters.get('time') ?? '';
  const [, from = time, to = time] = /^from (\S+) to (\S+)$/.exec(time) ?? [];
  const isTime = time === '' || (row.month >= from && row.month <= to);
  return isCountry && isCode && isTime && row.level === (parameters.get('COMM_LVL') ?? row.level);
}

type Cells = readonly (string | null)[];

/** The variables of `get`, then the predicates again: a field that is both comes twice. */
function tableOf(rows: readonly CensusRow[], parameters: URLSearchParams): Cells[] {
  const predicates = [...new Set(parameters.keys())].filter((name) => name !== 'get' && name !== 'key');
  const header = [...parameters.get('get')!.split(','), ...predicates];
  const cellOf = (row: CensusRow, name: string): string | null => {
    const own: Readonly<Record<string, string>> = {
      CTY_CODE: row.country,
      CTY_NAME: row.name,
      I_COMMODITY: row.code,
      COMM_LVL: row.level,
      SUMMARY_LVL: 'DET',
      time: row.month,
    };
    return own[name] ?? row.cells[name] ?? null;
  };
  return [header, ...rows.map((row) => header.map((name) => cellOf(row, name)))];
}

function printed(table: readonly Cells[], trouble: ContentTrouble | undefined): string {
  const bent = table.flatMap((cells, index): Cells[] => {
    if (trouble === 'columns in another order') return [cells.toReversed()];
    if (trouble === 'more columns') return [[index === 0 ? 'DISTRICT' : '01', ...cells]];
    if (trouble === 'rows doubled' && index > 0) return [cells, cells];
    if (trouble === 'another country' && index > 0) return [cells.map((cell) => (cell === MALAYSIA ? '5700' : cell))];
    return [cells];
  });
  return `[${bent.map((cells) => JSON.stringify(cells)).join(',\n')}]`;
}
