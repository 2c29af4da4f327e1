import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import type { Deal } from '../../config/deal/schema.ts';
import { loadRecipients } from '../../config/recipients/load.ts';
import { openDeal } from '../deal.ts';
import { type Check, configFailures, fail, ok } from './check.ts';

/** The deal of a folder as every command reads it; null when it cannot be read, with why. */
export function checkDeal(folder: string): { readonly deal: Deal | null; readonly checks: readonly Check[] } {
  const place = { area: 'deal' } as const;
  try {
    const deal = openDeal(folder);
    const { id, version, digest, commitments, series, sources } = deal;
    const counts = [
      `${Object.keys(commitments).length} commitments`,
      `${Object.keys(series).length} series`,
      `${Object.keys(sources).length} sources`,
    ];
    return {
      deal,
      checks: [ok(place, `${id} version ${version}, ${counts.join(', ')}, sha256 ${digest.slice(0, 12)}`)],
    };
  } catch (error) {
    return {
      deal: null,
      checks: configFailures(place, error, 'Mend that line, or name another folder in PACTWATCH_DEAL.'),
    };
  }
}

/** Who gets the mails. Without a deal, ids are not checked against it. */
export function checkRecipients(file: string | undefined, folder: string, deal: Deal | null): Check[] {
  const place = { area: 'recipients' } as const;
  const used = file ?? path.join(folder, 'recipients.example.yaml');
  try {
    const { recipients, webhooks } = loadRecipients(used, deal ?? undefined);
    const example = file === undefined ? ', the example of the deal, for mails that stay in the outbox' : '';
    const hooks = webhooks.length === 0 ? '' : ` and ${webhooks.length} webhooks`;
    return [ok(place, `${recipients.length}${hooks} in ${used}${example}`)];
  } catch (error) {
    return configFailures(place, error, 'Mend that line, or name another file in PACTWATCH_RECIPIENTS.');
  }
}

/** Whether the state folder can be written to, or made; nothing is made. */
export function checkStateFolder(folder: string): Check {
  const place = { area: 'state' } as const;
  const fix = 'Name a folder that this user may write to in PACTWATCH_STATE.';
  const existing = nearestExisting(folder);
  try {
    if (!statSync(existing).isDirectory()) return fail(place, 'config', `${existing} is no folder`, fix);
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return fail(place, 'config', `${existing} cannot be written to [${code}]`, fix);
  }
  return ok(place, existing === folder ? folder : `${folder}, which is made when it is needed`);
}

function nearestExisting(folder: string): string {
  const parent = path.dirname(folder);
  return parent === folder || statSync(folder, { throwIfNoEntry: false }) ? folder : nearestExisting(parent);
}
