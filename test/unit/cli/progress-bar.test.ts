import { describe, expect, test } from 'vitest';
import { barOn, durationText, type Progress, renderProgress } from '../../../cli/progress-bar.ts';

const AT: Progress = { title: 'eia-lng', total: 12, done: 3, failed: 0, current: '2018', startedAt: 10_000 };
const render = (change: Partial<Progress>, seconds: number, width = 200) =>
  renderProgress({ ...AT, ...change }, 10_000 + seconds * 1000, width);

describe('the bar', () => {
  test('tells how much is done, how fast it goes, how long it will take, and what is under way', () => {
    expect(render({}, 6)).toBe(`eia-lng  ${'█'.repeat(6)}${'░'.repeat(18)}  3/12  30.0/min  18 s left  2018`);
  });

  test('promises no time before anything is done', () => {
    expect(render({ done: 0 }, 60)).toBe(`eia-lng  ${'░'.repeat(24)}  0/12  2018`);
  });

  test('is full at the end, with nothing left', () => {
    expect(render({ done: 12, current: null }, 6)).toBe(`eia-lng  ${'█'.repeat(24)}  12/12  2.0/s`);
  });

  test('is not full before the end', () => {
    expect(render({ total: 1000, done: 999 }, 6)).toContain('░');
  });

  test('counts what failed', () => {
    expect(render({ failed: 2 }, 6)).toContain('2 failed');
  });

  test('keeps to one line, whatever the width of the terminal', () => {
    expect([...render({}, 6, 30)]).toHaveLength(30);
  });

  test('of nothing to do is full', () => {
    expect(render({ total: 0, done: 0, current: null }, 0)).toBe(`eia-lng  ${'█'.repeat(24)}  0/0`);
  });
});

test.each([
  [0.2, '1 s'],
  [59, '59 s'],
  [59.5, '1 min 00 s'],
  [125, '2 min 05 s'],
  [3599.5, '1 h 00 min'],
  [11_220, '3 h 07 min'],
])('%s seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test('a terminal that does not tell its width has eighty columns', () => {
  let written = '';
  using bar = barOn({ columns: 0, write: (text) => void (written += text) }, () => 10_000);
  bar.show({ ...AT, title: 'x'.repeat(200) });
  expect(written).toBe(`\r\u001b[2K${'x'.repeat(79)}`);
});

test('the bar is drawn at most ten times a second, gives way to lines, and leaves nothing behind', () => {
  let written = '';
  let now = 0;
  const stream = { columns: 200, write: (text: string) => void (written += text) };
  {
    using bar = barOn(stream, () => now);
    for (now = 10_000; now < 10_250; now += 10) bar.show({ ...AT, done: 3 });
    expect(written.split('eia-lng')).toHaveLength(1 + 3);
    written = '';
    bar.say('failed  eia-lng 2018');
    expect(written.startsWith('\r\u001b[2Kfailed  eia-lng 2018\n\r\u001b[2Keia-lng')).toBe(true);
    written = '';
  }
  expect(written).toBe('\r\u001b[2K');
});
