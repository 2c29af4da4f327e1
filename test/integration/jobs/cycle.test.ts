import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../db/documents.ts';
import { pull } from '../../../jobs/pull.ts';
import { outboxOf } from '../../support/app.ts';
import { countsOf } from '../../support/history.ts';
import { POSTGRES, QUEUE_STORES } from '../../support/queue-stores.ts';
import { DEAL_FOLDER } from '../../support/us-malaysia-folder.ts';
import { newWorld, onceMailed, startWorking, WHOLE } from '../../support/world.ts';

const NEVER = new AbortController().signal;
const DUE = '2026-11-24T06:00:00.000Z';

describe.each(QUEUE_STORES)('with queues on $name', (kind) => {
  test('the first cycle writes, judges and tells all there is, and the second has nothing to do', async ({ skip }) => {
    skip(kind.missing !== undefined, kind.missing);
    const world = await newWorld(kind, 3);
    const app = await world.replica();
    const first = await app.cycle();
    const written = first.pulls.reduce((sum, { added }) => sum + added, 0);
    expect(written).toBeGreaterThan(200);
    expect(first.pulls.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(first.assessments).toHaveLength(19);
    expect(first.transitions).toMatchObject([{ commitment: 'raw-ore-ban', kind: 'opened', to: 'at_risk' }]);
    expect(first.sends).toMatchObject([{ address: 'compliance@example.org', state: 'sent' }]);
    const counts = { vintage: written, assessment: 19, incident: 1, transition: 1, notice: 1 };
    expect(await countsOf(app.context.db)).toEqual(counts);
    const mails = await outboxOf(world.stateFolder);
    expect(mails).toHaveLength(1);

    const second = await app.cycle();
    expect(second.pulls.map(({ source }) => source)).toEqual(first.pulls.map(({ source }) => source));
    expect(second.pulls.reduce((sum, { added, revised }) => sum + added + revised, 0)).toBe(0);
    expect(second.assessments.filter(({ assessment }) => assessment !== null)).toEqual([]);
    expect(second).toMatchObject({ transitions: [], sends: [] });
    expect(await countsOf(app.context.db)).toEqual(counts);
    expect(await outboxOf(world.stateFolder)).toEqual(mails);
  });

  test('a source pulled by itself is judged and mailed about, each by the job before it', async ({ skip }) => {
    skip(kind.missing !== undefined, kind.missing);
    const world = await newWorld(kind, 3);
    const app = await world.replica();
    await startWorking(app);
    const job = await app.context.enqueue(pull, { source: 'comtrade-china', due: DUE, inCycle: false });
    expect(await job.finished(NEVER)).toMatchObject({ outcome: 'ok', added: 20 });
    expect(await onceMailed(app, world)).toEqual(WHOLE);

    const misfit = await app.queues.add('pull', 'pull-of-another-version', { source: 7, due: DUE }, pull.options);
    await expect(misfit.finished(NEVER), 'fails at once, without a retry').rejects.toThrow(
      /payload of pull: .*source/s,
    );
  });
});

test('a source that breaks fails alone, its answer is kept, and no standing moves', async () => {
  const world = await newWorld(POSTGRES, 3);
  const dealFolder = path.join(world.stateFolder, 'deal');
  await cp(DEAL_FOLDER, dealFolder, { recursive: true });
  const app = await world.replica({ PACTWATCH_DEAL: dealFolder });
  const file = path.join(dealFolder, 'recorded/comtrade-china/annual-2020-2024.json');
  const bytes = await readFile(file);
  await app.cycle();
  const before = await app.card();
  const counts = await countsOf(app.context.db);

  const broken = bytes.subarray(0, Math.floor(bytes.length / 2));
  await writeFile(file, broken);
  const { pulls, transitions, sends } = await app.cycle();
  expect(pulls.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
    { source: 'comtrade-china', fault: 'format', mayPass: false },
  ]);
  expect({ transitions, sends }).toEqual({ transitions: [], sends: [] });
  expect(await countsOf(app.context.db)).toEqual(counts);
  const kept = await readDocument(app.context.db, createHash('sha256').update(broken).digest('hex'));
  expect(Buffer.from(kept!.bytes).equals(broken)).toBe(true);

  const after = await app.card();
  expect(after.commitments).toEqual(before.commitments);
  expect(after.sources.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
    {
      id: 'comtrade-china',
      late: false,
      failingSince: expect.any(String),
      detail: expect.stringMatching(/cut off after \d+ characters/),
      lastSuccess: before.sources.find(({ id }) => id === 'comtrade-china')!.lastSuccess,
      observations: 20,
    },
  ]);

  // By itself, its job is not run again: asking again cannot help.
  await startWorking(app);
  const job = await app.context.enqueue(pull, { source: 'comtrade-china', due: DUE, inCycle: false });
  await expect(job.finished(NEVER)).rejects.toThrow(/cut off after/);

  await writeFile(file, bytes);
  await app.cycle();
  expect((await app.card()).sources.filter(({ failingSince }) => failingSince !== null)).toEqual([]);
});
