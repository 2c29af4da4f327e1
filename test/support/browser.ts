import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../cli/page-picture.ts';

/** Chromium of this machine, without a window; null where there is none. */
export async function startBrowser(): Promise<Browser | null> {
  const name = await findBrowser();
  if (name === undefined) return null;
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', `command -v ${name}`]);
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath: stdout.trim(), args: isRoot ? ['--no-sandbox'] : [] });
}

export const NO_BROWSER = 'needs Chromium or Chrome on the path';
