import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readIncident } from '../../services/officers/read-incidents.ts';
import { NO_BROWSER, startBrowser } from '../support/browser.ts';
import { contextOf } from '../support/tin-incidents.ts';
import { NOW } from '../support/tin-looks.ts';
import { drifting, floorLink, leaveLink, pagesAt } from '../support/tin-pages.ts';

let browser: Browser | null = null;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser?.close());
beforeEach(({ skip }) => skip(browser === null, NO_BROWSER));

/** The pages on a port of this machine, over a database in which the floor drifts. */
async function served() {
  await using stack = new AsyncDisposableStack();
  const { db } = stack.use(await drifting());
  const app = stack.adopt(pagesAt(db, NOW), (server) => server.close());
  const base = await app.listen({ host: '127.0.0.1', port: 0 });
  const kept = stack.move();
  return { db, base, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

describe('the page behind the link of a mail, in a real browser', () => {
  test.each([
    [390, 'light'],
    [390, 'dark'],
    [1200, 'light'],
  ] as const)(
    'fits a screen of %i pixels and can be read by everybody, in the %s scheme',
    async (width, colorScheme) => {
      await using server = await served();
      for (const path of [await floorLink(server.db), leaveLink(), '/nothing']) {
        const page = await browser!.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
        await page.goto(`${server.base}${path}`);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await page.addScriptTag({ content: axe.source });
        const violations = await page.evaluate(async () => {
          const { violations: found } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
          return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
        });
        await page.close();
        expect(violations).toEqual([]);
      }
    },
  );

  test('takes an incident on without a script, and by keyboard alone', async () => {
    await using server = await served();
    const { db, base } = server;
    const context = await browser!.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${base}${await floorLink(db)}`);
    await page.keyboard.press('Tab');
    await page.keyboard.type('We have asked the ministry.');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Taken on' }).waitFor();
    await context.close();
    const { acknowledged } = await readIncident(contextOf(db, NOW), 'tin-floor');
    expect(acknowledged).toMatchObject({ by: 'desk@example.org', why: 'We have asked the ministry.' });
  });
});
