import { expect, it } from 'vitest';
import type { Connector, PublisherRequest } from '../../../services/sources/connector.ts';
import { postOf } from '../../../services/sources/wire/request.ts';
import { textOf } from '../../support/ask.ts';
import { type LiveTrial, startLiveTrial } from '../../support/live.ts';

const KEY = 'Top5ecret-key';
const withKey = ({ server }: LiveTrial) => ({
  access: () => ({ baseUrl: server.url, key: KEY, keyVariable: 'PACTWATCH_MADE_UP_KEY' }),
});

/** A register that is asked by a JSON body, all of it made up. */
const asking = (...questions: readonly object[]): Partial<Connector<unknown>> => ({
  key: 'required',
  requests: (_query, _span, { baseUrl }) =>
    questions.map((question): PublisherRequest => ({
      ...postOf(`${baseUrl}/list/`, question),
      key: { in: 'header', name: 'Authorization', prefix: 'APIKey ' },
      accepts: ['application/json'],
    })),
});

/** Pages by an offset in the body until one is empty. */
const paged: Partial<Connector<unknown>> = {
  ...asking({ offset: 0 }),
  next: ({ bytes }, request) => {
    const rows = (JSON.parse(new TextDecoder().decode(bytes)) as unknown[]).length;
    const { offset } = JSON.parse(request.body!) as { offset: number };
    if (rows === 0) return undefined;
    return { ...request, ...postOf(request.url.replace(/#.*$/, ''), { offset: offset + rows }) };
  },
};

it('a question is sent as JSON by POST, with the key in its header, and its fragment stays here', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/list/', { body: '[]' });
  const answer = await trial.answer(asking({ implementer: [458] }), withKey(trial));
  expect(trial.server.requests).toMatchObject([
    {
      method: 'POST',
      url: '/list/',
      body: '{"implementer":[458]}',
      headers: { 'content-type': 'application/json', authorization: `APIKey ${KEY}` },
    },
  ]);
  expect(JSON.stringify(answer)).not.toContain(KEY);
});

it('two questions at one address are two answers that their URLs tell apart, the same way each time', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/list/', { body: '[]' });
  const ask = async () =>
    (await trial.ask(asking({ offset: 0 }, { offset: 9 }), withKey(trial))).map(({ document }) => document.url);
  const [first, second] = await ask();
  expect(first).toMatch(/\/list\/#body-sha256=[0-9a-f]{16}$/);
  expect(second).not.toBe(first);
  expect(await ask()).toEqual([first, second]);
});

it('pages are told apart by their bodies', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/list/', { body: '[1,2]' }, { body: '[3]' }, { body: '[]' });
  const answers = await trial.ask(paged, withKey(trial));
  expect(answers.map(textOf)).toEqual(['[1,2]', '[3]', '[]']);
  expect(trial.server.requests.map(({ body }) => body)).toEqual(['{"offset":0}', '{"offset":2}', '{"offset":3}']);
});

it('a question that is asked again is a circle', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/list/', { body: '[1]' });
  const error = await trial.failure({ ...asking({ offset: 0 }), next: (_, request) => request }, withKey(trial));
  expect(error.message).toContain('names a page as next that was read already');
  expect(trial.server.requests).toHaveLength(1);
});

it('a question is only a question: it is put again after 429 and 500, whole', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/list/', { status: 429, headers: { 'retry-after': '7' } }, { status: 500 }, { body: '[]' });
  expect((await trial.answer(asking({ offset: 0 }), withKey(trial))).httpStatus).toBe(200);
  expect(trial.server.requests.map(({ body }) => body)).toEqual(Array(3).fill('{"offset":0}'));
  expect(trial.slept[0]).toBe(7000);
});

it('a key that the publisher repeats is covered, with its prefix left as it is', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/list/', { status: 401, body: `{"detail":"APIKey ${KEY} is not known"}` });
  const answer = await trial.answer(asking({ offset: 0 }), withKey(trial));
  expect(textOf(answer)).toBe(`{"detail":"APIKey ${'*'.repeat(KEY.length)} is not known"}`);
});

it('a publisher that is known to be slow is waited for longer, but not longer than it is told', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/list/', { silent: true });
  const slow = { ...asking({ offset: 0 }), patienceMs: 40 };
  const error = await trial.failure(slow, { ...withKey(trial), limits: { tries: 1 } });
  expect(error).toMatchObject({ fault: 'unreachable', message: expect.stringContaining('no answer within 0.04 s') });
  const told = await trial.failure(slow, { ...withKey(trial), limits: { tries: 1, headersMs: 20 } });
  expect(told.message).toContain('no answer within 0.02 s');
});
