import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tempFolder, type TempFolder } from '../support/app.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { inProcess } from '../support/in-process.ts';
import { writeTinPact } from '../support/tin-pact.ts';
import { tinFigures, writeDealFile } from '../support/tin-tables.ts';

let database: TestDatabase;
let folder: TempFolder;
let variables: Record<string, string>;
const inFolder = (name: string) => path.join(folder.path, name);
const inPlace = () => readFile(inFolder('deal/figures/ledger.csv'), 'utf8');

beforeAll(async () => {
  database = await testDatabase();
  folder = await tempFolder();
  writeTinPact(inFolder('deal'));
  writeDealFile(inFolder('deal'), 'figures/ledger.csv', tinFigures([{}]));
  variables = { DATABASE_URL: database.url, PACTWATCH_DEAL: inFolder('deal') };
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

test('an empty table is written once, and its explanation goes to stderr', async () => {
  const csv = await inProcess(['import', '--template', 'figures'], variables);
  expect(csv).toMatchObject({ code: 0, stdout: expect.stringMatching(/^series,period,value,[a-z_,]*\n$/) });
  expect(csv.stderr).toContain('tin-deliveries: t, by month. Tin deliveries');

  const again = () => inProcess(['import', '--template', 'measures', '-o', inFolder('m.xlsx')], variables);
  expect(await again()).toMatchObject({ code: 0, stdout: '' });
  expect((await readFile(inFolder('m.xlsx'))).subarray(0, 2).toString()).toBe('PK');
  expect(await again()).toMatchObject({ code: 2, stderr: expect.stringMatching(/m\.xlsx is there already/) });
});

test('a file is checked, compared and only then put in place, in the format of the one there', async () => {
  await writeFile(inFolder('new.xlsx'), tinFigures([{}, { period: '2026-02', value: '2.25' }], 'xlsx'));
  const before = await inPlace();
  const dry = await inProcess(['import', inFolder('new.xlsx'), '--source', 'ledger', '--dry-run'], variables);
  expect(dry.code, dry.stderr).toBe(0);
  expect(dry.stdout).toContain('  new        tin-deliveries of 2026-02 by The mine: 2.25 t\n2 new, 0 revised');
  expect(await inPlace()).toBe(before);

  const done = await inProcess(['import', inFolder('new.xlsx'), '--source', 'ledger'], variables);
  expect(done).toMatchObject({
    code: 0,
    stdout: dry.stdout,
    stderr: expect.stringMatching(/^Written to .*ledger\.csv\. The next pull/),
  });
  expect((await inPlace()).split('\n')[2]).toMatch(/^tin-deliveries,2026-02,2\.25,t,reported,The mine,/);
});

test('a file that would lose rows is put in place only when that is asked for', async () => {
  await writeFile(inFolder('less.csv'), tinFigures([{ period: '2026-02', value: '3' }]));
  const before = await inPlace();
  const refused = await inProcess(['import', inFolder('less.csv'), '--source', 'ledger'], variables);
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/would lose 1 of its rows: tin-deliveries of 2026-01 by The mine: .*--replace/),
  });
  expect(await inPlace()).toBe(before);
  expect(await inProcess(['import', inFolder('less.csv'), '--source', 'ledger', '--replace'], variables)).toMatchObject(
    { code: 0 },
  );
  expect(await inPlace()).toBe(await readFile(inFolder('less.csv'), 'utf8'));
});

test('a file that is not valid is exit code 78 with the place of each problem, before any database is asked', async () => {
  const nowhere = { ...variables, DATABASE_URL: 'postgres://watcher@127.0.0.1:1/pactwatch' };
  await writeFile(inFolder('bad.xlsx'), tinFigures([{ value: '=1+1' }, { period: '2026-02', unit: 'kg' }], 'xlsx'));
  const { code, stdout, stderr } = await inProcess(['import', inFolder('bad.xlsx'), '--source', 'ledger'], nowhere);
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toMatch(
    /^pactwatch: .*bad\.xlsx: sheet figures, row 2, column C \(value\) "=1\+1": a formula is not computed/,
  );
});

test.each<[string, string[], RegExp]>([
  ['no file', ['import', '--source', 'ledger'], /name a file and its source/],
  ['no such file', ['import', 'nowhere.csv', '--source', 'ledger'], /nowhere\.csv cannot be read \[ENOENT\]/],
  ['another format', ['import', 'a.ods', '--source', 'ledger'], /give a CSV or an XLSX file/],
  ['a flag of the other use', ['import', '--template', 'figures', '--dry-run'], /--template goes with/],
  ['an unknown template', ['import', '--template', 'tables'], /Allowed choices are figures, measures/],
])('%s is wrong usage', async (_, args, says) => {
  const { code, stdout, stderr } = await inProcess(args, variables);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(says);
});
