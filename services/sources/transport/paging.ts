import type { Connector, PublisherRequest } from '../connector.ts';
import { SourceError } from '../errors.ts';
import type { Answer } from '../transport.ts';
import { faultOf, placeOf } from './judge.ts';

/**
 * The answer to a request and those of the pages that follow it, one at a time. Nothing follows an answer that is not good.
 * @throws SourceError `format` when the pages go round in a circle or do not end.
 */
export async function* pagesOf(
  connector: Pick<Connector<never>, 'next'>,
  first: PublisherRequest,
  ask: (request: PublisherRequest) => Promise<Answer>,
  maxPages: number,
): AsyncGenerator<Answer, void, undefined> {
  const asked = new Set<string>();
  const brought = new Set<string>();
  let request: PublisherRequest | undefined = first;
  while (request !== undefined) {
    const place = `${placeOf(request.url)}, page ${asked.size + 1}`;
    if (asked.size === maxPages)
      throw new SourceError('format', `${place}: more than ${maxPages} pages; narrow the query`);
    const question = `${request.url}\n${request.body ?? ''}`;
    if (asked.has(question)) throw new SourceError('format', `${place}: names a page as next that was read already`);
    asked.add(question);
    const answer = await ask(request);
    if (brought.has(answer.document.sha256))
      throw new SourceError('format', `${place}: is the same as an earlier page`);
    brought.add(answer.document.sha256);
    yield answer;
    request = faultOf(answer) === undefined ? connector.next?.(answer.document, request) : undefined;
  }
}
