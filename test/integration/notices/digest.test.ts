import { describe, expect, test } from 'vitest';
import type { Db } from '../../../db/connection.ts';
import { claimMessage } from '../../../db/claimed-messages.ts';
import { dueMessages } from '../../../db/messages.ts';
import { refuseAddress } from '../../../db/refusals.ts';
import type { DigestContent } from '../../../services/notices/digest-content.ts';
import { type WriteDigestContext, writeDigests } from '../../../services/notices/digest/write-digests.ts';
import { render } from '../../../services/notices/render.ts';
import { storedContent } from '../../../services/notices/stored-message.ts';
import { acknowledge } from '../../../services/officers/acknowledge.ts';
import { findIncident } from '../../../services/officers/find-incident.ts';
import { silence } from '../../../services/officers/silence.ts';
import { alertContext, passes, sends } from '../../support/tin-alerts.ts';
import { contextOf, decide, DESK, february, recipient } from '../../support/tin-incidents.ts';
import { putFigures } from '../../support/tin-ledger.ts';
import { minutes, NOW, pact, tin, tinDatabase } from '../../support/tin-looks.ts';
import { decideAll, known, pulled, watchedDatabase } from '../../support/tin-source-incidents.ts';

// All figures are made up. It begins on a Tuesday at 9 in UTC; the digest is due on Mondays at 8.

const NEVER = new AbortController().signal;
const MONDAY = Temporal.Instant.from('2026-11-30T08:00:00Z');
const days = (count: number): Temporal.Instant => MONDAY.add({ hours: count * 24 });
const OFFICER = { by: 'A. Officer', why: 'Made up.', via: 'command' } as const;

const write = (db: Db, at: Temporal.Instant, more: Partial<WriteDigestContext> = {}) =>
  writeDigests(
    {
      ...alertContext(db, at, { recipients: [DESK] }),
      figuresMode: 'recorded',
      publisherNames: { 'hand-fed': 'Hand-fed figures', eia: 'EIA' },
      ...more,
    },
    NEVER,
  );

const said = async (db: Db, id: string, at: Temporal.Instant): Promise<DigestContent> => {
  const content = storedContent((await claimMessage(db, id, at))!);
  if (content.kind !== 'digest') throw new Error('it is no digest');
  return content.content;
};

/** A week in which the floor drifts, worsens and is taken on. */
async function week(db: Db): Promise<void> {
  await february(db, NOW, '0.85');
  await decide(db, NOW, { recipients: [DESK] });
  await february(db, minutes(60), '0.5');
  await decide(db, minutes(60), { recipients: [DESK] });
  await passes(db, minutes(61), { recipients: [DESK] });
  const { id } = await findIncident({ db, deal: pact }, 'tin-floor');
  await acknowledge(contextOf(db, minutes(90)), id, { ...OFFICER, until: days(10) });
}

