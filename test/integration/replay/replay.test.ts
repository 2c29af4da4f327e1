import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Db } from '../../../db/connection.ts';
import { replayed } from '../../support/replays.ts';
import { openTinPact, putFigures } from '../../support/tin-ledger.ts';
import { look, minutes, NOW, pact, tin, tinDatabase } from '../../support/tin-looks.ts';
import { putMeasures, registeredPact, tinBan } from '../../support/tin-registers.ts';

// All figures are made up.

/** Deliveries that run behind, are revised, go missing and come back, and a look after each. */
async function livedThrough(db: Db): Promise<void> {
  await look(db, NOW);
  for (const [index, figure] of [
    tin('2026-01', '0.5'),
    tin('2026-01', '1'),
    tin('2026-01', null),
    tin('2026-01', '0.7'),
  ].entries()) {
    await putFigures(db, pact, minutes(2 * index + 1), figure);
    await look(db, minutes(2 * index + 2));
  }
}

describe('what was lived through', () => {
  test('is the same when it is made again: first judgements, revisions, missing figures and the last look', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    await look(db, NOW.add({ hours: 24 }));
    expect(await replayed(db, pact)).toMatchObject({
      result: 'identical',
      // Seven are stored, and a look on the next day at each of the three commitments found nothing new.
      compared: 10,
      instants: 4,
      differences: [],
      restatements: [],
      overtaken: [],
      unjudged: [],
    });
  });

  test('with registers is the same too: what they listed, changed and answered for the first time', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const registered = registeredPact();
    const answers = [
      [],
      [tinBan('a', { inForceFrom: '2026-12-01' })],
      [tinBan('a', { isOfficial: false }), tinBan('b')],
      [tinBan('b')],
    ];
    await look(db, NOW, registered);
    for (const [index, measures] of answers.entries()) {
      await putMeasures(db, registered, 'gazette', minutes(2 * index + 1), ...measures);
      await look(db, minutes(2 * index + 2), registered);
    }
    await look(db, NOW.add({ hours: 24 * 30 }), registered);
    const outcome = await replayed(db, registered);
    expect(outcome).toMatchObject({ result: 'identical', differences: [], unjudged: [] });
    expect(outcome.compared).toBeGreaterThanOrEqual(11);
  });

  test('does not depend on what became known since', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    const before = await replayed(db, pact, { to: minutes(8) });
    await putFigures(db, pact, minutes(20), tin('2026-01', '9'), tin('2026-02', '9'));
    expect({ ...(await replayed(db, pact, { to: minutes(8) })), lastRelease: null }).toEqual({
      ...before,
      lastRelease: null,
    });
  });

  test('may be replayed from the middle, where each still follows on the one before', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    // The missing figure left the standing as it was: that can be made again only with the one before.
    expect(await replayed(db, pact, { from: minutes(6), to: minutes(6) })).toMatchObject({
      result: 'identical',
      compared: 1,
    });
  });
});

describe('a difference', () => {
  const spoil = (db: Db, set: ReturnType<typeof sql>) =>
    sql`update assessment set ${set} where id = (
      select id from assessment where commitment = 'tin-floor' order by id offset 1 limit 1)`.execute(db);

  test.each([
    ['standing', sql`standing = 'compliant'`, '"compliant"', '"off_track"'],
    ['value', sql`value = 0.6`, '"0.6"', '"0.5"'],
    ['inputs.0', sql`inputs = '{}'`, null, expect.stringMatching(/^"\d+"$/)],
    ['judgement.steps', sql`judgement = judgement #- '{steps}'`, null, expect.stringContaining('"arithmetic"')],
    ['judgement.cautions.0', sql`judgement = jsonb_set(judgement, '{cautions}', '["beware"]')`, '"beware"', null],
  ])('in %s is named with its place and both sides', async (field, set, stored, made) => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    await spoil(db, set);
    const { result, compared, differences } = await replayed(db, pact);
    expect({ result, compared }).toEqual({ result: 'different', compared: 7 });
    expect(differences[0]).toMatchObject({ commitment: 'tin-floor', at: minutes(2).toString(), field, stored, made });
  });

  test('is found in the figures too, if a vintage was changed behind the back of history', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    await sql`update vintage set value = 0.4 where value = 0.5`.execute(db);
    const { result, differences } = await replayed(db, pact);
    expect(result).toBe('different');
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({ field: 'value', stored: '"0.5"', made: '"0.4"' });
  });

  test('is an assessment that is gone, since the last look is known to have found nothing new', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    await sql`delete from assessment where id = (select max(id) from assessment)`.execute(db);
    const { result, differences } = await replayed(db, pact);
    expect(result).toBe('different');
    expect(differences).toMatchObject([{ commitment: 'tin-floor', assessment: null, at: minutes(8).toString() }]);
  });
});

