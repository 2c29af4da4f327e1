import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../db/connection.ts';
import { claimMessage } from '../../../db/claimed-messages.ts';
import { storedContent } from '../../../services/notices/stored-message.ts';
import { writeMessages } from '../../../services/notices/write-messages.ts';
import { alertContext, fiveFloors, noticesIn, passes, sends } from '../../support/tin-alerts.ts';
import { decide, DESK, february, POLICY, recipient } from '../../support/tin-incidents.ts';
import { putFigures } from '../../support/tin-ledger.ts';
import { look, minutes, NOW, pact, tin, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up.

const NEVER = new AbortController().signal;

describe('a release that moves five commitments', () => {
  test('is one mail to each recipient, worst first, under a key of its own', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const deal = fiveFloors();
    await putFigures(db, deal, NOW, tin('2026-01', '0.6'));
    await look(db, NOW, deal);
    expect(await decide(db, NOW, { deal })).toHaveLength(5);
    const ids = await writeMessages(alertContext(db, NOW, { deal }), NEVER);
    expect(ids).toHaveLength(2);
    const messages = await Promise.all(ids.map((id) => claimMessage(db, id, NOW)));
    expect(messages.map((message) => [message!.address, message!.notices.length])).toEqual([
      [DESK.address, 5],
      [POLICY.address, 4],
    ]);
    const content = storedContent(messages[0]!);
    expect(content.kind === 'notices' && content.notices.map(({ content: { transition } }) => transition.to)).toEqual([
      'off_track',
      'off_track',
      'off_track',
      'off_track',
      'at_risk',
    ]);
    const notices = await db.selectFrom('notice').select('dedupKey').execute();
    for (const message of messages) {
      expect(message!.dedupKey).toMatch(/^[0-9a-f]{64}$/);
      expect(message!.messageId).toMatch(/^<[0-9a-f]{32}@example\.com>$/);
      expect(notices.map(({ dedupKey }) => dedupKey)).not.toContain(message!.dedupKey);
    }
  });

  test('waits for the rest of it, and the first that is due takes along what is nearly so', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const groupWait = { minutes: 5 };
    await putFigures(db, pact, NOW, tin('2026-01', '0.5'));
    await look(db, NOW);
    await decide(db, NOW, { groupWait });
    await putFigures(db, pact, minutes(2), ['raw-tin-exports', '2026-01', '5']);
    await look(db, minutes(2));
    // A breach leaves at once, with all that waits.
    expect(await passes(db, minutes(1), { groupWait })).toEqual([]);
    await decide(db, minutes(2), { groupWait });
    await passes(db, minutes(2), { groupWait });
    expect(await sends(db, minutes(2), pact)).toEqual([
      'desk@example.org: first 1, first 1',
      'policy@example.org: first 1, first 1',
    ]);
  });

  test('is told in a run that nobody waits for', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const groupWait = { minutes: 5 };
    await february(db, NOW, '0.85');
    await decide(db, NOW, { groupWait });
    await passes(db, minutes(4), { groupWait });
    expect(await sends(db, minutes(4), pact)).toEqual([]);
    await passes(db, minutes(5), { groupWait });
    expect(await sends(db, minutes(5), pact)).toEqual(['desk@example.org: first 1']);
  });
});

test('processes side by side write each message once', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const deal = fiveFloors();
  await putFigures(db, deal, NOW, tin('2026-01', '0.6'));
  await look(db, NOW, deal);
  await decide(db, NOW, { deal });
  const replicas = Array.from({ length: 4 }, () => connect(database.url, { name: 'tests', onError: () => {} }));
  onTestFinished(() => Promise.all(replicas.map((replica) => replica.destroy())).then(() => {}));
  const written = await Promise.all(
    replicas.map((replica) => writeMessages(alertContext(replica, NOW, { deal }), NEVER)),
  );
  expect(written.flat()).toHaveLength(2);
  expect(await db.selectFrom('message').select('id').execute()).toHaveLength(2);
  expect(new Set(await noticesIn(db)).size).toBe(2);
  expect((await noticesIn(db)).every((notice) => notice.endsWith('written'))).toBe(true);
});

test('a notice alone gives its key to its message, so that its Message-ID is the one that it always had', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await february(db, NOW, '0.85');
  await decide(db, NOW);
  await passes(db, NOW);
  const { dedupKey } = await db.selectFrom('notice').select('dedupKey').executeTakeFirstOrThrow();
  expect(await db.selectFrom('message').select('dedupKey').execute()).toEqual([{ dedupKey }]);
});

test('the revision of a figure that had opened an incident is a mail of its own in the same thread', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  await february(db, NOW, '0.85');
  await decide(db, NOW);
  const [opening] = await passes(db, NOW);
  const first = (await claimMessage(db, opening!, NOW))!;
  await february(db, minutes(1), '0.84');
  await decide(db, minutes(1));
  const [correction] = await passes(db, minutes(1));
  const second = (await claimMessage(db, correction!, minutes(1)))!;
  expect(second.notices).toMatchObject([
    { reason: 'corrected', kind: 'corrected', seq: 2, incidentId: first.notices[0]!.incidentId },
  ]);
  expect(second.earlier).toEqual([first.messageId]);
});

test('what came and went while the mail waited is one mail', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const groupWait = { minutes: 5 };
  await february(db, NOW, '0.85');
  await decide(db, NOW, { groupWait });
  await february(db, minutes(1), '1');
  await decide(db, minutes(1), { groupWait });
  await passes(db, minutes(6), { groupWait });
  expect(await sends(db, minutes(6), pact)).toEqual(['desk@example.org: first 1, closed 2']);
});

test('in whatever language and time zone a recipient has, the message keeps them', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const recipients = [recipient('desk@example.org', 'at_risk', { language: 'ms', time_zone: 'Asia/Kuala_Lumpur' })];
  await february(db, NOW, '0.85');
  await decide(db, NOW, { recipients });
  const [id] = await passes(db, NOW, { recipients });
  expect(storedContent((await claimMessage(db, id!, NOW))!).recipient).toEqual({
    name: 'desk',
    language: 'ms',
    timeZone: 'Asia/Kuala_Lumpur',
  });
});

test('a webhook is told of each transition by itself', async () => {
  await using database = await tinDatabase();
  const { db } = database;
  const webhooks = [
    {
      name: 'pager',
      url: 'https://example.org/hook',
      follows: [{ commitments: 'all' as const, sources: 'followed' as const }],
      least_standing: 'at_risk' as const,
    },
  ];
  const deal = fiveFloors();
  await putFigures(db, deal, NOW, tin('2026-01', '0.6'));
  await look(db, NOW, deal);
  await decide(db, NOW, { deal, webhooks, recipients: [] });
  await passes(db, NOW, { deal, webhooks, recipients: [] });
  const messages = await db.selectFrom('message').select(['channel', 'address']).execute();
  expect(messages).toEqual(Array.from({ length: 5 }, () => ({ channel: 'webhook', address: 'pager' })));
});
