import { z } from 'zod';
import type { ScriptedAnswer } from '../support/publisher-server.ts';
import { bendRow } from './bend.ts';
import type { Row } from './exact-json.ts';
import type { Protocol } from './stand-in.ts';

const KEY = 'made-up-gta-key-90c2f4b7e15d';
const JAPAN = { implementing_jurisdictions: [{ id: 392, name: 'Japan', iso: 'JPN' }] };
const ROWS_A_PAGE = 1000;
const CHINA = { id: 156, name: 'China', iso: 'CHN' };
const LICENSING = { id: 35, name: 'Export licensing requirement' };

const product = (id: number, from: string, removed: string | null = null) => ({
  product_id: id,
  name: 'cut',
  prior_level: null,
  new_level: null,
  unit: null,
  date_implemented: from,
  date_removed: removed,
});

function intervention(id: number, act: number, title: string, days: Row, products: readonly Row[]): Row {
  return {
    intervention_id: id,
    state_act_id: act,
    state_act_title: title,
    intervention_description: [{ status: 'changed', order_nr: 1, modified: '2025-12-08 15:34', text: '<p>cut</p>' }],
    // GTA's links carry a key of their own.
    intervention_url: `https://globaltradealert.org/intervention/${id}?key=00000000-made-up`,
    state_act_url: `https://www.globaltradealert.org/state-act/${act}?key=00000000-made-up`,
    state_act_source: [],
    is_official_source: false,
    gta_evaluation: 'Green',
    implementing_jurisdictions: [CHINA],
    implementing_jurisdiction_groups: [],
    affected_jurisdictions: [{ id: 36, name: 'Australia', iso: 'AUS' }],
    inferred_jurisdictions: 'Inferred',
    implementation_level: 'National',
    eligible_firm: 'firm-specific',
    intervention_type: LICENSING.name,
    mast_chapter: 'P: Export-related measures (incl. subsidies)',
    affected_sectors: [],
    affected_products: products,
    ...days,
    is_in_force: 1,
  };
}

// Global Trade Alert, two interventions of China on exports of rare earths with their days, from a recorded answer of
// API v2; partners and products are cut to a few.
const TABLE: readonly Row[] = [
  intervention(
    151266,
    95623,
    'China: Government grants export license to Ningbo Jintian Copper',
    {
      date_announced: '2025-12-10',
      date_published: '2025-12-11',
      date_implemented: '2025-12-10',
      date_removed: null,
      last_updated: '2025-12-10',
    },
    [product(850511, '2025-12-10')],
  ),
  intervention(
    151232,
    95598,
    'China: Government grants rare earth export license to several Chinese companies',
    {
      date_announced: '2025-12-02',
      date_published: '2025-12-08',
      date_implemented: '2025-12-02',
      date_removed: null,
      last_updated: '2025-12-02',
    },
    [product(280530, '2025-12-02'), product(284690, '2025-12-02')],
  ),
];

const Question = z.object({
  limit: z.number(),
  offset: z.number(),
  request_data: z.object({
    implementer: z.array(z.number()).optional(),
    affected_products: z.array(z.number()).optional(),
    intervention_types: z.array(z.number()).optional(),
  }),
});
type Question = z.output<typeof Question>;

const said = (status: number, body: unknown): ScriptedAnswer => ({ status, body: JSON.stringify(body) });

/** Global Trade Alert, API v2. */
export const gta: Protocol = {
  publisher: 'gta',
  key: KEY,
  watch: {
    query: { implementer: 'CHN', kinds: ['export_licensing'], products: ['280530', '284690', '850511'] },
    history: '2023-01',
    series: {},
    onAllPages: 1500,
  },
  refusals: { unauthorised: said(401, { detail: `Invalid API key ${KEY}.` }) },

  answer({ path, method, headers, body }, trouble) {
    if (path !== '/api/v2/gta/data/') return said(404, { detail: 'Not found.' });
    if (method !== 'POST') return said(405, { detail: `Method "${method}" not allowed.` });
    if (headers.authorization !== `APIKey ${KEY}`) {
      return said(401, { detail: 'Authentication credentials were not provided.' });
    }
    const question = Question.safeParse(JSON.parse(body)).data;
    if (question === undefined || question.limit > ROWS_A_PAGE) return said(400, { detail: 'Bad request.' });
    const rows = trouble === 'many pages' ? manyRows() : TABLE.filter((row) => isAsked(row, question));
    const page = trouble === 'empty' ? [] : rows.slice(question.offset, question.offset + question.limit);
    return said(
      200,
      page.flatMap((row) => bendRow(row, trouble, JAPAN)),
    );
  },
};

function isAsked(row: Row, { request_data: asked }: Question): boolean {
  const products = new Set((row['affected_products'] as { product_id: number }[]).map(({ product_id: id }) => id));
  return (
    (asked.implementer?.includes(CHINA.id) ?? true) &&
    (asked.intervention_types?.includes(LICENSING.id) ?? true) &&
    (asked.affected_products?.some((code) => products.has(code)) ?? true)
  );
}

/** Made up: more than one page holds. */
const manyRows = (): Row[] =>
  Array.from({ length: 1500 }, (_, at) => ({ ...TABLE[0]!, intervention_id: 900_000 + at }));
