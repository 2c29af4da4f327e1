import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordedTransport } from '../../../../services/sources/transport/recorded.ts';
import { rejectBadAnswer } from '../../../../services/sources/transport/judge.ts';
import { bodyFragment } from '../../../../services/sources/wire/request.ts';
import { askOf, connectorOf, textOf } from '../../../support/ask.ts';

let dealFolder: string;
const recorded = (file: string) => path.join(dealFolder, 'recorded', 'made-up-source', file);
const ask = (source = {}) => askOf(connectorOf(), source);
const answers = (signal = new AbortController().signal) =>
  Array.fromAsync(recordedTransport({ dealFolder }).answers(ask(), signal));

const ENTRY = `
  - file: release.json
    url: https://api.eia.gov/v2/natural-gas/move/expc/data/?facets[series][]=NGM_EPG0_EVE_NUS-NMY_MMCF
    status: 200
    media_type: application/json
    recorded: 2026-09-30
    published: 2026-09-30
    citation: "US EIA, natural gas exports by vessel: release of 2026-09-30"`;

beforeEach(async () => {
  dealFolder = await mkdtemp(path.join(tmpdir(), 'pactwatch-recorded-'));
  await mkdir(path.dirname(recorded('index.yaml')), { recursive: true });
  await writeFile(recorded('release.json'), '{"value":"0"}');
});
afterEach(() => rm(dealFolder, { recursive: true }));

it('a recorded answer is what its publisher gave, as of the day on which it did', async () => {
  await writeFile(recorded('index.yaml'), `answers:${ENTRY}`);
  const [answer] = await answers();
  expect(textOf(answer!)).toBe('{"value":"0"}');
  expect(answer).toMatchObject({
    httpStatus: 200,
    citation: 'US EIA, natural gas exports by vessel: release of 2026-09-30',
    document: {
      mediaType: 'application/json',
      sha256: createHash('sha256').update('{"value":"0"}').digest('hex'),
      url: 'https://api.eia.gov/v2/natural-gas/move/expc/data/?facets[series][]=NGM_EPG0_EVE_NUS-NMY_MMCF',
    },
  });
  expect(String(answer!.retrievedAt)).toBe('2026-09-30T00:00:00Z');
  expect(String(answer!.publishedAt)).toBe('2026-09-30T00:00:00Z');
  expect(() => rejectBadAnswer(answer!)).not.toThrow();
});

it('answers come in the order of the index', async () => {
  await writeFile(recorded('first.json'), '{"value":"7166"}');
  await writeFile(recorded('index.yaml'), `answers:${ENTRY.replace('release.json', 'first.json')}${ENTRY}`);
  expect((await answers()).map(textOf)).toEqual(['{"value":"7166"}', '{"value":"0"}']);
});

describe('an answer to a POST', () => {
  const posted = (fragment: string) =>
    ENTRY.replace(/url: .*/, `url: https://register.example/list/#${fragment}\n    body: '{"implementer":[458]}'`);

  it('says what was asked', async () => {
    await writeFile(recorded('index.yaml'), `answers:${posted(bodyFragment('{"implementer":[458]}'))}`);
    expect((await answers())[0]!.request).toMatchObject({ method: 'POST', body: '{"implementer":[458]}' });
  });

  it('has the URL that a live one has: it stands for the body', async () => {
    await writeFile(recorded('index.yaml'), `answers:${posted('body-sha256=0')}`);
    await expect(answers()).rejects.toThrow(`end it in #${bodyFragment('{"implementer":[458]}')}`);
  });
});

it('a release date that is not known is left open, not guessed', async () => {
  await writeFile(recorded('index.yaml'), `answers:${ENTRY.replace(/\n +published.*/, '')}`);
  expect((await answers())[0]).not.toHaveProperty('publishedAt');
});

