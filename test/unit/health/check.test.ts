import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fail, ok, warn, wordsOf, worstOf } from '../../../services/health/check.ts';
import { checkStateFolder } from '../../../services/health/files.ts';

const place = { area: 'queue' } as const;

test('what is wrongly configured weighs more than what is down, and a warning breaks nothing', () => {
  const [config, down] = [fail(place, 'config', 'x', 'y'), fail(place, 'dependency', 'x', 'y')];
  expect(worstOf([ok(place, 'x'), warn(place, 'x', 'y')])).toBeNull();
  expect(worstOf([down, ok(place, 'x')])).toBe('dependency');
  expect(worstOf([down, config, down])).toBe('config');
});

test('what others say stays on one line', () => {
  expect(fail(place, 'config', 'a\nb\u001b[31m', 'c').figure).toBe('a b [31m');
  expect(wordsOf(new AggregateError([new Error('refused'), new Error('no route')]))).toBe('refused; no route');
});

test('a state folder that is not there yet can be made, one below a file cannot', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'pactwatch-state-'));
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  expect(checkStateFolder(folder)).toMatchObject({ result: 'ok', figure: folder });
  expect(checkStateFolder(path.join(folder, 'a', 'b'))).toMatchObject({
    result: 'ok',
    figure: expect.stringContaining('is made when it is needed'),
  });
  for (const below of [file, path.join(file, 'state')]) {
    expect(checkStateFolder(below)).toMatchObject({
      result: 'fail',
      breaks: 'config',
      figure: `${file} is no folder`,
      fix: expect.stringContaining('PACTWATCH_STATE'),
    });
  }
});
