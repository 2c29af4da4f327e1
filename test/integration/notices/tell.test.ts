import { describe, expect, test } from 'vitest';
import { liftRefusal, refuseAddress } from '../../../db/refusals.ts';
import { acknowledge } from '../../../services/officers/acknowledge.ts';
import { chooseDelivery } from '../../../services/officers/choose-delivery.ts';
import { findIncident } from '../../../services/officers/find-incident.ts';
import type { Silenced } from '../../../services/officers/silence.ts';
import { silence, unsilence } from '../../../services/officers/silence.ts';
import { noticesIn, passes, sends } from '../../support/tin-alerts.ts';
import { contextOf, decide, DESK, february, recipient } from '../../support/tin-incidents.ts';
import { minutes, NOW, pact, tinDatabase } from '../../support/tin-looks.ts';
import type { Db } from '../../../db/connection.ts';

// All figures are made up. It begins on a Tuesday, at 9 in UTC.

const days = (count: number): Temporal.Instant => minutes(count * 24 * 60);
const only = { recipients: [DESK] };
const OFFICER = { by: 'A. Officer', why: 'Made up.', via: 'command' } as const;

const quiet = (db: Db, at: Temporal.Instant, subject: Silenced, until: Temporal.Instant) =>
  silence(contextOf(db, at, only), subject, { ...OFFICER, until });
const FLOOR: Silenced = { kind: 'commitment', subject: 'tin-floor' };

/** Time goes by: what it asks for is told, and what is due is sent. */
async function goes(db: Db, at: Temporal.Instant, more: Parameters<typeof passes>[2] = only): Promise<string[]> {
  await passes(db, at, more);
  return sends(db, at, pact);
}

/** A figure comes, is judged and decided on. */
async function comes(db: Db, at: Temporal.Instant, value: string, more: Parameters<typeof decide>[2] = only) {
  await february(db, at, value);
  await decide(db, at, more);
  return goes(db, at, more);
}

describe('a silence', () => {
  test('keeps what it mutes with its cause, and lets it be told when it has ended', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await quiet(db, NOW, FLOOR, days(3));
    expect(await comes(db, minutes(1), '0.85')).toEqual([]);
    expect(await goes(db, days(2))).toEqual([]);
    expect(await goes(db, days(3))).toEqual(['desk@example.org: first 1']);
    expect(await goes(db, days(4)), 'once').toEqual([]);
    expect(await noticesIn(db)).toEqual(['desk@example.org: first 1, silenced', 'desk@example.org: first 1, written']);
    const told = await db.selectFrom('notice').select('silence').where('state', '=', 'written').execute();
    expect(told, 'and says that it was').toEqual([{ silence: expect.any(String) }]);
  });

  test('over an incident that somebody was told of does not mute its end', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    expect(await comes(db, NOW, '0.85')).toEqual(['desk@example.org: first 1']);
    await quiet(db, minutes(1), FLOOR, days(30));
    expect(await comes(db, minutes(2), '0.5')).toEqual([]);
    expect(await comes(db, minutes(3), '1')).toEqual(['desk@example.org: closed 3']);
  });

  test('of a drift that has come and gone leaves nothing to be told', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await quiet(db, NOW, FLOOR, days(3));
    await comes(db, minutes(1), '0.85');
    await comes(db, minutes(2), '1');
    expect(await goes(db, days(4))).toEqual([]);
    expect(await noticesIn(db)).toEqual(['desk@example.org: first 1, silenced']);
  });

  test('that is ended before its time ends at once', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const { id } = await quiet(db, NOW, FLOOR, days(30));
    await comes(db, minutes(1), '0.85');
    await unsilence(contextOf(db, minutes(2)), id, OFFICER);
    expect(await goes(db, minutes(3))).toEqual(['desk@example.org: first 1']);
  });

  test('of a recipient mutes what goes to them alone', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const two = { recipients: [DESK, recipient('other@example.org', 'at_risk')] };
    await quiet(db, NOW, { kind: 'recipient', subject: 'Desk@example.org' }, days(3));
    expect(await comes(db, minutes(1), '0.85', two)).toEqual(['other@example.org: first 1']);
  });

  test('that comes while a mail waits is heeded', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const waiting = { ...only, groupWait: { minutes: 5 } };
    await february(db, NOW, '0.85');
    await decide(db, NOW, waiting);
    await quiet(db, minutes(1), FLOOR, days(3));
    expect(await goes(db, minutes(5), waiting)).toEqual([]);
    expect(await noticesIn(db)).toEqual(['desk@example.org: first 1, silenced']);
    expect(await goes(db, days(3), only)).toEqual(['desk@example.org: first 1']);
  });

  test('that comes while the opening and the end wait mutes both: nobody has heard of either', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const waiting = { ...only, groupWait: { minutes: 5 } };
    for (const [index, value] of ['0.85', '1'].entries()) {
      await february(db, minutes(index), value);
      await decide(db, minutes(index), waiting);
    }
    await quiet(db, minutes(2), FLOOR, days(3));
    expect(await goes(db, minutes(9), waiting)).toEqual([]);
    expect(await noticesIn(db)).toEqual([
      'desk@example.org: first 1, silenced',
      'desk@example.org: closed 2, silenced',
    ]);
  });
});

