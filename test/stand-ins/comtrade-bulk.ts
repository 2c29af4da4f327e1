import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { ScriptedAnswer } from '../support/publisher-server.ts';
import { comtrade } from './comtrade.ts';
import { recordedRows, type Row, textOf } from './exact-json.ts';
import type { Asked, ContentTrouble, Protocol } from './stand-in.ts';

const KEY = 'made-up-comtrade-bulk-key-c40d88e1';

// UN Comtrade, China's imports of HS 2846 from Malaysia and the world, 2020 to 2024: as recorded in the shipped deal and
// cited there, here in the columns of Comtrade's files.
const FIGURES = recordedRows('comtrade-china/annual-2020-2024.json', ['data']);
const COLUMNS = (
  'typeCode freqCode refPeriodId refYear refMonth period reporterCode flowCode partnerCode partner2Code ' +
  'classificationCode cmdCode customsCode mosCode motCode qtyUnitCode netWgt isNetWgtEstimated cifvalue fobvalue ' +
  'primaryValue isReported isAggregate'
).split(' ');

const said = (status: number, body: object): ScriptedAnswer => ({ status, body: JSON.stringify(body) });
const nameOf = (period: string) => createHash('sha256').update(`made up, 156 ${period}`).digest('hex');

/** UN Comtrade's files by country and period, gzipped. */
export const comtradeBulk: Protocol = {
  publisher: 'comtrade-bulk',
  key: KEY,
  watch: {
    query: { frequency: 'year', reporter: 'CHN' },
    history: '2022-01',
    series: {
      'bulk-weight': {
        frequency: 'year',
        unit: 'kg',
        dimensions: { reporter: 'CHN', partner: 'MYS', product: 'HS/2846', flow: 'import', measure: 'net_weight' },
      },
    },
    // A list, and a file for each of 2022, 2023 and 2024.
    onAllPages: 3,
  },
  refusals: { ...comtrade.refusals, unauthorised: said(401, { statusCode: 401, message: `No subscription: ${KEY}` }) },
  isForFigures: (path) => path.startsWith('/bulk/v1/file/'),

  answer(asked, trouble) {
    if (asked.headers['ocp-apim-subscription-key'] !== KEY) {
      return said(401, { statusCode: 401, message: 'Access denied due to missing subscription key.' });
    }
    if (asked.path === '/bulk/v1/get/C/A/HS') return listOf(asked);
    const name = /^\/bulk\/v1\/file\/156\/([0-9a-f]+)$/.exec(asked.path)?.[1];
    const rows = FIGURES.filter((row) => nameOf(textOf(row, 'period')) === name);
    return rows.length === 0 ? said(404, { statusCode: 404, message: 'Resource not found' }) : fileOf(rows, trouble);
  },
};

function listOf({ parameters }: Asked): ScriptedAnswer {
  const periods = parameters.get('period')?.split(',') ?? [];
  const held = new Set(FIGURES.map((row) => textOf(row, 'period')));
  const data = (parameters.get('reporterCode') === '156' ? periods : [])
    .filter((period) => held.has(period))
    .map((period) => ({
      fileUrl: nameOf(period),
      fileSize: '1 KB',
      isOriginalClassification: true,
      reporterCode: 156,
      freqCode: 'A',
      typeCode: 'C',
      classificationCode: 'H6',
      period: Number(period),
      publicationDate: `${Number(period) + 1}-04-05T00:00:00Z`,
    }));
  return said(200, { elapsedTime: '0.07 secs', count: data.length, data, error: '' });
}

function fileOf(rows: readonly Row[], trouble: ContentTrouble | undefined): ScriptedAnswer {
  const cellOf = (row: Row, column: string) => (row[column] === undefined ? '' : textOf(row, column));
  const table = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => cellOf(row, column)))];
  const text = table.flatMap((cells, index) => bent(cells, index, trouble)).map((cells) => `${cells.join('\t')}\r\n`);
  return { headers: { 'content-type': 'application/TSV' }, body: gzipSync(text.join('')) };
}

type Cells = readonly string[];

function bent(cells: Cells, index: number, trouble: ContentTrouble | undefined): Cells[] {
  const isHeader = index === 0;
  switch (trouble) {
    case 'empty':
      return isHeader ? [cells] : [];
    case 'another country':
      return [cells.map((cell, at) => (!isHeader && COLUMNS[at] === 'reporterCode' ? '392' : cell))];
    case 'columns in another order':
      return [cells.toReversed()];
    case 'more columns':
      return [[isHeader ? 'addedByThePublisher' : 'x', ...cells]];
    case 'rows doubled':
      return isHeader ? [cells] : [cells, cells];
    default:
      return [cells];
  }
}
