import type { ScriptedAnswer } from '../support/publisher-server.ts';
import { bendRow } from './bend.ts';
import type { Row } from './exact-json.ts';
import type { Asked, ContentTrouble, Protocol } from './stand-in.ts';

const KEY = 'made-up-wto-key-3e6b19f0c8aa';
const SINGAPORE = { reporter_member: { code: 'C702', name: { en: 'Singapore' } } };
const ROWS_A_PAGE = 2;

/** Made up, from the fields that clients of the database read: no answer of it was recorded. */
const restriction = (id: number, symbol: string, from: string, codes: readonly string[]): Row => ({
  id,
  in_force_from: from,
  termination_dt: null,
  general_description: `A licence is needed (made up, ${id})`,
  national_legal_bases: 'made up',
  administrative_mechanisms: 'made up',
  reporter_member: { code: 'C458', name: { en: 'Malaysia' } },
  restrictions: [],
  measures: [{ flow: 'Exports', symbol, group_name: 'Quantitative restrictions', description: { en: 'made up' } }],
  notified_in: [
    { notification_dt: '2021-03-01', document_symbol: 'G/MA/QR/N/MYS/0', document_url: 'https://docs.wto.org/made-up' },
  ],
  affected_products: codes.map((code) => ({ code })),
});
const TABLE: readonly Row[] = [
  restriction(7001, 'NAL-X', '2018-01-01', ['284690', '280530']),
  restriction(7002, 'P-X', '2020-06-01', ['284690']),
];

const said = (status: number, body: object, headers = {}): ScriptedAnswer => ({
  status,
  headers,
  body: JSON.stringify(body),
});

/** The WTO's database of quantitative restrictions. */
export const wtoQr: Protocol = {
  publisher: 'wto-qr',
  key: KEY,
  watch: {
    query: { implementer: 'MYS', products: ['284690', '280530'] },
    history: '2018-01',
    series: {},
    onAllPages: 5,
  },
  refusals: {
    unauthorised: said(401, { statusCode: 401, message: `Access denied due to invalid subscription key ${KEY}.` }),
  },

  answer(asked, trouble) {
    if (asked.path !== '/qrs/qrs') return said(404, { statusCode: 404, message: 'Resource not found' });
    if (asked.headers['ocp-apim-subscription-key'] !== KEY) {
      return said(401, { statusCode: 401, message: 'Access denied due to missing subscription key.' });
    }
    if (!/^C\d{3}$/.test(asked.parameters.get('reporter_member_code') ?? '')) {
      return said(422, { message: 'The reporter member code is not valid.' });
    }
    const rows = trouble === 'many pages' ? manyRows() : TABLE.filter((row) => isAsked(row, asked));
    return pageOf(trouble === 'empty' ? [] : rows, asked, trouble);
  },
};

function isAsked(row: Row, { parameters }: Asked): boolean {
  const reporter = row['reporter_member'] as { code: string };
  const codes = (row['affected_products'] as { code: string }[]).map(({ code }) => code);
  const asked = parameters.get('product_codes')?.split(',') ?? codes;
  return (
    reporter.code === parameters.get('reporter_member_code') &&
    asked.some((code) => codes.some((own) => own.startsWith(code)))
  );
}

const manyRows = (): Row[] =>
  Array.from({ length: 5 }, (_, at) => restriction(8000 + at, 'NAL-X', '2018-01-01', ['284690', '280530']));

function pageOf(rows: readonly Row[], { parameters }: Asked, trouble: ContentTrouble | undefined): ScriptedAnswer {
  const page = Number(parameters.get('page') ?? 1);
  const data = rows
    .slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE)
    .flatMap((row) => bendRow(row, trouble, SINGAPORE));
  const last = Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE));
  return said(200, {
    data,
    meta: { current_page: page, last_page: last, per_page: ROWS_A_PAGE, total: rows.length },
    links: { next: page < last ? `/qrs/qrs?page=${page + 1}` : null },
  });
}
