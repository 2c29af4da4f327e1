import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeFile } from '../../../services/import/place-file.ts';
import { tempFolder, type TempFolder } from '../../support/app.ts';

const BYTES = new TextEncoder().encode('new');
let folder: TempFolder;
let deal: string;
beforeAll(async () => {
  folder = await tempFolder();
  deal = path.join(folder.path, 'deal');
  mkdirSync(path.join(deal, 'figures'), { recursive: true });
  mkdirSync(path.join(folder.path, 'outside'));
});
afterAll(() => folder[Symbol.asyncDispose]());

test('a file takes the place of the old one, and leaves nothing beside it', async () => {
  writeFileSync(path.join(deal, 'figures', 'a.csv'), 'old');
  expect(await placeFile(deal, 'figures/a.csv', BYTES)).toBe(path.join(deal, 'figures', 'a.csv'));
  expect(readFileSync(path.join(deal, 'figures', 'a.csv'), 'utf8')).toBe('new');
  expect(readdirSync(path.join(deal, 'figures'))).toEqual(['a.csv']);
});

test('a folder that is not there yet is made', async () => {
  await placeFile(deal, 'more/deep/b.csv', BYTES);
  expect(readFileSync(path.join(deal, 'more', 'deep', 'b.csv'), 'utf8')).toBe('new');
});

test('neither a link nor a folder behind a link is written to', async () => {
  const outside = path.join(folder.path, 'outside');
  writeFileSync(path.join(outside, 'kept.csv'), 'kept');
  symlinkSync(path.join(outside, 'kept.csv'), path.join(deal, 'figures', 'link.csv'));
  symlinkSync(outside, path.join(deal, 'elsewhere'));
  await expect(placeFile(deal, 'figures/link.csv', BYTES)).rejects.toThrow(/it is a link/);
  await expect(placeFile(deal, 'elsewhere/kept.csv', BYTES)).rejects.toThrow(/link out of the deal folder/);
  expect(readFileSync(path.join(outside, 'kept.csv'), 'utf8')).toBe('kept');
  expect(readdirSync(outside)).toEqual(['kept.csv']);
});

test('a place that cannot be written to is named with what to do', async () => {
  writeFileSync(path.join(deal, 'file'), '');
  await expect(placeFile(deal, 'file/c.csv', BYTES)).rejects.toThrow(
    /cannot be written \[E\w+\]: PACTWATCH_DEAL must name/,
  );
});
