import path from 'node:path';
import type { Env } from '../config/env.ts';
import { loadRecipients } from '../config/recipients/load.ts';
import { checkDeal } from '../services/deal-check/check.ts';
import { openDeal } from '../services/deal.ts';
import { withFiles } from '../services/sources/transport/index.ts';
import { filesTransport } from '../services/sources/transport/files.ts';
import { recordedTransport } from '../services/sources/transport/recorded.ts';
import { EXIT } from './exit-codes.ts';
import { printDealCheck } from './print-deal-check.ts';
import { styleOf } from './style.ts';

/** Checks the folder of a deal whole, and prints what would be judged from what. Asks no publisher and stores nothing. */
export async function dealCheck(env: Env, { json = false }: { json?: boolean }, signal: AbortSignal): Promise<number> {
  const deal = openDeal(env.dealFolder);
  const { recipients } = loadRecipients(env.recipientsFile ?? path.join(deal.folder, 'recipients.example.yaml'), deal);
  const now = Temporal.Now.instant();
  const options = { dealFolder: deal.folder, now: () => now };
  const transport = withFiles(recordedTransport(options), filesTransport(options));
  const check = await checkDeal({ deal, recipients, transport, now, signal });
  process.stdout.write(json ? `${JSON.stringify(check)}\n` : printDealCheck(check, styleOf(process.stdout)));
  return EXIT.ok;
}
