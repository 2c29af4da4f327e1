import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { COMTRADE_AREAS } from '../../services/sources/comtrade/areas.ts';
import { FLOWS, partnersOf, productOf, recordsIn, REPORTER, type Shape } from './shape.ts';

/** Fields of a record in Comtrade's order, without descriptions; figures are made up, and every record says so. */
function* records(
  shape: Shape,
): Generator<readonly (readonly [name: string, value: string | number | boolean | null])[]> {
  const random = seeded(20_261_124);
  const partners = partnersOf(shape);
  const annual = shape.frequency === 'year';
  for (const period of shape.periods) {
    for (let product = 0; product < shape.products; product += 1) {
      for (const partner of partners) {
        for (const flow of FLOWS) {
          const weight = random() < 0.05 ? null : Math.round(random() ** 4 * 1e10) / 1000;
          const value = Math.round(random() ** 4 * 1e11) / 1000;
          const isImport = flow === 'import';
          yield [
            ['typeCode', 'C'],
            ['freqCode', annual ? 'A' : 'M'],
            ['refPeriodId', Number(`${period}${annual ? '01' : ''}01`)],
            ['refYear', Number(period.slice(0, 4))],
            ['refMonth', annual ? 52 : Number(period.slice(4))],
            ['period', period],
            ['reporterCode', Number(COMTRADE_AREAS[REPORTER])],
            ['flowCode', isImport ? 'M' : 'X'],
            ['partnerCode', Number(COMTRADE_AREAS[partner])],
            ['partner2Code', 0],
            ['classificationCode', 'H6'],
            ['classificationSearchCode', 'HS'],
            ['isOriginalClassification', true],
            ['cmdCode', productOf(product)],
            ['aggrLevel', 6],
            ['isLeaf', true],
            ['customsCode', 'C00'],
            ['mosCode', '0'],
            ['motCode', 0],
            ['qtyUnitCode', 8],
            ['qty', weight],
            ['isQtyEstimated', false],
            ['altQtyUnitCode', -1],
            ['altQty', 0],
            ['isAltQtyEstimated', false],
            ['netWgt', weight],
            ['isNetWgtEstimated', random() < 0.2],
            ['grossWgt', 0],
            ['isGrossWgtEstimated', false],
            ['cifvalue', isImport ? value : null],
            ['fobvalue', isImport ? null : value],
            ['primaryValue', value],
            ['legacyEstimationFlag', 0],
            ['isReported', false],
            ['isAggregate', true],
            ['remark', 'made up'],
          ];
        }
      }
    }
  }
}

/** Writes a file in the form of Comtrade's bulk files. */
export async function writeBulkFile(file: string, shape: Shape): Promise<void> {
  await pipeline(Readable.from(inPieces(tabSeparated(shape))), createGzip(), createWriteStream(file));
}

function* tabSeparated(shape: Shape): Generator<string> {
  let isFirst = true;
  for (const record of records(shape)) {
    if (isFirst) yield `${record.map(([name]) => name).join('\t')}\n`;
    isFirst = false;
    yield `${record.map(([, value]) => value ?? '').join('\t')}\n`;
  }
}

/** Writes an answer in the form of Comtrade's API, packed for the way. */
export async function writeJsonAnswer(file: string, shape: Shape): Promise<void> {
  await pipeline(Readable.from(inPieces(jsonAnswer(shape))), createGzip(), createWriteStream(file));
}

function* jsonAnswer(shape: Shape): Generator<string> {
  yield `{"elapsedTime":"made up","count":${recordsIn(shape)},"data":[`;
  let comma = '';
  for (const record of records(shape)) {
    yield `${comma}${JSON.stringify(Object.fromEntries(record))}`;
    comma = ',';
  }
  yield '],"error":""}';
}

function* inPieces(texts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < 64 * 1024) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Numbers from 0 to below 1, the same ones each time (a 32-bit mix of a counter). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
