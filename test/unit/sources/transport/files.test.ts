import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesTransport } from '../../../../services/sources/transport/files.ts';
import { transportFor } from '../../../../services/sources/transport/index.ts';
import { rejectBadAnswer } from '../../../../services/sources/transport/judge.ts';
import { askOf, connectorOf, textOf } from '../../../support/ask.ts';
import { NOW } from '../../../support/live.ts';

// Lynas, quarterly activities report to 2025-09-30, as the press restated it.
const CSV = 'series,period,value\nlynas-reo-output,2025-Q3,3993\n';

let dealFolder: string;
beforeEach(async () => {
  dealFolder = await mkdtemp(path.join(tmpdir(), 'pactwatch-files-'));
  await mkdir(path.join(dealFolder, 'figures'));
  await writeFile(path.join(dealFolder, 'figures', 'lynas.csv'), CSV);
});
afterEach(() => rm(dealFolder, { recursive: true }));

const handFed = (...urls: string[]) =>
  connectorOf({ baseUrl: null, requests: () => urls.map((url) => ({ url, accepts: ['text/csv'] })) });
const read = (...urls: string[]) =>
  Array.fromAsync(
    filesTransport({ dealFolder, now: () => NOW }).answers(askOf(handFed(...urls)), new AbortController().signal),
  );

it.each(['file:figures/lynas.csv', 'file:///figures/lynas.csv', 'file:figures/lynas%2Ecsv'])(
  '%s is a file of the deal folder, as of now',
  async (url) => {
    const [answer] = await read(url);
    expect(textOf(answer!)).toBe(CSV);
    expect(answer).toMatchObject({ httpStatus: 200, retrievedAt: NOW, document: { url, mediaType: 'text/csv' } });
    expect(() => rejectBadAnswer(answer!)).not.toThrow();
  },
);

it('a workbook is one by its name', async () => {
  await writeFile(path.join(dealFolder, 'figures', 'lynas.xlsx'), 'PK');
  const [answer] = await read('file:figures/lynas.xlsx');
  expect(answer?.document.mediaType).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
});

it('an emptied file is no content, not an end of all figures', async () => {
  await writeFile(path.join(dealFolder, 'figures', 'lynas.csv'), '\n');
  const [answer] = await read('file:figures/lynas.csv');
  expect(() => rejectBadAnswer(answer!)).toThrow('no content');
});

it('a missing file is named as the deal names it', async () => {
  await expect(read('file:figures/lynas.csv', 'file:figures/other.csv')).rejects.toMatchObject({
    fault: 'refused',
    message: 'the deal folder has no file figures/other.csv',
  });
});

describe('nothing outside the deal folder is read', () => {
  it.each([
    'file:../lynas.csv',
    'file:figures/../../lynas.csv',
    'file:figures/%2e%2e/%2e%2e/lynas.csv',
    'file:figures%2F..%2F..%2Flynas.csv',
    'file:..\\lynas.csv',
    'file:figures/lynas.csv%00.txt',
    'file:%2Fetc/hostname',
    'file:',
    'file:///',
    'file:figures/%zz',
    '/etc/hostname',
    'https://example.org/lynas.csv',
  ])('%s', async (url) => {
    await expect(read(url)).rejects.toMatchObject({ fault: 'refused' });
  });

  it('an absolute file URL is taken as of the deal folder, too', async () => {
    await expect(read('file:///etc/hostname')).rejects.toThrow('the deal folder has no file etc/hostname');
  });

  it.each(['figures/link.csv', 'link/link.csv'])('by a link: %s', async (file) => {
    const outside = await mkdtemp(path.join(tmpdir(), 'pactwatch-outside-'));
    await writeFile(path.join(outside, 'link.csv'), CSV);
    await symlink(path.join(outside, 'link.csv'), path.join(dealFolder, 'figures', 'link.csv'));
    await symlink(outside, path.join(dealFolder, 'link'));
    await expect(read(`file:${file}`)).rejects.toThrow('is a link out of the deal folder');
    await rm(outside, { recursive: true });
  });

  it('a link inside it is followed', async () => {
    await symlink('lynas.csv', path.join(dealFolder, 'figures', 'newest.csv'));
    expect((await read('file:figures/newest.csv')).map(textOf)).toEqual([CSV]);
  });
});

describe('what is no plain file of a plain size is refused', () => {
  it('a folder', async () => {
    await expect(read('file:figures')).rejects.toThrow('figures in the deal folder is no file');
  });

  it('a pipe, which would never end', async () => {
    execFileSync('mkfifo', [path.join(dealFolder, 'figures', 'pipe.csv')]);
    await expect(read('file:figures/pipe.csv')).rejects.toThrow('is no file');
  });

  it('a file larger than any table', async () => {
    const file = path.join(dealFolder, 'figures', 'large.csv');
    await writeFile(file, '');
    await truncate(file, 64 * 1024 * 1024 + 1);
    await expect(read('file:figures/large.csv')).rejects.toThrow('is larger than');
  });
});

describe.each(['live', 'recorded'] as const)('in %s mode', (mode) => {
  const transport = () =>
    transportFor(mode, {
      dealFolder,
      fetch: () => expect.unreachable('a publisher was asked'),
      now: () => NOW,
      sleep: async () => {},
      random: () => 0,
      access: () => ({ keyVariable: '' }),
      userAgent: 'pactwatch',
    });

  it('a hand-fed source is read from the deal folder', async () => {
    const ask = askOf(handFed('file:figures/lynas.csv'), { idle_when_recorded: 'never for a file' });
    expect(transport().mode).toBe(mode);
    expect(transport().idle(ask)).toBeUndefined();
    expect((await Array.fromAsync(transport().answers(ask, new AbortController().signal))).map(textOf)).toEqual([CSV]);
  });
});

it('a publisher of which nothing is recorded is idle in recorded mode only', () => {
  const options = {
    dealFolder,
    fetch,
    now: () => NOW,
    sleep: async () => {},
    random: () => 0,
    access: () => ({ keyVariable: '' }),
    userAgent: 'pactwatch',
  };
  const ask = askOf(connectorOf(), { idle_when_recorded: 'needs a key' });
  expect(transportFor('recorded', options).idle(ask)).toBe('needs a key');
  expect(transportFor('live', options).idle(ask)).toBeUndefined();
});
