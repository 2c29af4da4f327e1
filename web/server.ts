import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { oneLine } from '../services/notices/one-line.ts';
import { NotPossibleError } from '../services/officers/errors.ts';
import { addLinks, type LinksContext } from './links.ts';
import { saying } from './page.ts';

/** Larger than any form of ours. */
const LARGEST_BODY = 16 * 1024;
const STYLE = readFileSync(path.join(import.meta.dirname, 'style.css'), 'utf8');

/** Links are secrets of their readers: no page tells the next one where it was, and none is kept on the way. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

export interface WebContext extends LinksContext {
  /** Told of what went wrong here, without the address that was asked: it may be a link that acts. */
  readonly onFault: (reason: string) => void;
}

/** The web server, which listens nowhere yet. */
export function webServer(context: WebContext): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit: LARGEST_BODY, routerOptions: { maxParamLength: 2000 } });
  app.removeAllContentTypeParsers();
  // A mail program may post its one click as either kind of form; only ours is read.
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    done(null, new URLSearchParams(isForm ? String(body) : ''));
  });
  app.addHook('onRequest', async (_request, reply) => void reply.headers(HEADERS));
  app.get('/style.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE));
  addLinks(app, context);
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/html; charset=utf-8').send(saying('No such page', 'There is nothing at this address.')),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const [code, title, words] = faultOf(error);
    if (code === 500) context.onFault(oneLine(error.message));
    return reply.code(code).type('text/html; charset=utf-8').send(saying(title, words));
  });
  return app;
}

function faultOf(error: Error & { statusCode?: number }): [code: number, title: string, words: string] {
  if (error instanceof NotPossibleError) return [409, 'That is not possible', `${error.message}.`];
  const { statusCode = 500 } = error;
  return statusCode < 500
    ? [statusCode, 'That was not understood', 'Open the link of the mail again.']
    : [500, 'Something went wrong', 'Nothing was changed. The log of pactwatch says what it was.'];
}
