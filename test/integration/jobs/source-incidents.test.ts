import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { recordPull } from '../../../db/pulls.ts';
import { sweep } from '../../../jobs/sweep.ts';
import { formatsFor } from '../../../services/notices/letter/formats.ts';
import { outboxOf, type TestApp } from '../../support/app.ts';
import { countsOf } from '../../support/history.ts';
import { QUEUE_STORES } from '../../support/queue-stores.ts';
import { newWorld, startWorking } from '../../support/world.ts';

const NEVER = new AbortController().signal;
const LIVE = { PACTWATCH_SOURCES: 'live', PACTWATCH_CONTACT: 'https://example.org/contact' };

/** EIA has been asked for a year and answered each time, and nothing has ever come of it. */
async function silentYear({ context }: TestApp): Promise<void> {
  const at = context.now().subtract({ hours: 365 * 24 });
  await recordPull(context.db, {
    deal: context.deal.id,
    source: 'eia-lng',
    mode: 'live',
    startedAt: at,
    finishedAt: at,
    outcome: 'ok',
    fault: null,
    detail: null,
    observations: 0,
    vintages: 0,
  });
  await context.db.updateTable('series').set({ addedAt: at }).execute();
}

test.for(QUEUE_STORES)(
  'with queues on $name, the sweep finds the late source and has it mailed, once',
  async (kind, { skip }) => {
    skip(kind.missing !== undefined, kind.missing);
    const world = await newWorld(kind, 3);
    const apps = await Promise.all([world.replica(LIVE), world.replica(LIVE)]);
    await silentYear(apps[0]);
    for (const app of apps) await startWorking(app);

    for (const minute of ['00', '01', '02']) {
      const due = `2026-11-24T06:${minute}:00.000Z`;
      const queued = await Promise.all(apps.map(({ context }) => context.enqueue(sweep, { due })));
      await Promise.all(queued.map((job) => job.finished(NEVER)));
      const states = async () => (await apps[0].card()).notices.map(({ state }) => state);
      await expect.poll(states, { timeout: 20_000 }).toEqual(['sent', 'sent']);
    }

    const card = await apps[0].card();
    const late = card.sources.find(({ id }) => id === 'eia-lng')!;
    expect(card.sources.filter((source) => source.late || source.incident !== null)).toEqual([late]);
    expect(late).toMatchObject({
      late: true,
      lacking: ['us-lng-to-malaysia', 'us-lng-total'],
      incident: card.incidents[0]!.id,
    });
    expect(card.incidents).toMatchObject([{ kind: 'source', subject: 'eia-lng', standing: null, state: 'late' }]);
    const told = { source: 'eia-lng', commitment: null, transition: 'opened', reason: 'period_overdue' };
    expect(card.notices).toMatchObject([
      { ...told, address: 'policy@example.org' },
      { ...told, address: 'compliance@example.org' },
    ]);
    expect(await countsOf(apps[0].context.db)).toMatchObject({ incident: 1, transition: 1, notice: 2 });

    const mails = await outboxOf(world.stateFolder);
    expect(mails).toHaveLength(2);
    const mail = await simpleParser(await readFile(path.join(world.stateFolder, 'outbox', mails[0]!)));
    expect(mail.subject).toBe('[US-Malaysia] Source eia-lng: EIA, US exports of LNG by vessel');
    const { period } = formatsFor({ language: 'en', timeZone: 'UTC' });
    expect(mail.text).toContain(`${period(late.expectedPeriod!)} was expected by`);
    expect(mail.inReplyTo).toBe(`<incident-${card.incidents[0]!.id}@localhost>`);
  },
);
