import { describe, expect, test } from 'vitest';
import type { Db } from '../../../db/connection.ts';
import { acknowledge } from '../../../services/officers/acknowledge.ts';
import { NotPossibleError } from '../../../services/officers/errors.ts';
import { findIncident } from '../../../services/officers/find-incident.ts';
import { readIncident, readIncidentList } from '../../../services/officers/read-incidents.ts';
import { IncidentDetail, IncidentList } from '../../../services/officers/schema.ts';
import { type Silenced, silence, unsilence } from '../../../services/officers/silence.ts';
import { passes, sends } from '../../support/tin-alerts.ts';
import { contextOf, decide, february } from '../../support/tin-incidents.ts';
import { minutes, NOW, pact, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up.

const days = (count: number): Temporal.Instant => minutes(count * 24 * 60);
const OFFICER = { by: 'A. Officer', why: 'We have asked the ministry.', via: 'command' } as const;
const FLOOR: Silenced = { kind: 'commitment', subject: 'tin-floor' };

/** A database in which the floor drifts, and both recipients were told what concerns them. */
async function drifting() {
  const database = await tinDatabase();
  await february(database.db, NOW, '0.85');
  await decide(database.db, NOW);
  await passes(database.db, NOW);
  await sends(database.db, NOW, pact);
  return database;
}

const idOf = async (db: Db) => (await findIncident({ db, deal: pact }, 'tin-floor')).id;
const detail = async (db: Db, at: Temporal.Instant) =>
  IncidentDetail.parse(await readIncident(contextOf(db, at), await idOf(db)));

describe('an incident is found', () => {
  test('by its id, the beginning of it, or what it is open on', async () => {
    await using database = await drifting();
    const { db } = database;
    const id = await idOf(db);
    const found = async (text: string) => (await findIncident({ db, deal: pact }, text)).id;
    for (const text of [id, id.slice(0, 8), id.toUpperCase(), 'tin-floor']) expect(await found(text)).toBe(id);
  });

  test('only if it is one', async () => {
    await using database = await drifting();
    const { db } = database;
    const id = await idOf(db);
    const find = (text: string) => findIncident({ db, deal: pact }, text);
    for (const text of ['tin-ban', id.slice(0, 3), 'no%', ''])
      await expect(find(text)).rejects.toThrow(NotPossibleError);
    await expect(findIncident({ db, deal: { ...pact, id: 'zinc-pact' } }, id)).rejects.toThrow('no incident');
    const twin = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
    const row = { deal: pact.id, kind: 'source', state: 'in_order', subject: 'ledger', seq: 2 } as const;
    await db
      .insertInto('incident')
      .values({ ...row, id: twin, openedAt: NOW, closedAt: NOW })
      .execute();
    await expect(find(id.slice(0, -1))).rejects.toThrow(`several incidents: ${id}, ${twin}`);
    await february(db, minutes(1), '1');
    await decide(db, minutes(1));
    await expect(find('tin-floor'), 'it is closed').rejects.toThrow('no incident "tin-floor"');
    expect((await find(id)).id).toBe(id);
  });
});

describe('an acknowledgement', () => {
  test('is kept with who, why and until when, and in the audit', async () => {
    await using database = await drifting();
    const { db } = database;
    await acknowledge(contextOf(db, minutes(1)), await idOf(db), { ...OFFICER, until: days(2) });
    const { acknowledged, actions } = await detail(db, minutes(2));
    const kept = { why: OFFICER.why, at: minutes(1).toString(), until: days(2).toString() };
    expect(acknowledged).toEqual({ by: OFFICER.by, ...kept, inForce: true });
    const { at, ...action } = actions[0]!;
    expect([actions.length, at, action]).toEqual([
      1,
      kept.at,
      {
        who: OFFICER.by,
        via: 'command',
        action: 'acknowledge',
        subject: `incident/${await idOf(db)}`,
        why: OFFICER.why,
        until: kept.until,
      },
    ]);
  });

  test('ends at its date, when the incident worsens, and when another one takes its place', async () => {
    await using database = await drifting();
    const { db } = database;
    const id = await idOf(db);
    await acknowledge(contextOf(db, minutes(1)), id, { ...OFFICER, until: days(2) });
    expect((await detail(db, days(2))).acknowledged).toBeNull();
    await acknowledge(contextOf(db, days(3)), id, { ...OFFICER, until: null });
    expect((await detail(db, days(9))).acknowledgements.map(({ inForce }) => inForce)).toEqual([false, true]);
    await february(db, days(9), '0.5');
    await decide(db, days(9));
    expect((await detail(db, days(10))).acknowledged).toBeNull();
  });

  test('of what a mail told takes on nothing worse that came meanwhile, but what came milder', async () => {
    await using database = await drifting();
    const { db } = database;
    const id = await idOf(db);
    await february(db, minutes(1), '0.5');
    await decide(db, minutes(1));
    const seen = (seq: number) => acknowledge(contextOf(db, minutes(3)), id, { ...OFFICER, until: null, seen: seq });
    await expect(seen(1)).rejects.toThrow('has become worse since transition 1: read of transition 2');
    await expect(seen(3)).rejects.toThrow('has no transition 3: its last one is 2');
    expect((await detail(db, minutes(4))).acknowledged).toBeNull();
    await february(db, minutes(2), '0.85');
    await decide(db, minutes(2));
    await seen(2);
    expect((await detail(db, minutes(4))).acknowledged).toMatchObject({ by: OFFICER.by, inForce: true });
  });

  test('of what is closed, by nobody, for no reason or until a time that is past is refused, and nothing is kept', async () => {
    await using database = await drifting();
    const { db } = database;
    const id = await idOf(db);
    const refused = (more: Partial<Parameters<typeof acknowledge>[2]>) =>
      expect(acknowledge(contextOf(db, minutes(1)), id, { ...OFFICER, until: null, ...more })).rejects.toThrow(
        NotPossibleError,
      );
    await refused({ by: ' ' });
    await refused({ why: '' });
    await refused({ why: 'two\nlines' });
    await refused({ until: minutes(1) });
    await refused({ until: days(400) });
    await february(db, minutes(1), '1');
    await decide(db, minutes(1));
    await refused({});
    expect(await db.selectFrom('officerAction').select('id').execute()).toEqual([]);
    expect(await db.selectFrom('acknowledgement').select('id').execute()).toEqual([]);
  });
});

describe('a silence', () => {
  test('is kept with who, why and until when, shown where it holds, and ended by whoever says so', async () => {
    await using database = await drifting();
    const { db } = database;
    const { id } = await silence(contextOf(db, minutes(1)), FLOOR, { ...OFFICER, until: days(2) });
    expect((await detail(db, minutes(2))).silenced).toMatchObject({ id, by: OFFICER.by, inForce: true });
    await unsilence(contextOf(db, minutes(3)), id, { ...OFFICER, by: 'B. Officer' });
    const after = await detail(db, minutes(4));
    expect(after.silenced).toBeNull();
    expect(after.silences).toMatchObject([
      { id, endedAt: minutes(3).toString(), endedBy: 'B. Officer', inForce: false },
    ]);
    expect(after.actions.map(({ who, action, subject }) => [who, action, subject])).toEqual([
      ['A. Officer', 'silence', 'commitment/tin-floor'],
      ['B. Officer', 'unsilence', 'commitment/tin-floor'],
    ]);
    await expect(unsilence(contextOf(db, minutes(5)), id, OFFICER)).rejects.toThrow(`no silence ${id} is in force`);
  });

  test('of what the deal does not have, or until a time that is past, is refused', async () => {
    await using database = await drifting();
    const { db } = database;
    const refused = (subject: Silenced, words: string, until = days(2)) =>
      expect(silence(contextOf(db, minutes(1)), subject, { ...OFFICER, until })).rejects.toThrow(words);
    await refused({ kind: 'commitment', subject: 'tin-flour' }, 'no commitment "tin-flour": tin-floor, tin-ban');
    await refused({ kind: 'source', subject: 'constructor' }, 'no source "constructor": ledger, gas');
    await refused({ kind: 'recipient', subject: 'x@example.org' }, 'no recipient "x@example.org": desk@');
    await refused(FLOOR, 'is past', minutes(1));
    for (const id of ['1', '0', '-1', '1e3', 'one', '99999999999999999999']) {
      await expect(unsilence(contextOf(db, minutes(1)), id, OFFICER)).rejects.toThrow('no silence');
    }
  });
});

test('the list has those that are open, newest first, and all if asked for', async () => {
  await using database = await drifting();
  const { db } = database;
  await silence(contextOf(db, NOW), { kind: 'recipient', subject: 'desk@example.org' }, { ...OFFICER, until: days(2) });
  const list = async (which: 'open' | 'all') => {
    const { incidents, silences } = IncidentList.parse(await readIncidentList(contextOf(db, minutes(9)), which));
    return [incidents.map(({ subject, standing }) => `${subject} ${standing}`), silences.map(({ subject }) => subject)];
  };
  expect(await list('open')).toEqual([['tin-floor at_risk'], ['desk@example.org']]);
  await february(db, minutes(5), '1');
  await decide(db, minutes(5));
  expect(await list('open')).toEqual([[], ['desk@example.org']]);
  expect(await list('all')).toEqual([['tin-floor on_track'], ['desk@example.org']]);
});

test('the course of an incident says of each transition who was told, who was not, and why', async () => {
  await using database = await drifting();
  const { db } = database;
  await silence(contextOf(db, minutes(1)), FLOOR, { ...OFFICER, until: days(2) });
  await february(db, minutes(2), '0.5');
  await decide(db, minutes(2));
  const { transitions } = await detail(db, minutes(3));
  expect(
    transitions.map(({ kind, from, to, notices }) => [
      `${kind}: ${from} to ${to}`,
      ...notices.map(({ address, why, state, cause, silencedBy }) =>
        [address, why, state, cause, silencedBy].join(' '),
      ),
    ]),
  ).toEqual([
    ['opened: null to at_risk', 'desk@example.org first sent  '],
    [
      'worsened: at_risk to off_track',
      'desk@example.org worsened suppressed silenced A. Officer',
      'policy@example.org first suppressed silenced A. Officer',
    ],
  ]);
});
