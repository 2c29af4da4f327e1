import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { incidentsOpenAt, moveIncident, openIncidentOf } from '../../../db/incidents.ts';
import { insertSourceIncident, openSourceIncident } from '../../../db/source-incidents.ts';
import { testDatabase } from '../../support/database.ts';
import { AT, addTransition, openIncident } from '../../support/judged-rows.ts';

const database = await testDatabase();
const { db } = database;
afterAll(() => database[Symbol.asyncDispose]());

let count = 0;
let deal: string;
beforeEach(() => {
  deal = `deal-${(count += 1)}`;
});

const hour = (hours: number) => AT.add({ hours });
const openOf = (subject: string) => openIncidentOf(db, deal, subject);

describe('a subject', () => {
  test('has one open incident: a second one is refused, even if two processes open it at once', async () => {
    const opened = await Promise.allSettled(Array.from({ length: 4 }, () => openIncident(db, { deal })));
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await db.selectFrom('incident').select('id').where('deal', '=', deal).execute()).toHaveLength(1);
  });

  test('has another incident when the first is closed', async () => {
    const { incident } = await openIncident(db, { deal });
    await moveIncident(db, incident.id, { standing: 'on_track', seq: 2, closedAt: hour(1) });
    expect(await openOf('tin-floor')).toBeUndefined();
    const { incident: next } = await openIncident(db, { deal });
    expect(next.id).not.toBe(incident.id);
    expect((await openOf('tin-floor'))?.id).toBe(next.id);
  });

  test('of a source is not a commitment of the same name, nor of another deal', async () => {
    const { incident } = await openIncident(db, { deal });
    const ofSource = await insertSourceIncident(db, { deal, source: 'tin-floor', state: 'late', openedAt: AT });
    await openIncident(db, { deal: `${deal}-other` });
    expect((await openOf('tin-floor'))?.id).toBe(incident.id);
    expect((await openSourceIncident(db, deal, 'tin-floor'))?.id).toBe(ofSource.id);
    expect(await openOf('tin-ban')).toBeUndefined();
  });
});

test('an incident is known by a name that no other database gives: mails are threaded by it', async () => {
  const { incident } = await openIncident(db, { deal });
  expect(incident).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    seq: 1,
    closedAt: null,
    openedAt: AT,
  });
});

describe('a transition', () => {
  test('has its number once in an incident', async () => {
    const { incident } = await openIncident(db, { deal });
    await expect(addTransition(db, incident)).rejects.toThrow(/transition_incident_id_seq/);
  });

  test('is the only one of its assessment', async () => {
    const { incident, transitionId } = await openIncident(db, { deal });
    const { assessmentId } = await db
      .selectFrom('transition')
      .select('assessmentId')
      .where('id', '=', transitionId)
      .executeTakeFirstOrThrow();
    await expect(addTransition(db, incident, { seq: 2, assessmentId: assessmentId! })).rejects.toThrow(
      /transition_assessment_id/,
    );
  });
});

describe('the incidents that are open at an instant', () => {
  test('are those opened by then and not yet closed, each as it stood then', async () => {
    const { incident } = await openIncident(db, { deal, openedAt: hour(0) });
    await addTransition(db, { ...incident, standing: 'off_track' }, { seq: 2, kind: 'worsened', at: hour(2) });
    await addTransition(db, { ...incident, standing: 'on_track' }, { seq: 3, kind: 'closed', at: hour(4) });
    await moveIncident(db, incident.id, { standing: 'on_track', seq: 3, closedAt: hour(4) });
    const openAt = async (hours: number) =>
      (await incidentsOpenAt(db, deal, hour(hours))).map(({ standing, seq }) => `${seq} ${standing}`);
    expect(await openAt(-1)).toEqual([]);
    expect(await openAt(0)).toEqual(['1 at_risk']);
    expect(await openAt(1)).toEqual(['1 at_risk']);
    expect(await openAt(2)).toEqual(['2 off_track']);
    expect(await openAt(3)).toEqual(['2 off_track']);
    expect(await openAt(4)).toEqual([]);
  });

  test('are those of the deal', async () => {
    await openIncident(db, { deal });
    expect(await incidentsOpenAt(db, 'another-deal', hour(1))).toEqual([]);
  });
});
