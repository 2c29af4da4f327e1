import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../../db/connection.ts';
import type { JobContext } from '../../../jobs/context.ts';
import { notify } from '../../../jobs/notify.ts';
import { pull } from '../../../jobs/pull.ts';
import { send } from '../../../jobs/send.ts';
import { sweep } from '../../../jobs/sweep.ts';
import { assessDue } from '../../../services/commitments/assess.ts';
import { decideDue } from '../../../services/incidents/lifecycle.ts';
import { writeMessages } from '../../../services/notices/write-messages.ts';
import { pullSource } from '../../../services/sources/pull/pull.ts';
import { outboxOf } from '../../support/app.ts';
import { POSTGRES, QUEUE_STORES } from '../../support/queue-stores.ts';
import { newWorld, onceMailed, startWorking, WHOLE } from '../../support/world.ts';

const NEVER = new AbortController().signal;
const DUE = '2026-11-24T06:00:00.000Z';
const NEXT_MINUTE = '2026-11-24T06:01:00.000Z';

type Step = (context: JobContext) => Promise<unknown>;

const pullAll: Step = (context) =>
  Promise.all(Object.keys(context.deal.sources).map((source) => pullSource(context, source, NEVER)));
const decide: Step = (context) => decideDue(context, NEVER);
const judge: Step = (context) => assessDue(context, NEVER);

describe.each(QUEUE_STORES)('on $name', (kind) => {
  test('queues that are wiped after the pulls, under the workers’ feet, lose nothing', async ({ skip }) => {
    skip(kind.missing !== undefined, kind.missing);
    const world = await newWorld(kind, 5);
    const app = await world.replica();
    await startWorking(app);
    const { enqueue, deal } = app.context;
    const jobs = await Promise.all(
      Object.keys(deal.sources).map((source) => enqueue(pull, { source, due: DUE, inCycle: true })),
    );
    await Promise.all(jobs.map((job) => job.finished(NEVER)));
    await world.store.wipe();
    await enqueue(sweep, { due: NEXT_MINUTE });
    expect(await onceMailed(app, world)).toEqual(WHOLE);
  });
});

test('a mail that came too early for the clock of one replica is sent by the next sweep', async () => {
  const world = await newWorld(POSTGRES, 5);
  const app = await world.replica();
  for (const step of [pullAll, judge]) await step(app.context);
  const { sends } = await notify.run({ due: DUE, cause: 'cycle', inCycle: true }, app.context, NEVER);
  const behind = { ...app.context, now: () => Temporal.Now.instant().subtract({ minutes: 1 }) };
  const stopBehind = await startWorking(app, behind);
  const early = await app.context.enqueue(send, sends[0]!);
  expect(await early.finished(NEVER)).toBeNull();
  await stopBehind();
  expect(await outboxOf(world.stateFolder)).toEqual([]);

  await startWorking(app);
  await app.context.enqueue(sweep, { due: NEXT_MINUTE });
  expect(await onceMailed(app, world)).toEqual(WHOLE);
});

test('a mail whose job failed for good is sent by the next sweep', async () => {
  const world = await newWorld(POSTGRES, 5);
  const app = await world.replica();
  for (const step of [pullAll, judge]) await step(app.context);
  const { sends } = await notify.run({ due: DUE, cause: 'cycle', inCycle: true }, app.context, NEVER);
  // The same job as the one just queued; and nobody can come to the notice.
  const nowhere = connect('postgres://127.0.0.1:1/nowhere', { name: 'tests', onError: () => {} });
  onTestFinished(() => nowhere.destroy());
  await world.store.wipe();
  const failing = await app.context.enqueue(send, sends[0]!, { attempts: 1 });
  const stopCutOff = await startWorking(app, { ...app.context, db: nowhere });
  await expect(failing.finished(NEVER)).rejects.toThrow(/ECONNREFUSED/);
  await stopCutOff();

  await startWorking(app);
  await app.context.enqueue(sweep, { due: NEXT_MINUTE });
  expect(await onceMailed(app, world)).toEqual(WHOLE);
});

test.each<[string, Step[]]>([
  ['the vintages', [pullAll]],
  ['the assessments', [pullAll, judge]],
  ['a transition with its notices', [pullAll, judge, decide]],
  ['the messages', [pullAll, judge, decide, (context) => writeMessages(context, NEVER)]],
])('a process that ended once it had written %s leaves the rest to the next sweep', async (_, steps) => {
  const world = await newWorld(POSTGRES, 5);
  const gone = await world.replica();
  for (const step of steps) await step(gone.context);
  await gone[Symbol.asyncDispose]();
  await world.store.wipe();

  const app = await world.replica();
  await startWorking(app);
  await app.context.enqueue(sweep, { due: DUE });
  expect(await onceMailed(app, world)).toEqual(WHOLE);
});