describe('a digest', () => {
  test('is written once a week for each recipient, when its time has come, by however many', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await week(db);
    expect(await write(db, MONDAY.subtract({ minutes: 1 }))).toEqual([]);
    const written = await Promise.all([write(db, days(0)), write(db, days(0)), write(db, days(0))]);
    expect(written.flat()).toHaveLength(1);
    expect(await write(db, days(6))).toEqual([]);
    expect(await write(db, days(7))).toHaveLength(1);
    const keys = await db.selectFrom('message').select('dedupKey').where('kind', '=', 'digest').orderBy('id').execute();
    expect(keys.map(({ dedupKey }) => dedupKey)).toEqual([
      'digest:tin-pact:2026-W49:desk@example.org',
      'digest:tin-pact:2026-W50:desk@example.org',
    ]);
  });

  test('says how all that is followed stands, what moved, and who has taken it on', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await week(db);
    const [id] = await write(db, days(0));
    const digest = await said(db, id!, days(0));
    expect(digest).toMatchObject({ week: '2026-W49', from: days(-7).toString(), to: days(0).toString() });
    expect(
      digest.commitments.map(({ id: commitment, standing, value }) => [commitment, standing, value?.value]),
    ).toEqual([
      ['tin-floor', 'off_track', '1.5'],
      ['tin-ban', 'unknown', undefined],
      ['tin-talks', 'unknown', undefined],
    ]);
    expect(digest.moved).toMatchObject([
      { subject: 'tin-floor', kind: 'worsened', change: { from: 'at_risk', to: 'off_track', reason: 'data_revised' } },
      { subject: 'tin-floor', kind: 'opened', heldBack: null },
    ]);
    expect(digest.revisions).toMatchObject([
      { series: 'Tin deliveries', period: '2026-02', before: { value: '0.85' }, after: { value: '0.5' } },
    ]);
    expect(digest.revisionCount).toBe(1);
    expect(digest.incidents).toMatchObject([
      {
        subject: 'tin-floor',
        ref: 'TIN-01',
        standing: 'off_track',
        acknowledged: { by: 'A. Officer', why: 'Made up.', until: days(10).toString() },
        silenced: null,
      },
    ]);
  });

  test('tells of nothing that its recipient does not follow', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await week(db);
    const recipients = [recipient('ban@example.org', 'at_risk', { follows: [{ commitments: ['tin-ban'] }] })];
    const [id] = await write(db, days(0), { recipients });
    const { commitments, moved, revisions, incidents } = await said(db, id!, days(0));
    expect(commitments.map(({ id: commitment }) => commitment)).toEqual(['tin-ban']);
    expect({ moved, revisions, incidents }).toEqual({ moved: [], revisions: [], incidents: [] });
  });

  test('goes on where the last one ended, so that nothing falls between two', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await week(db);
    await write(db, days(2));
    const [id] = await write(db, days(7));
    expect(await said(db, id!, days(7))).toMatchObject({ from: days(2).toString(), moved: [] });
  });

  test('is frozen: what happens before it leaves is for the next one', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await week(db);
    const [id] = await write(db, days(0));
    await putFigures(db, pact, days(1), tin('2026-02', '1'));
    await decide(db, days(1));
    expect((await said(db, id!, days(1))).commitments[0]).toMatchObject({ standing: 'off_track' });
  });

  test('is sent to who wants nothing else, and says what was held back for it', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const recipients = [recipient('desk@example.org', 'at_risk', { delivery: 'digest' })];
    await february(db, NOW, '0.85');
    await decide(db, NOW, { recipients });
    await passes(db, NOW, { recipients });
    expect(await dueMessages(db, pact.id, NOW)).toEqual([]);
    await write(db, days(0), { recipients });
    const [due] = await dueMessages(db, pact.id, days(0));
    expect((await said(db, due!.id, days(0))).moved).toMatchObject([{ kind: 'opened', heldBack: 'digest_only' }]);
  });

  test('can be rendered as it is stored', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await week(db);
    const [id] = await write(db, days(0));
    const { text } = render(storedContent((await claimMessage(db, id!, days(0)))!));
    expect(text).toContain('Twelve tonnes of tin a year');
  });
});

describe('none is written', () => {
  test('of a week in which nothing was watched yet', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await february(db, days(1), '0.85');
    expect(await write(db, days(1))).toEqual([]);
    expect(await write(db, days(7))).toHaveLength(1);
  });

  test('for who wants none, follows nothing here, is silent, or cannot be reached', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await week(db);
    const context = contextOf(db, days(-1), { recipients: [recipient('away@example.org', 'at_risk')] });
    await silence(context, { kind: 'recipient', subject: 'away@example.org' }, { ...OFFICER, until: days(3) });
    await refuseAddress(db, { address: 'gone@example.org', at: days(-1), detail: '550 made up', message: null });
    const recipients = [
      recipient('none@example.org', 'at_risk', { digest: 'none' }),
      recipient('elsewhere@example.org', 'at_risk', { follows: [{ deal: 'zinc-pact' }] }),
      recipient('away@example.org', 'at_risk'),
      recipient('gone@example.org', 'at_risk'),
    ];
    expect(await write(db, days(0), { recipients })).toEqual([]);
    await write(db, days(3), { recipients });
    expect(await sends(db, days(3), pact), 'once the silence has ended').toContain('away@example.org: digest');
  });
});

test('of the sources it says which are late or failing, and what is due next', async () => {
  await using database = await watchedDatabase('2026-09');
  const { db } = database;
  for (const hours of [-48, -24, 0]) await pulled(db, 'gas', MONDAY.add({ hours }), 'unreachable');
  await pulled(db, 'ledger', MONDAY.add({ hours: -1 }));
  await decideAll(db, days(0));
  await known(db, '2026-08', days(-20));
  await february(db, days(-1), '1');
  const [id] = await write(db, days(0), { figuresMode: 'live' });
  const { sources, next, incidents } = await said(db, id!, days(0));
  expect(sources).toMatchObject([
    { id: 'ledger', state: 'late', lacking: { period: '2026-10' }, newest: '2026-09', feeds: ['TIN-01', 'TIN-02'] },
    { id: 'gas', state: 'failing', publisher: 'EIA', lacking: null, feeds: ['TIN-01'] },
  ]);
  expect(next).toMatchObject([{ source: 'ledger', period: '2026-11', feeds: ['TIN-01', 'TIN-02'] }]);
  expect(incidents.map(({ of, subject }) => `${of} ${subject}`).toSorted()).toEqual(['source gas', 'source ledger']);
});
