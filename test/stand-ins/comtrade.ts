import type { ScriptedAnswer } from '../support/publisher-server.ts';
import { bendRow } from './bend.ts';
import { jsonOf, recordedRows, type Row, textOf } from './exact-json.ts';
import type { Asked, ContentTrouble, Protocol } from './stand-in.ts';
import { RETRY_AFTER_S } from './wire-trouble.ts';

const KEY = 'made-up-comtrade-key-77e0b3d1c2';
const JAPAN = { reporterCode: 392, reporterISO: 'JPN', reporterDesc: 'Japan' };

// UN Comtrade, China's imports of HS 2846 from Malaysia and the world, 2020 to 2024, and the dates of their
// publication: as recorded in the shipped deal and cited there.
const FIGURES = recordedRows('comtrade-china/annual-2020-2024.json', ['data']);
const DATASETS = recordedRows('comtrade-china/publications.json', ['data']);

const CAPS = { keyless: 500, keyed: 100_000 };
const PERIODS_A_CALL = 12;
/** What the same flow is broken down by where its total is not asked for; the total and one part of it. */
const BREAKDOWNS = { partner2Code: ['0', '344'], motCode: ['0', '2100'], customsCode: ['C00', 'C04'] };

const said = (status: number, body: object, headers = {}): ScriptedAnswer => ({ status, headers, body: jsonOf(body) });

/** UN Comtrade API v1, with a key and without. */
export const comtrade: Protocol = {
  publisher: 'comtrade',
  key: KEY,
  watch: {
    query: { frequency: 'year', reporter: 'CHN', partners: ['MYS', 'W00'], products: ['2846'], flows: ['import'] },
    history: '2020-01',
    series: {
      'comtrade-weight': seriesOf('MYS', 'net_weight', 'kg'),
      'comtrade-world': seriesOf('W00', 'value', 'USD'),
    },
  },
  refusals: {
    unauthorised: said(401, {
      statusCode: 401,
      message: `Access denied due to invalid subscription key ${KEY}. Make sure to provide a valid key for an active subscription.`,
    }),
    quota: said(
      403,
      { statusCode: 403, message: 'Out of call volume quota. Quota will be replenished in 03:14:17.' },
      { 'retry-after': '11657' },
    ),
    tooFast: said(
      429,
      { statusCode: 429, message: `Rate limit is exceeded. Try again in ${RETRY_AFTER_S} seconds.` },
      { 'retry-after': String(RETRY_AFTER_S) },
    ),
  },
  isForFigures: (path) => /\/(?:get|preview)\//.test(path),

  answer(asked, trouble) {
    const [, root, method, frequency] = /^\/(data|public)\/v1\/(\w+)\/C\/([AM])\/HS$/.exec(asked.path) ?? [];
    if (root === undefined) return said(404, { statusCode: 404, message: 'Resource not found' });
    const isKeyed = root === 'data';
    if (isKeyed && !hasKey(asked))
      return said(401, { statusCode: 401, message: 'Access denied due to missing subscription key.' });
    switch (method) {
      case 'getMetadata':
        return listed(frequency === 'A' ? DATASETS.filter((row) => isNamed(row, asked, 'reporterCode')) : []);
      case 'getDA':
        return listed(frequency === 'A' ? availability(asked) : []);
      case 'get':
      case 'preview':
        return (method === 'get') === isKeyed ? figures(asked, frequency!, trouble) : said(404, { statusCode: 404 });
      default:
        return said(404, { statusCode: 404, message: 'Resource not found' });
    }
  },
};

function seriesOf(partner: string, measure: string, unit: string) {
  const dimensions = { reporter: 'CHN', partner, product: 'HS/2846', flow: 'import', measure };
  return { frequency: 'year' as const, unit, dimensions };
}

const hasKey = ({ headers, parameters }: Asked) =>
  headers['ocp-apim-subscription-key'] === KEY || parameters.get('subscription-key') === KEY;

const listed = (data: readonly Row[]): ScriptedAnswer => ({
  headers: { 'content-type': 'application/json; charset=utf-8', vary: 'Accept-Encoding' },
  body: jsonOf({ elapsedTime: '0.12 secs', count: data.length, data, error: '' }),
});

/** Names of parameters are in any case; a parameter that is left out takes all. */
function isNamed(row: Row, { parameters }: Asked, field: string): boolean {
  const given = [...parameters].find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];
  return given === undefined || given.split(',').includes(textOf(row, field));
}

function availability(asked: Asked): Row[] {
  const held = Map.groupBy(FIGURES, (row) => `${textOf(row, 'reporterCode')} ${textOf(row, 'period')}`);
  return [...held.values()]
    .map((rows): Row => {
      const [{ typeCode, freqCode, reporterCode, reporterISO, reporterDesc, classificationCode }] = rows as [Row];
      const period = Number(textOf(rows[0]!, 'period'));
      return {
        typeCode,
        freqCode,
        period,
        reporterCode,
        reporterISO,
        reporterDesc,
        classificationCode,
        totalRecords: rows.length,
      };
    })
    .filter((row) => isNamed(row, asked, 'reporterCode') && isNamed(row, asked, 'period'));
}

function figures(asked: Asked, frequency: string, trouble: ContentTrouble | undefined): ScriptedAnswer {
  const { parameters } = asked;
  const periods = parameters.get('period')?.split(',') ?? [];
  if (periods.length > PERIODS_A_CALL) {
    return said(400, { errorObject: { errorMessage: `At most ${PERIODS_A_CALL} periods a call` } });
  }
  const fields = ['reporterCode', 'period', 'partnerCode', 'cmdCode', 'flowCode'];
  const rows = FIGURES.filter(
    (row) => textOf(row, 'freqCode') === frequency && fields.every((field) => isNamed(row, asked, field)),
  ).flatMap((row) => brokenDown(row, asked));
  const cap = Math.min(
    Number(parameters.get('maxRecords') ?? Infinity),
    asked.path.startsWith('/data/') ? CAPS.keyed : CAPS.keyless,
  );
  // What is beyond the cap is left out without a word.
  return listed((trouble === 'empty' ? [] : rows.flatMap((row) => bendRow(row, trouble, JAPAN))).slice(0, cap));
}

function brokenDown(row: Row, asked: Asked): Row[] {
  return Object.entries(BREAKDOWNS).reduce<Row[]>(
    (rows, [field, codes]) =>
      rows.flatMap((each) =>
        codes
          .map((code) =>
            textOf(each, field) === code ? each : { ...each, [field]: field === 'customsCode' ? code : Number(code) },
          )
          .filter((part) => isNamed(part, asked, field)),
      ),
    [row],
  );
}
