import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { UsageError } from './faults.ts';

const run = promisify(execFile);
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const LONGEST_MS = 120_000;

/** The command of the browser on this machine; undefined without one. */
export async function findBrowser(): Promise<string | undefined> {
  for (const name of NAMES) {
    try {
      await run(name, ['--version'], { timeout: LONGEST_MS });
      return name;
    } catch {
      // Not that one.
    }
  }
  return undefined;
}

/** Says how high the page is, in a place that the browser prints along with it. */
const MEASURE = '<script>document.documentElement.dataset.high = document.documentElement.scrollHeight</script>';

/**
 * A picture of a page that needs nothing but itself, as high as it is, by a browser without a window.
 * @throws UsageError without a browser, or when it shows nothing.
 */
export async function pagePicture(html: string, width: number, signal: AbortSignal): Promise<Uint8Array> {
  const browser = await findBrowser();
  if (browser === undefined) {
    throw new UsageError(
      'a picture needs Chromium or Chrome on the path: install it, or write to a .html or .eml file',
    );
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'pactwatch-page-'));
  try {
    const [page, picture] = [path.join(folder, 'page.html'), path.join(folder, 'page.png')];
    const call = (...flags: string[]) =>
      run(
        browser,
        [
          ...FLAGS,
          ...sandboxFlags(),
          `--user-data-dir=${path.join(folder, 'profile')}`,
          ...flags,
          pathToFileURL(page).href,
        ],
        {
          signal,
          timeout: LONGEST_MS,
          maxBuffer: 64 * 1024 * 1024,
        },
      );
    await writeFile(page, html.replace('</body>', `${MEASURE}</body>`));
    const { stdout } = await call(`--window-size=${width},800`, '--dump-dom');
    const [, high] = /data-high="(\d+)"/.exec(stdout) ?? [];
    if (high === undefined) throw new UsageError(`${browser} does not show the page: write to a .html or .eml file`);
    await call(`--window-size=${width},${high}`, `--screenshot=${picture}`);
    return await readFile(picture);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const FLAGS = ['--headless', '--disable-gpu', '--hide-scrollbars', '--no-first-run', '--force-device-scale-factor=1'];

/** A browser that root starts has no sandbox to offer; the page is our own, and runs nothing but the line above. */
const sandboxFlags = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);