describe('an open incident', () => {
  test('is brought to mind each week, as long as nobody has taken it on', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await comes(db, NOW, '0.85');
    expect(await goes(db, days(6))).toEqual([]);
    expect(await goes(db, days(7))).toEqual(['desk@example.org: reminder 1']);
    expect(await goes(db, days(8))).toEqual([]);
    const { id } = await findIncident({ db, deal: pact }, 'tin-floor');
    await acknowledge(contextOf(db, days(9)), id, { ...OFFICER, until: null });
    for (const day of [14, 15, 21, 28]) expect(await goes(db, days(day))).toEqual([]);
    expect(await noticesIn(db)).toContain('desk@example.org: reminder 1, acknowledged');
    expect(await comes(db, days(29), '0.5'), 'it became worse').toEqual(['desk@example.org: worsened 2']);
    expect(await goes(db, days(36))).toEqual(['desk@example.org: reminder 2']);
  });

  test('is brought to mind when the date of an acknowledgement has come', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await comes(db, NOW, '0.85');
    const { id } = await findIncident({ db, deal: pact }, 'tin-floor');
    await acknowledge(contextOf(db, minutes(1)), id, { ...OFFICER, until: days(10) });
    expect(await goes(db, days(9))).toEqual([]);
    expect(await goes(db, days(10))).toEqual(['desk@example.org: reminder 1']);
  });

  test('is not brought to mind as long as the mail about it has not left', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW, only);
    for (const day of [0, 7, 14]) await passes(db, days(day), only);
    expect(await sends(db, days(14), pact)).toEqual(['desk@example.org: first 1']);
  });

  test('is told to who comes to follow it, once', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await comes(db, NOW, '0.85');
    const joined = { recipients: [DESK, recipient('new@example.org', 'at_risk')] };
    expect(await goes(db, minutes(1), joined)).toEqual(['new@example.org: first 1']);
    expect(await goes(db, minutes(2), joined)).toEqual([]);
  });

  test('of a commitment that the deal has no more is told to nobody any more', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await comes(db, NOW, '0.85');
    const { 'tin-floor': _gone, ...commitments } = pact.commitments;
    expect(await goes(db, days(7), { ...only, deal: { ...pact, commitments } })).toEqual([]);
  });
});

test('nobody having taken an incident on, the next one up is told, once, and of its end too', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const escalate = { after_working_days: 2, to: 'head@example.org' };
  const more = { recipients: [recipient('desk@example.org', 'at_risk', { escalate })] };
  await comes(db, NOW, '0.85', more);
  expect(await goes(db, days(1), more)).toEqual([]);
  expect(await goes(db, days(2), more)).toEqual(['head@example.org: escalation 1']);
  expect(await goes(db, days(3), more)).toEqual([]);
  expect(await comes(db, days(4), '1', more)).toEqual(['desk@example.org: closed 2', 'head@example.org: closed 2']);
});

test('who has chosen the digest is told of nothing at once, and of what is open when they choose otherwise', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const choose = (delivery: 'digest' | 'at_once') =>
    chooseDelivery(contextOf(db, NOW), { address: 'Desk@Example.org', delivery }, { ...OFFICER, via: 'link' });
  await choose('digest');
  expect(await comes(db, NOW, '0.85')).toEqual([]);
  expect(await noticesIn(db)).toEqual(['desk@example.org: first 1, digest_only']);
  await choose('at_once');
  expect(await goes(db, minutes(1))).toEqual(['desk@example.org: first 1']);
  const kept = await db.selectFrom('officerAction').select(['action', 'subject', 'via']).execute();
  expect(new Set(kept.map((one) => Object.values(one).join(' ')))).toEqual(
    new Set(['choose_delivery recipient/desk@example.org link']),
  );
});

test('an address that was refused for good is written to again once somebody allows it', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await refuseAddress(db, { address: 'DESK@example.org', at: NOW, detail: '550 made up', message: null });
  await refuseAddress(db, { address: 'desk@example.org', at: minutes(1), detail: '550 again', message: null });
  expect(await comes(db, minutes(2), '0.85')).toEqual([]);
  expect(await noticesIn(db)).toEqual(['desk@example.org: first 1, refused']);
  expect(await liftRefusal(db, 'desk@EXAMPLE.org', minutes(3))).toMatchObject({ address: 'desk@example.org' });
  expect(await liftRefusal(db, 'desk@example.org', minutes(3))).toBeUndefined();
  expect(await goes(db, minutes(4))).toEqual(['desk@example.org: first 1']);
});

test('looks side by side write each reminder once', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await comes(db, NOW, '0.85');
  await Promise.all(Array.from({ length: 5 }, () => passes(db, days(7), only)));
  expect(await sends(db, days(7), pact)).toEqual(['desk@example.org: reminder 1']);
});