describe('a source of which nothing is recorded', () => {
  beforeEach(() => rm(path.dirname(recorded('')), { recursive: true }));

  it('is idle for the reason that the deal gives', () => {
    const transport = recordedTransport({ dealFolder });
    expect(transport.idle(ask({ idle_when_recorded: 'needs a key' }))).toBe('needs a key');
  });

  it('is not idle without a reason, but fails and says what to add', async () => {
    expect(recordedTransport({ dealFolder }).idle(ask())).toBeUndefined();
    await expect(answers()).rejects.toMatchObject({
      fault: 'refused',
      message: expect.stringContaining('add recorded/made-up-source/index.yaml') as string,
    });
  });
});

it('a source with a recorded folder is not idle, whatever reason the deal gives', () => {
  expect(recordedTransport({ dealFolder }).idle(ask({ idle_when_recorded: 'needs a key' }))).toBeUndefined();
});

describe('an index with an error names file, line and field', () => {
  const at = 'recorded/made-up-source/index.yaml';
  it.each([
    ['a missing field', ENTRY.replace(/\n +status: 200/, ''), `${at}:2:5 answers.0.status: `],
    ['a field that does not exist', `${ENTRY}\n    note: x`, 'note'],
    [
      'a date that is none',
      ENTRY.replace('recorded: 2026-09-30', 'recorded: 2026-09-31'),
      `${at}:6:15 answers.0.recorded: write a date`,
    ],
    [
      'a release after it was recorded',
      ENTRY.replace('published: 2026-09-30', 'published: 2026-10-01'),
      `${at}:7:16 answers.0.published: is after`,
    ],
    ['a key in the URL', ENTRY.replace('data/?', 'data/?api_key=1234&'), `${at}:3:10 answers.0.url: take the key out`],
    [
      'a media type that is none',
      ENTRY.replace('application/json', 'JSON'),
      `${at}:5:17 answers.0.media_type: write a media type`,
    ],
    [
      'a file elsewhere',
      ENTRY.replace('release.json', '../other/release.json'),
      `${at}:2:11 answers.0.file: name a file beside`,
    ],
    ['no answers', ' []', `${at}:1:10 answers: name at least one`],
    ['bad YAML', ENTRY.replace('citation: "', 'citation: ').replace('30"', '30'), `${at}:8:15 `],
  ])('%s', async (_, entries, message) => {
    await writeFile(recorded('index.yaml'), `answers:${entries}`);
    await expect(answers()).rejects.toMatchObject({
      fault: 'format',
      message: expect.stringContaining(message) as string,
    });
  });

  it('the first ten of many problems', async () => {
    await writeFile(recorded('index.yaml'), `answers:${ENTRY.replace('200', '"x"').repeat(15)}`);
    const error: unknown = await answers().catch((thrown: unknown) => thrown);
    expect((error as Error).message.split('\n')).toHaveLength(10);
  });
});

describe('a file that the index names', () => {
  it('and that is missing is named', async () => {
    await rm(recorded('release.json'));
    await writeFile(recorded('index.yaml'), `answers:${ENTRY}`);
    await expect(answers()).rejects.toThrow('the deal folder has no file recorded/made-up-source/release.json');
  });

  it('and that is a link out of the deal folder is not read', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'pactwatch-outside-'));
    await writeFile(path.join(outside, 'secret'), 'x');
    await rm(recorded('release.json'));
    await symlink(path.join(outside, 'secret'), recorded('release.json'));
    await writeFile(recorded('index.yaml'), `answers:${ENTRY}`);
    await expect(answers()).rejects.toThrow('is a link out of the deal folder');
    await rm(outside, { recursive: true });
  });
});

it('a folder without an index is an error, not an empty record', async () => {
  await expect(answers()).rejects.toThrow('the deal folder has no file recorded/made-up-source/index.yaml');
});

it('a caller that gave up is given nothing more', async () => {
  await writeFile(recorded('index.yaml'), `answers:${ENTRY}`);
  await expect(answers(AbortSignal.abort(new Error('shutting down')))).rejects.toThrow('shutting down');
});
