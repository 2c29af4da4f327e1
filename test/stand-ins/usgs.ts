import { folderBytes } from '../support/us-malaysia-folder.ts';
import type { ContentTrouble, Protocol } from './stand-in.ts';

const ITEM = '696a75d5d4be0228872d3bf8';
const FILE = 'MCS2026_Commodities_Data.csv';

// USGS, Mineral Commodity Summaries 2026, rare earths of Malaysia and the world: as recorded in the shipped deal and
// cited there. Latin-1 maps every byte to one character and back.
const TEXT = folderBytes(`recorded/usgs-mcs/${FILE}`).toString('latin1');

/** ScienceBase, which gives the files of the U.S. Geological Survey to anyone. */
export const usgs: Protocol = {
  publisher: 'usgs',
  watch: {
    query: {
      edition: 2026,
      item: ITEM,
      file: FILE,
      chapter: 'RARE EARTHS',
      commodity: 'Rare Earths',
      countries: ['Malaysia', 'World total'],
      statistics: ['Production', 'Reserves'],
      unit: 't REO',
    },
    history: '2024-01',
    series: {
      'usgs-production': {
        frequency: 'year',
        unit: 't REO',
        dimensions: { commodity: 'Rare Earths', country: 'Malaysia', statistic: 'Production' },
      },
    },
  },

  answer({ path, parameters }, trouble) {
    if (path !== `/catalog/file/get/${ITEM}` || parameters.get('name') !== FILE) {
      return {
        status: 404,
        headers: { 'content-type': 'text/html' },
        body: '<html><body>Item not found</body></html>',
      };
    }
    return {
      headers: { 'content-type': 'text/csv', 'content-disposition': `attachment; filename=${FILE}` },
      body: Buffer.from(bent(TEXT, trouble), 'latin1'),
    };
  },
};

function bent(text: string, trouble: ContentTrouble | undefined): string {
  const [header, ...rows] = text.trimEnd().split(/\r?\n/) as [string, ...string[]];
  switch (trouble) {
    case 'empty':
      return `${header}\n`;
    case 'another country':
      return text.replaceAll(',Malaysia,', ',Thailand,');
    case 'columns in another order':
      return `${[header, ...rows].map((line) => cellsOf(line).toReversed().join(',')).join('\n')}\n`;
    case 'more columns':
      return `${[`Added,${header}`, ...rows.map((line) => `x,${line}`)].join('\n')}\n`;
    case 'rows doubled':
      return `${[header, ...rows.flatMap((line) => [line, line])].join('\n')}\n`;
    default:
      return text;
  }
}

/** The cells of a line, quotes and all. */
const cellsOf = (line: string) => line.match(/"[^"]*"|[^,]+|(?<=^|,)(?=,|$)/g) ?? [];
