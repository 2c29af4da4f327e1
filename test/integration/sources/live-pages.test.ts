import { expect, it } from 'vitest';
import type { Connector } from '../../../services/sources/connector.ts';
import { type LiveTrial, startLiveTrial } from '../../support/live.ts';

type Next = NonNullable<Connector<unknown>['next']>;

/** Follows the query that the body names as next. */
const asNamed =
  ({ server }: LiveTrial): Next =>
  ({ bytes }, request) => {
    const named = /"next":"([^"]+)"/.exec(new TextDecoder().decode(bytes))?.[1];
    return named === undefined ? undefined : { ...request, url: `${server.url}/figures?${named}` };
  };

/** Always finds one page more. */
const endless = ({ server }: LiveTrial): Next => {
  let page = 1;
  return (_document, request) => ({ ...request, url: `${server.url}/figures?page=${(page += 1)}` });
};

it('pages come in their order until one names no next', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/figures', { body: '{"next":"page=2"}' });
  trial.server.answer('/figures?page=2', { body: '{"next":"page=3"}' });
  trial.server.answer('/figures?page=3', { body: '{}' });
  const answers = await trial.ask({ next: asNamed(trial) });
  expect(answers.map(({ document }) => new URL(document.url).search)).toEqual(['', '?page=2', '?page=3']);
});

it('a page that is no good answer is the last one', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/figures', { body: '{"next":"page=2"}' });
  trial.server.answer('/figures?page=2', { status: 404, body: '{"next":"page=3"}' });
  expect((await trial.ask({ next: asNamed(trial) })).map(({ httpStatus }) => httpStatus)).toEqual([200, 404]);
  expect(trial.server.requests).toHaveLength(2);
});

it('a web page in place of figures is not asked for its next page', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/figures', { body: '<html>"next":"page=2"</html>', headers: { 'content-type': 'text/html' } });
  expect(await trial.ask({ next: asNamed(trial) })).toHaveLength(1);
});

it('pages that go round in a circle are an error of format', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/figures', { body: '{"next":"page=2"}' });
  trial.server.answer('/figures?page=2', { body: '{"next":"page=2", "other": true}' });
  const error = await trial.failure({ next: asNamed(trial) });
  expect(error.fault).toBe('format');
  expect(error.message).toContain('page 3: names a page as next that was read already');
  expect(trial.server.requests).toHaveLength(2);
});

it('a publisher that overlooks the offset and sends the first page again is found out', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/figures', { body: '{"total":"9000"}' });
  const error = await trial.failure({ next: endless(trial) });
  expect(error.fault).toBe('format');
  expect(error.message).toContain('page 2: is the same as an earlier page');
});

it('pages without an end are left at the bound', async () => {
  await using trial = await startLiveTrial();
  trial.server.answer('/figures', ...Array.from({ length: 9 }, (_, page) => ({ body: `{"page":${page}}` })));
  const error = await trial.failure({ next: endless(trial) }, { limits: { pages: 5 } });
  expect(error.message).toContain('more than 5 pages');
  expect(trial.server.requests).toHaveLength(5);
});
