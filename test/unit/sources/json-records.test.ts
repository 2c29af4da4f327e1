import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../services/sources/wire/json.ts';
import { jsonRecords } from '../../../services/sources/wire/json-records.ts';
import { inChunks } from '../../support/bulk-file.ts';

async function read(text: string, size = 5) {
  const pieces = await Array.fromAsync(jsonRecords(inChunks(Buffer.from(text), size), 'data'));
  const records = pieces.flatMap((piece) => ('records' in piece ? piece.records : []));
  return { records, around: pieces.flatMap((piece) => ('around' in piece ? [piece.around] : [])) };
}

describe('a long list in a JSON object', () => {
  const tricky = String.raw`{"count":7,"data":[ {"a":1.50,"b":"] } , \" \\"}, [1,[2]], "x,]", 12345678901234567890.10, null, true , {} ],"error":""}`;

  test.each([1, 2, 3, 7, 1000])('is read record by record, whatever is in it, in chunks of %i bytes', async (size) => {
    const { records, around } = await read(tricky, size);
    expect(records).toEqual((parseJson(Buffer.from(tricky)) as { data: unknown }).data);
    expect(around).toEqual([{ count: '7', data: [], error: '' }]);
  });

  test('numbers keep every digit that was written', async () => {
    expect((await read('{"data":[{"v":47629501.8370},{"v":20156202401202100}]}')).records).toEqual([
      { v: '47629501.8370' },
      { v: '20156202401202100' },
    ]);
  });

  test('characters of several bytes may be cut in two', async () => {
    expect((await read('{"data":["税é😀"]}', 1)).records).toEqual(['税é😀']);
  });

  test('is the one of its name, and of the object itself', async () => {
    const { records, around } = await read('{"x":[1],"y":{"data":[2]},"data" : [3],"z":[4]}');
    expect(records).toEqual(['3']);
    expect(around).toEqual([{ x: ['1'], y: { data: ['2'] }, data: [], z: ['4'] }]);
  });

  test.each(['{"error":"quota"}', '{"data":null}', '[1,2]', '{"data":[]}'])(
    'may be missing or empty: %s',
    async (text) => {
      const { records, around } = await read(text);
      expect(records).toEqual([]);
      expect(around).toEqual([parseJson(Buffer.from(text))]);
    },
  );

  test.each([
    '{"data":[{"a":1}',
    '{"data":[{"a":1},',
    '{"data":[{"a":1}]',
    '{"data":[{"a":1}}',
    '{"data":[1,]}',
    '{"data":[1,,2]}',
    '{"data":[,1]}',
    '{"data":[1 2]}',
    '{"data":[{"a":}]}',
    '{"data":["a]}',
    '',
    '<html>',
  ])('that is broken is refused: %s', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ fault: 'format' });
  });

  test('a record without end is refused before it fills the memory', async () => {
    const endless = `{"data":["${'x'.repeat(1_300_000)}`;
    await expect(read(endless, 64 * 1024)).rejects.toThrow(/more than/);
  });
});
