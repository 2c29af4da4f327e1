import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { render, type RenderedMail } from '../../services/notices/render.ts';
import { standaloneHtml } from '../../services/notices/standalone.ts';
import { NO_BROWSER, startBrowser } from '../support/browser.ts';
import { shortfall, toldWhole, week } from '../support/mail-contents.ts';
import { desk, mailOf, messageOf, noticeOf } from '../support/notice-mail.ts';
import { lateLng, refusedLng } from '../support/source-notice-content.ts';

const { transition } = toldWhole;
const closed = {
  ...toldWhole,
  transition: { ...transition, seq: 2, kind: 'closed' as const, to: 'on_track' as const },
};
const breached = { ...toldWhole, transition: { ...transition, to: 'breached' as const } };
const MAILS: Readonly<Record<string, RenderedMail>> = {
  'a drift that opens': mailOf(toldWhole),
  'a breach': mailOf(breached),
  'a drift that is over': mailOf(closed),
  'a source that is late': mailOf(refusedLng),
  'several incidents': render(
    messageOf([noticeOf(shortfall), noticeOf(toldWhole), noticeOf({ ...lateLng, incident: '14' })]),
  ),
  'a digest': render({ kind: 'digest', recipient: desk, content: week }),
  'a long word': mailOf({ ...toldWhole, reason: 'x'.repeat(500), value: { value: '9'.repeat(60), unit: 'kg' } }),
};

let browser: Browser | null = null;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(async () => browser?.close());
beforeEach(({ skip }) => skip(browser === null, NO_BROWSER));

async function shown(mail: RenderedMail, width: number, colorScheme: 'light' | 'dark') {
  const page = await browser!.newPage({ viewport: { width, height: 900 }, colorScheme });
  await page.setContent(standaloneHtml(mail));
  return page;
}

describe.each(Object.entries(MAILS))('%s, in a real browser', (_name, mail) => {
  test.each([390, 1200])('is no wider than a screen of %i pixels, and shows every chart', async (width) => {
    const page = await shown(mail, width, 'light');
    const { wide, pictures } = await page.evaluate<{ wide: number; pictures: number[] }>(
      `({ wide: document.documentElement.scrollWidth, pictures: [...document.images].map((image) => image.naturalWidth) })`,
    );
    await page.close();
    expect(wide).toBeLessThanOrEqual(width);
    expect(pictures).toEqual(mail.images.map(() => 840));
  });

  test.each(['light', 'dark'] as const)(
    'can be read by everybody: axe finds nothing, in the %s scheme',
    async (scheme) => {
      const page = await shown(mail, 390, scheme);
      await page.addScriptTag({ content: axe.source });
      const violations = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      });
      await page.close();
      expect(violations).toEqual([]);
    },
  );
});

test('without images a mail says in their place what they show', async () => {
  const page = await browser!.newPage({ viewport: { width: 390, height: 900 } });
  await page.setContent(mailOf(toldWhole).html);
  const alt = await page.getByRole('img').getAttribute('alt');
  await page.close();
  expect(alt).toContain('16.34 million kg reported for 2024');
});
