import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { outboxOf, tempFolder } from '../support/app.ts';
import { start } from '../support/command.ts';

const LONG = { timeout: 120_000 };

test('without any environment, two runs at once share one database and mail each drift once', LONG, async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const run = () => {
    const running = start(['run'], { cwd: folder.path });
    onTestFinished(() => running[Symbol.dispose]());
    return running.ended;
  };
  for (const { code, stdout, stderr } of await Promise.all([run(), run()])) {
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('raw-ore-ban, MYUS-04');
  }
  const outbox = path.join(folder.path, '.pactwatch');
  const mails = await outboxOf(outbox);
  expect(mails).toHaveLength(1);

  const { code, stdout, stderr } = await run();
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('Nothing changed: no vintage written');
  expect(stdout).toContain('16,344,687 kg, against 0 kg, for 2024');
  expect(await outboxOf(outbox)).toEqual(mails);
});
