import { describe, expect, test } from 'vitest';
import type { Db } from '../../../db/connection.ts';
import { findIncident } from '../../../services/officers/find-incident.ts';
import { readIncident } from '../../../services/officers/read-incidents.ts';
import { contextOf, decide, february } from '../../support/tin-incidents.ts';
import { minutes, NOW, pact } from '../../support/tin-looks.ts';
import { drifting, floorLink, leaveLink, pagesAt, posted } from '../../support/tin-pages.ts';

// All figures are made up.

const days = (count: number): Temporal.Instant => minutes(count * 24 * 60);
const ACK = posted({ act: 'acknowledge', why: 'We have asked the ministry.' });
const SILENCE = posted({ act: 'silence', days: '7', why: 'A strike of the customs' });

const floorOf = async (db: Db) => {
  const context = contextOf(db, minutes(5));
  return readIncident(context, (await findIncident(context, 'tin-floor')).id);
};
const choices = (db: Db) => db.selectFrom('recipientChoice').select(['address', 'delivery', 'via']).execute();

describe('the link of a mail', () => {
  test('shows how the incident stands, and changes nothing however often it is opened', async () => {
    await using database = await drifting();
    const app = pagesAt(database.db, minutes(5));
    const link = await floorLink(database.db);
    const before = await floorOf(database.db);
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await app.inject({ method, url: link });
      expect(answer.statusCode).toBe(200);
    }
    const { body } = await app.inject(link);
    expect(body).toContain('<dd>at risk</dd>');
    expect(body).toContain('Take it on as desk@example.org');
    expect(await floorOf(database.db)).toEqual(before);
  });

  test('takes the incident on by a POST, in the name of whom the mail went to', async () => {
    await using database = await drifting();
    const app = pagesAt(database.db, minutes(5));
    const answer = await app.inject({ url: await floorLink(database.db), ...ACK });
    expect(answer.statusCode).toBe(200);
    const { acknowledged, actions } = await floorOf(database.db);
    expect(acknowledged).toMatchObject({ by: 'desk@example.org', why: 'We have asked the ministry.', inForce: true });
    expect(actions).toMatchObject([{ who: 'desk@example.org', via: 'link', action: 'acknowledge' }]);
  });

  test('silences what it is about for a time that the page offers', async () => {
    await using database = await drifting();
    const app = pagesAt(database.db, NOW);
    const url = await floorLink(database.db);
    expect((await app.inject({ url, ...SILENCE })).statusCode).toBe(200);
    expect((await floorOf(database.db)).silenced).toMatchObject({
      kind: 'commitment',
      subject: 'tin-floor',
      until: days(7).toString(),
      by: 'desk@example.org',
    });
    const forever = await app.inject({ url, ...posted({ act: 'silence', days: '9999', why: 'x' }) });
    expect(forever.statusCode).toBe(409);
  });

  test('takes on nothing that became worse after the mail, nor what is closed', async () => {
    await using database = await drifting();
    const { db } = database;
    const url = await floorLink(db);
    await february(db, minutes(1), '1');
    await decide(db, minutes(1));
    const late = await pagesAt(db, minutes(5)).inject({ url, ...ACK });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('the incident is closed');
    expect((await pagesAt(db, minutes(5)).inject(url)).body).toContain('there is nothing left to do');
  });

  test('without a reason, or a form that it knows, does nothing and says so', async () => {
    await using database = await drifting();
    const app = pagesAt(database.db, NOW);
    const url = await floorLink(database.db);
    const nothing = await app.inject({ url, method: 'POST' });
    const empty = await app.inject({ url, ...posted({ act: 'acknowledge', why: ' ' }) });
    expect([nothing.statusCode, empty.statusCode]).toEqual([409, 409]);
    expect((await floorOf(database.db)).actions).toEqual([]);
  });

  test.each([
    ['ends after thirty days', (link: string) => link, days(31)],
    [
      'is refused when it was changed',
      (link: string) => link.replace(/\.(.)/, (_, one) => `.${one === 'A' ? 'B' : 'A'}`),
      NOW,
    ],
    ['is refused when it is cut', (link: string) => link.slice(0, -3), NOW],
    ['is no link to unsubscribe', (link: string) => link.replace('/incident/', '/unsubscribe/'), NOW],
  ] as const)('%s', async (_name, changed, at) => {
    await using database = await drifting();
    const url = changed(await floorLink(database.db));
    const app = pagesAt(database.db, at);
    for (const asked of [{ url }, { url, ...ACK }]) expect((await app.inject(asked)).statusCode).toBe(404);
    expect((await floorOf(database.db)).actions).toEqual([]);
  });

  test('of another deal acts on nothing here', async () => {
    await using database = await drifting();
    const url = await floorLink(database.db, 'desk@example.org', 'zinc-pact');
    expect((await pagesAt(database.db, NOW).inject({ url, ...ACK })).statusCode).toBe(404);
    const leave = leaveLink('desk@example.org', 'zinc-pact');
    expect((await pagesAt(database.db, NOW).inject({ url: leave, method: 'POST' })).statusCode).toBe(404);
  });
});

describe('the link to unsubscribe', () => {
  test('asks when it is opened, and leaves by one click, in either form that mail programs post', async () => {
    await using database = await drifting();
    const { db } = database;
    const app = pagesAt(db, NOW);
    const url = leaveLink();
    expect((await app.inject(url)).body).toContain('Send only the digest');
    expect(await choices(db)).toEqual([]);
    const multipart = {
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    };
    const clicks = [posted({ 'List-Unsubscribe': 'One-Click' }), { method: 'POST', ...multipart } as const];
    for (const click of clicks) expect((await app.inject({ url, ...click })).statusCode).toBe(200);
    expect(new Set((await choices(db)).map((row) => JSON.stringify(row)))).toEqual(
      new Set(['{"address":"desk@example.org","delivery":"digest","via":"link"}']),
    );
  });
});

describe('every answer', () => {
  test('loads nothing from elsewhere, is kept nowhere, and tells no other page where it was', async () => {
    await using database = await drifting();
    const app = pagesAt(database.db, NOW);
    for (const url of [await floorLink(database.db), '/nothing', '/style.css']) {
      const { headers } = await app.inject(url);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    }
  });

  test('that goes wrong says nothing of why, and the log is told without the link', async () => {
    await using database = await drifting();
    const url = await floorLink(database.db);
    const faults: string[] = [];
    const app = pagesAt(database.db, NOW, {
      deal: pact,
      now: () => {
        throw new Error('the clock has stopped');
      },
      onFault: (reason) => void faults.push(reason),
    });
    const answer = await app.inject(url);
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('clock');
    expect(faults).toEqual(['the clock has stopped']);
  });
});
