import { expect, test } from 'vitest';
import { eachAlone } from '../../../services/each-alone.ts';

const go = new AbortController().signal;
const failing =
  (...bad: string[]) =>
  async (item: string) => {
    if (bad.includes(item)) throw new Error(`no ${item}`);
    return item === 'nothing' ? undefined : item.toUpperCase();
  };

test('each item is worked on in turn, and what gives nothing is left out', async () => {
  expect(await eachAlone(['a', 'nothing', 'b'], go, failing())).toEqual(['A', 'B']);
  expect(await eachAlone([], go, failing())).toEqual([]);
});

test('one that fails does not hold up those behind it, and its own error is told', async () => {
  const done: string[] = [];
  const work = eachAlone(['a', 'b', 'c'], go, async (item) => {
    done.push(item);
    return failing('a')(item);
  });
  await expect(work).rejects.toThrow(new Error('no a'));
  expect(done).toEqual(['a', 'b', 'c']);
});

test('several that fail are told together', async () => {
  await expect(eachAlone(['a', 'b', 'c'], go, failing('a', 'c'))).rejects.toMatchObject({
    message: 'no a; no c',
    errors: [new Error('no a'), new Error('no c')],
  });
});

test('whoever is told to stop does not begin another item', async () => {
  const stop = new AbortController();
  const done: string[] = [];
  const work = eachAlone(['a', 'b'], stop.signal, async (item) => {
    done.push(item);
    stop.abort(new Error('stopped'));
  });
  await expect(work).rejects.toThrow('stopped');
  expect(done).toEqual(['a']);
});
