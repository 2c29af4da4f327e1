// Writes docs/mails/*.png: the mail of each kind from the shipped deal, as a browser shows it.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { addresseesIn } from '../../services/notices/decide/addressee.ts';
import type { MessageContent } from '../../services/notices/message-content.ts';
import { previewOfDigest, previewOfMove } from '../../services/notices/preview/gather.ts';
import { PREVIEW_MOVES } from '../../services/notices/preview/made-up.ts';
import { render } from '../../services/notices/render.ts';
import { standaloneHtml } from '../../services/notices/standalone.ts';
import { openTestApp, tempFolder } from './app.ts';
import { NO_BROWSER, startBrowser } from './browser.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../docs/mails');
const SHOWN = 'raw-ore-ban';
const MOVED = [SHOWN, 'lng-purchases', 'no-export-restrictions', 'refining-capacity-2030'];
const WIDTH = 700;
const PHONE = 390;

const browser = await startBrowser();
if (browser === null) throw new Error(`the pictures need a browser: ${NO_BROWSER}`);
await using folder = await tempFolder();
await using app = await openTestApp({ PACTWATCH_STATE: folder.path });
await app.cycle();
const { db, recipients, publisherNames, figuresMode, now } = app.context;
const [addressee] = addresseesIn({ recipients: [...recipients], webhooks: [] }, new Map());
const context = { db, deal: app.deal, figuresMode, publisherNames, addressee: addressee!, now: now() };

const moveOf = async (commitment: string, kind: (typeof PREVIEW_MOVES)[number]) =>
  (await previewOfMove(context, commitment, kind))!;
const moves = await Promise.all(PREVIEW_MOVES.map(async (kind) => [kind, await moveOf(SHOWN, kind)] as const));
const several = await Promise.all(MOVED.map((commitment) => moveOf(commitment, 'worsened')));
const mails: Record<string, MessageContent> = {
  ...Object.fromEntries(moves),
  several: {
    ...several[0]!,
    notices: several.flatMap((content) => (content.kind === 'notices' ? content.notices : [])),
    preview:
      'Preview: this mail tells of nothing. Its figures are real; that these commitments moved, and how they stand, is made up.',
  } as MessageContent,
  digest: await previewOfDigest(context),
};

await mkdir(FOLDER, { recursive: true });
async function write(name: string, content: MessageContent, width: number, colorScheme: 'light' | 'dark') {
  const page = await browser!.newPage({ viewport: { width, height: 800 }, colorScheme });
  await page.setContent(standaloneHtml(render(content)));
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), fullPage: true });
  await page.close();
}
for (const [name, content] of Object.entries(mails)) await write(name, content, WIDTH, 'light');
await write('opened-on-a-dark-phone', mails['opened']!, PHONE, 'dark');
await browser.close();
