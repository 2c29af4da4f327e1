import { describe, expect, test } from 'vitest';
import { lockCommitment } from '../../../db/assessments.ts';
import type { Db } from '../../../db/connection.ts';
import { countingTransactions, lockWaiters, rowsRead } from '../../support/counted.ts';
import { putFigures } from '../../support/tin-ledger.ts';
import { floorAt, look, minutes, NOW, pact, storedStandings, tin, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up.

describe('a look for all commitments together', () => {
  test('opens those alone that have something new to be judged by', async () => {
    await using database = await tinDatabase();
    const { db } = database;
    const opened = async (at: Temporal.Instant) => {
      const counting = countingTransactions(db);
      await look(counting.db, at);
      return counting.count();
    };
    expect(await opened(NOW)).toBe(3);
    expect(await opened(minutes(1))).toBe(0);
    await putFigures(db, pact, minutes(2), tin('2026-01', '1'));
    expect(await opened(minutes(3))).toBe(1);
    await putFigures(db, pact, minutes(4), ['gas-exports', '2026-01', '1']);
    expect(await opened(minutes(5))).toBe(0);
  });

  test('reads no figure when there is nothing new', async () => {
    await using database = await tinDatabase();
    const { db, url } = database;
    await putFigures(db, pact, NOW, tin('2026-01', '1'), ['raw-tin-exports', '2026-01', '0']);
    const readBy = (at: Temporal.Instant) => rowsRead(url, 'vintage', (one) => look(one, at));
    expect(await readBy(minutes(1))).toBeGreaterThan(0);
    expect(await readBy(minutes(2))).toBe(0);
  });
});

describe('between the look and the lock', () => {
  /** Looks at once while another holds the tin floor, and lets go when all of them wait for it. */
  async function looksHeldUp(db: Db, count: number, at: Temporal.Instant, meanwhile: () => Promise<unknown>) {
    const { promise: free, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: held, resolve: isHeld } = Promise.withResolvers<void>();
    const holding = db.transaction().execute(async (trx) => {
      await lockCommitment(trx, pact.id, 'tin-floor');
      isHeld();
      await free;
    });
    await held;
    const looking = Array.from({ length: count }, () => look(db, at));
    await lockWaiters(db, count);
    await meanwhile();
    letGo();
    await holding;
    return Promise.all(looking);
  }

  async function withNewTin() {
    const database = await tinDatabase();
    await look(database.db, NOW);
    await putFigures(database.db, pact, minutes(1), tin('2026-01', '1'));
    return database;
  }

  test('a figure that comes in is judged with the others', async () => {
    await using database = await withNewTin();
    const { db } = database;
    const looks = await looksHeldUp(db, 1, minutes(2), () => putFigures(db, pact, minutes(2), tin('2026-02', '0')));
    expect(looks).toEqual([['tin-floor off_track']]);
    expect(await floorAt(db, minutes(3))).toMatchObject({ value: '1', period: '2026-01/2026-02' });
    expect(await look(db, minutes(3))).toEqual([]);
  });

  test('a figure of a commitment that was not due is judged by the next look', async () => {
    await using database = await withNewTin();
    const { db } = database;
    const put = () => putFigures(db, pact, minutes(2), ['raw-tin-exports', '2026-01', '0']);
    expect(await looksHeldUp(db, 1, minutes(2), put)).toEqual([['tin-floor on_track']]);
    expect(await look(db, minutes(3))).toEqual(['tin-ban compliant']);
  });

  test('what another replica judged is not judged again', async () => {
    await using database = await withNewTin();
    const { db } = database;
    const looks = await looksHeldUp(db, 3, minutes(2), async () => {});
    expect(looks.flat()).toEqual(['tin-floor on_track']);
    expect(await storedStandings(db)).toEqual([
      'tin-floor unknown',
      'tin-ban unknown',
      'tin-talks unknown',
      'tin-floor on_track',
    ]);
  });
});