describe('is no difference, and told', () => {
  test('what another deal file made, as it would read today', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    const halved = openTinPact(['floor: "12"', 'floor: "6"']);
    await look(db, minutes(10), halved);
    const { result, differences, restatements } = await replayed(db, halved);
    expect({ result, differences }).toEqual({ result: 'identical', differences: [] });
    expect(restatements[0]).toMatchObject({
      commitment: 'tin-floor',
      at: NOW.toString(),
      by: 'deal',
      field: expect.any(String),
      stored: { standing: 'unknown' },
      made: { standing: 'unknown' },
    });
    expect(restatements.map(({ stored, made }) => [stored.standing, made.standing])).toContainEqual([
      'off_track',
      'on_track',
    ]);
  });

  test('what another deal file made and reads the same today is as it was', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    const remarked = openTinPact(['version: 1', 'version: 1 # a remark']);
    await look(db, minutes(10), remarked);
    expect(await replayed(db, remarked)).toMatchObject({ result: 'identical', compared: 10, restatements: [] });
  });

  test('what an earlier version of a method made', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    await sql`update assessment set method = 'quantity-per-period/0' where commitment = 'tin-floor'`.execute(db);
    const { result, restatements } = await replayed(db, pact);
    expect(result).toBe('identical');
    expect(restatements).toHaveLength(5);
    expect(new Set(restatements.map(({ by }) => by))).toEqual(new Set(['method']));
  });

  test('what was made while figures were being stored that it could not see', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'));
    await look(db, minutes(3));
    // A pull of two minutes before that was committed only now.
    await putFigures(db, pact, minutes(1), tin('2026-02', '0'));
    await look(db, minutes(4));
    const { result, differences, overtaken } = await replayed(db, pact);
    expect({ result, differences }).toEqual({ result: 'identical', differences: [] });
    expect(overtaken).toMatchObject([{ commitment: 'tin-floor', at: minutes(3).toString() }]);
    expect(overtaken[0]!.unseen).toHaveLength(1);
  });

  test('what became known and was not judged since', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    await putFigures(db, pact, minutes(9), tin('2026-02', '0'));
    expect(await replayed(db, pact)).toMatchObject({
      result: 'identical',
      unjudged: [{ commitment: 'tin-floor', at: minutes(9).toString(), made: { standing: 'off_track' } }],
    });
  });

  test('what was judged of a promise that is no longer in the deal', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    await livedThrough(db);
    const { 'tin-ban': _gone, ...rest } = pact.commitments;
    expect(await replayed(db, { ...pact, commitments: rest })).toMatchObject({
      result: 'identical',
      gone: ['tin-ban'],
    });
  });
});

test('of a time of which nothing is stored there is nothing to compare', async () => {
  await using database = await tinDatabase();
  await livedThrough(database.db);
  expect(await replayed(database.db, pact, { to: NOW.subtract({ seconds: 1 }) })).toMatchObject({
    result: 'nothing',
    compared: 0,
    instants: 0,
    firstRelease: minutes(1).toString(),
  });
});
