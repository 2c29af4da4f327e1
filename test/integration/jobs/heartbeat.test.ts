import { expect, test } from 'vitest';
import { beat } from '../../../jobs/beat.ts';
import { heartbeatOf } from '../../../services/heartbeat.ts';
import { startHookServer } from '../../support/hook-server.ts';
import { messagesTo, sendAll, sendContext } from '../../support/sending.ts';
import { minutes, NOW, pact, tinDatabase } from '../../support/tin-looks.ts';
import { refusing } from '../../support/wrong-servers.ts';

const NEVER = new AbortController().signal;

test('a cycle that succeeded is told by a GET', async () => {
  await using server = await startHookServer((response) => response.writeHead(200).end('OK'));
  const faults: string[] = [];
  await heartbeatOf({ url: `${server.url}/ping/hunter2`, fetch, onFault: (words) => faults.push(words) })(NEVER);
  expect(server.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /ping/hunter2']);
  expect(faults).toEqual([]);
});

test('a service that cannot be told is named by its host alone, and stops nothing', async () => {
  await using down = await refusing();
  await using hanging = await startHookServer(() => {});
  await using broken = await startHookServer((response, { path }) => response.writeHead(500).end(path));
  const faults: string[] = [];
  for (const base of [down.url.replace('smtp:', 'http:'), hanging.url, broken.url]) {
    const onFault = (words: string) => void faults.push(words.replace(base, 'HOST'));
    await heartbeatOf({ url: `${base}/ping/hunter2`, fetch, onFault, timeoutMs: 200 })(NEVER);
  }
  expect(faults).toEqual([
    expect.stringMatching(/^HOST: .*ECONNREFUSED/),
    expect.stringMatching(/^HOST: .*timeout/),
    'HOST answered 500',
  ]);
  expect(faults.join()).not.toContain('hunter2');
});

test('nothing is told while a mail has waited for more than an hour: that is what no mail can tell', async () => {
  await using database = await tinDatabase();
  await using down = await refusing();
  const { db } = database;
  const beats: number[] = [];
  const beatAt = (minute: number, patience?: Temporal.DurationLike) =>
    beat(
      { db, deal: pact, now: () => minutes(minute), heartbeat: async () => void beats.push(minute) },
      NEVER,
      patience,
    );
  await beatAt(0);
  await sendAll(sendContext(db, down.url, NOW), await messagesTo(db, 'desk@example.org'));
  await beatAt(59);
  await beatAt(60);
  await beatAt(1, { seconds: 0 });
  expect(beats).toEqual([0, 59]);
  await beat({ db, deal: pact, now: () => NOW }, NEVER);
});
