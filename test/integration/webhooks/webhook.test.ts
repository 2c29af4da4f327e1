import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Webhook } from '../../../config/recipients/schema.ts';
import { backoffMs } from '../../../services/notices/backoff.ts';
import { webhookCarrier } from '../../../services/webhooks/carrier.ts';
import { signedHeaders } from '../../../services/webhooks/signature.ts';
import { type HookServer, startHookServer } from '../../support/hook-server.ts';
import { messageRows, sendAll, sendContext } from '../../support/sending.ts';
import { passes } from '../../support/tin-alerts.ts';
import { contextOf, decide, february } from '../../support/tin-incidents.ts';
import { NOW, tinDatabase } from '../../support/tin-looks.ts';
import { refusing } from '../../support/wrong-servers.ts';

const SECRET = 'a made-up secret of hooks';
const hook = (url: string): Webhook => ({
  name: 'bridge',
  url,
  follows: [{ commitments: 'all', sources: 'followed' }],
  least_standing: 'at_risk',
});

/** Answers come at once, or never: only where they do not is a webhook waited for, and not for long. */
const SHORT_WAIT_MS = 2_000;

async function told(url: string, { times = 1, timeoutMs }: { times?: number; timeoutMs?: number } = {}) {
  const database = await tinDatabase();
  const { db } = database;
  const webhooks = [hook(url)];
  await february(db, NOW, '0.85');
  await decide(db, NOW, { recipients: [], webhooks });
  const ids = await passes(db, NOW, contextOf(db, NOW, { recipients: [], webhooks }));
  const summaries = [];
  for (let hour = 0; hour < times; hour += 1) {
    const at = NOW.add({ hours: hour });
    const context = sendContext(db, 'smtp://127.0.0.1:1', at);
    const webhook = webhookCarrier({ webhooks, secret: SECRET, fetch, now: () => at, ...(timeoutMs && { timeoutMs }) });
    summaries.push(...(await sendAll({ ...context, carriers: { ...context.carriers, webhook } }, ids)));
  }
  const rows = await messageRows(db);
  await database[Symbol.asyncDispose]();
  return { rows, summaries };
}

describe('a webhook', () => {
  test('is told of a transition as a CloudEvent, signed so that the receiver can verify it', async () => {
    await using server = await startHookServer();
    const { rows } = await told(`${server.url}/services/T0/hunter2`);
    expect(rows).toMatchObject([{ state: 'sent', attempts: 1 }]);
    const [{ method, path, headers, body } = { method: '', path: '', headers: {}, body: '{}' }, ...more] = server.calls;
    expect(more).toEqual([]);
    expect([method, path]).toEqual(['POST', '/services/T0/hunter2']);
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(JSON.parse(body)).toMatchObject({
      specversion: '1.0',
      id: headers['webhook-id'],
      source: 'urn:pactwatch:deal:tin-pact',
      type: 'pactwatch.commitment.first.v1',
      subject: 'commitment/tin-floor',
      time: NOW.toString(),
      data: { text: expect.stringContaining('AT RISK'), notices: [{ reason: 'first', silenced: null }] },
    });
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const signature = createHmac('sha256', SECRET).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    expect(headers['webhook-timestamp']).toBe(String(NOW.epochMilliseconds / 1000));
  });

  test('is told the same under the same id when it is told again', async () => {
    await using server = await startHookServer((response) => response.writeHead(503).end('later'));
    const { rows } = await told(server.url, { times: 2 });
    expect(rows).toMatchObject([{ state: 'retry', attempts: 2, detail: expect.stringContaining('503 later') }]);
    const [first, second] = server.calls;
    expect(second!.body).toBe(first!.body);
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.headers['webhook-signature']).not.toBe(first!.headers['webhook-signature']);
  });

  const answers: readonly [string, string, (response: ServerResponse) => void, state: string, maybeSent: boolean][] = [
    ['asks for fewer calls', '429', (response) => response.writeHead(429).end(), 'retry', false],
    ['has no such page', '404', (response) => response.writeHead(404).end(), 'retry', false],
    ['cannot read what it is told', '400', (response) => response.writeHead(400).end('bad'), 'failed', false],
    ['is gone', '410', (response) => response.writeHead(410).end(), 'failed', false],
    [
      'redirects',
      'redirects (302)',
      (response) => response.writeHead(302, { location: 'http://evil.example.net/hunter2' }).end(),
      'retry',
      false,
    ],
    ['takes it and ends the connection', '', (response) => response.destroy(), 'retry', true],
  ];
  test.each(answers)('that %s', async (_what, words, answer, state, maybeSent) => {
    await using server = await startHookServer(answer);
    const { rows } = await told(server.url);
    expect(rows).toMatchObject([{ state, maybeSent, detail: expect.stringContaining(words) }]);
    expect(server.calls).toHaveLength(1);
    const again = NOW.add({ milliseconds: backoffMs(rows[0]!.dedupKey, 1) });
    expect(rows[0]!.notBefore).toEqual(state === 'retry' ? again : NOW);
  });

  test('that takes it and hangs may have been told', async () => {
    await using server = await startHookServer(() => {});
    const { rows } = await told(server.url, { timeoutMs: SHORT_WAIT_MS });
    expect(rows).toMatchObject([{ state: 'retry', maybeSent: true }]);
    expect(server.calls).toHaveLength(1);
  });

  test('that ends in doubt twice is left to a person', async () => {
    await using server: HookServer = await startHookServer((response) => response.destroy());
    const { rows } = await told(server.url, { times: 3 });
    expect(rows).toMatchObject([{ state: 'ambiguous', attempts: 2 }]);
    expect(server.calls).toHaveLength(2);
  });

  test('that is not there has surely not been told', async () => {
    await using server = await refusing();
    const { rows } = await told(server.url.replace('smtp:', 'http:'));
    expect(rows).toMatchObject([{ state: 'retry', maybeSent: false, detail: expect.stringContaining('ECONNREFUSED') }]);
  });

  test('that throws back what is secret does not spread it, and its password goes in a header', async () => {
    await using server = await startHookServer((response, { path, headers }) =>
      response.writeHead(500).end(`${path} ${headers.authorization} ${SECRET} token-4711`),
    );
    const url = new URL(`${server.url}/services/hunter2?key=token-4711`);
    url.username = 'desk';
    url.password = 'sesame/1';
    const { rows, summaries } = await told(url.href);
    const [{ headers }] = server.calls as [(typeof server.calls)[number]];
    expect(headers.authorization).toBe(`Basic ${Buffer.from('desk:sesame/1').toString('base64')}`);
    const said = JSON.stringify([rows, summaries]);
    expect(said).toContain(`${server.url}: 500 `);
    for (const secret of ['hunter2', 'token-4711', 'sesame', SECRET, headers.authorization!.slice(6)]) {
      expect(said).not.toContain(secret);
    }
  });
});

test('a secret in the manner of Standard Webhooks is the base64 of its bytes', () => {
  // The example of the specification's own libraries.
  const signed = signedHeaders(
    {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at: Temporal.Instant.fromEpochMilliseconds(1614265330000),
      body: '{"test": 2432232314}',
    },
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  );
  expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});
