import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DealCheck } from '../../services/deal-check/schema.ts';
import { Explanation } from '../../services/explain/schema.ts';
import { Scorecard } from '../../services/scorecard/schema.ts';
import { outboxOf, tempFolder } from '../support/app.ts';
import { pactwatch, start } from '../support/command.ts';
import { openFor } from '../support/embedded.ts';
import { inProcess } from '../support/in-process.ts';
import { exampleFolder } from '../support/made-up-deals.ts';
import { TIN_PACT, writeTinPact } from '../support/tin-pact.ts';

const CUT = exampleFolder('production-cut');

test('deal check prints what would be judged from what, and needs no database', async () => {
  const variables = { DATABASE_URL: 'postgres://watcher@127.0.0.1:1/nowhere' };
  const [text, json] = await Promise.all([
    inProcess(['deal', 'check', CUT], variables),
    inProcess(['deal', 'check', CUT, '--json'], variables),
  ]);
  expect({ code: text.code, stderr: text.stderr }).toEqual({ code: 0, stderr: '' });
  expect(text.stdout).toContain('The deal is valid: 3 commitments, 2 of them judged; nothing odd.');
  expect(json.code).toBe(0);
  expect(DealCheck.parse(JSON.parse(json.stdout))).toMatchObject({ deal: 'example-production-cut', warnings: [] });
});

test('deal check names each mistake by file, line and column, with exit code 78', async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  writeTinPact(
    folder.path,
    ['series: tin-deliveries', 'series: tin-deliverys'],
    ['context: [gas-exports]', 'context: [gas]'],
  );
  const { code, stdout, stderr } = await inProcess(['deal', 'check', folder.path]);
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  const line = TIN_PACT.split('\n').findIndex((text) => text.includes('context:')) + 1;
  expect(stderr).toContain(`${path.join(folder.path, 'deal.yaml')}:${line}:`);
  expect(stderr).toContain('no series "gas" in this deal');
});

test(
  'run --deal keeps the deal in a database of its own, which status and explain find',
  { timeout: 120_000 },
  async () => {
    const state = await tempFolder();
    onTestFinished(() => state[Symbol.asyncDispose]());
    const variables = { PACTWATCH_STATE: state.path };
    const run = await pactwatch(['run', '--deal', CUT], variables);
    expect(run.code, run.stderr).toBe(0);
    expect(run.stdout).toContain('OFF TRACK Each country keeps its own cut  each-country, EX-C1');
    // One release is one mail: two commitments drift, of which the desk follows both and the director one.
    expect(await outboxOf(state.path)).toHaveLength(2);

    // Kept up, so that not every command has to start it anew.
    await using _server = await openFor(state.path);
    const standingOf = async (...args: string[]) => {
      const { code, stdout, stderr } = await inProcess(['status', '--json', ...args], {
        ...variables,
        PACTWATCH_DEAL: CUT,
      });
      expect(code, stderr).toBe(0);
      return Scorecard.parse(JSON.parse(stdout)).commitments.find(({ id }) => id === 'each-country')?.standing;
    };
    expect(await standingOf('--deal', CUT)).toBe('off_track');
    // The usual database has never heard of it.
    expect(await standingOf()).not.toBe('off_track');

    const explained = await inProcess(['explain', 'all-together', '--json', '--deal', CUT], variables);
    expect(explained.code, explained.stderr).toBe(0);
    expect(Explanation.parse(JSON.parse(explained.stdout))).toMatchObject({
      deal: 'example-production-cut',
      standing: 'at_risk',
    });
  },
);

test('a relative folder of a deal is looked for where the command is run', async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  mkdirSync(path.join(folder.path, 'mine', 'figures'), { recursive: true });
  for (const file of ['deal.yaml', 'recipients.example.yaml', 'figures/output.csv']) {
    writeFileSync(path.join(folder.path, 'mine', file), readFileSync(path.join(CUT, file)));
  }
  using running = start(['deal', 'check', 'mine'], { cwd: folder.path });
  const { code, stderr } = await running.ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
