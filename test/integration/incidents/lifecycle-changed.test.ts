import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NoticeContent } from '../../../services/notices/content.ts';
import { mailOf } from '../../support/notice-mail.ts';
import type { TestDatabase } from '../../support/database.ts';
import { decide, decidedRows, february } from '../../support/tin-incidents.ts';
import { minutes, NOW, tinDatabase } from '../../support/tin-looks.ts';

// All figures are made up.
let database: TestDatabase;
beforeEach(async () => {
  database = await tinDatabase();
});
afterEach(() => database[Symbol.asyncDispose]());

/** What the mails about the newest transition say. */
async function told(): Promise<NoticeContent> {
  const { transitions } = await decidedRows(database.db);
  return NoticeContent.parse(transitions.at(-1)!.content);
}

describe('what a transition says of the figures that were revised', () => {
  test('is each with its old and its new value, and the documents of both', async () => {
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    expect((await told()).changed).toBeUndefined();
    await february(db, minutes(1), '0.5');
    await decide(db, minutes(1));

    const content = await told();
    expect(content.changed).toMatchObject([
      {
        series: 'Tin deliveries',
        period: '2026-02',
        reportedBy: 'Ledger',
        before: { value: '0.85', document: expect.stringMatching(/^[0-9a-f]{64}$/) },
        after: { value: '0.5', document: expect.stringMatching(/^[0-9a-f]{64}$/) },
        change: { absolute: '-0.35' },
      },
    ]);
    expect(mailOf(content).text).toContain('0.5 t, was 0.85 t (-0.35 t, -41.176%); release dates not stated');
  });

  test('is told of a figure that was withdrawn too', async () => {
    const { db } = database;
    await february(db, NOW, '0.85');
    await decide(db, NOW);
    await february(db, minutes(1), null);
    expect(await decide(db, minutes(1))).toEqual([
      'tin-floor closed from at_risk to on_track, data_revised, 1 notices',
    ]);
    const content = await told();
    expect(content.changed).toMatchObject([
      { period: '2026-02', before: { value: '0.85' }, after: { value: null, status: 'missing' }, change: null },
    ]);
    expect(mailOf(content).text).toContain('missing, was 0.85 t');
  });

  test('is told of a figure that was missing and came', async () => {
    const { db } = database;
    await february(db, NOW, null);
    await decide(db, NOW);
    await february(db, minutes(1), '0.85');
    await decide(db, minutes(1));
    const { transitions } = await decidedRows(db);
    expect(transitions).toMatchObject([{ kind: 'opened' }]);
    expect((await told()).changed).toMatchObject([{ before: { value: null }, after: { value: '0.85' } }]);
  });
});
