import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../../config/config-error.ts';
import type { Deal } from '../../config/deal/schema.ts';
import type { Recipient } from '../../config/recipients/schema.ts';
import { problem, readYaml } from '../../config/yaml.ts';
import type { Transport } from '../sources/transport.ts';
import { checkedCommitment } from './commitment.ts';
import { type FolderSource, folderSource } from './folder-figures.ts';
import { checkedMirrors } from './mirror.ts';
import type { CheckedSource, DealCheck } from './schema.ts';
import { warningsOf } from './warnings.ts';

export interface DealCheckParts {
  readonly deal: Deal;
  readonly recipients: readonly Recipient[];
  /** Of recorded figures. */
  readonly transport: Transport;
  readonly now: Temporal.Instant;
  readonly signal: AbortSignal;
}

/**
 * What would be judged from what, by whom it is fed and who is told. It reads what the folder holds and stores nothing.
 * @throws ConfigError naming file, line and field of every source whose files cannot be read as figures.
 */
export async function checkDeal({ deal, recipients, transport, now, signal }: DealCheckParts): Promise<DealCheck> {
  const folder = new Map<string, FolderSource>();
  for (const id of Object.keys(deal.sources)) {
    folder.set(id, await folderSource(deal, id, transport, now, signal));
  }
  refuseFaults(deal, folder);
  const input = { deal, recipients, folder, at: now };
  const commitments = Object.keys(deal.commitments).map((id) => checkedCommitment(input, id));
  const mirrors = checkedMirrors(deal, commitments);
  const sources = [...folder].map(([id, held]) => checkedSource(deal, id, held));
  return {
    schema: 'pactwatch.deal-check/1',
    deal: deal.id,
    title: deal.title,
    version: deal.version,
    digest: deal.digest,
    at: now.toString(),
    commitments,
    mirrors,
    sources,
    warnings: warningsOf(deal, commitments, mirrors, sources),
  };
}

function checkedSource(deal: Deal, id: string, { figures, measures, idle }: FolderSource): CheckedSource {
  const { title, publisher } = deal.sources[id]!;
  const count = [...figures.values()].reduce((sum, one) => sum + one.count, 0);
  return { id, title, publisher, figures: count, measures, idle };
}

function refuseFaults(deal: Deal, folder: ReadonlyMap<string, FolderSource>): void {
  const faults = [...folder].flatMap(([id, { fault }]) => (fault === null ? [] : [{ id, fault }]));
  if (faults.length === 0) return;
  const file = path.join(deal.folder, 'deal.yaml');
  const placed = readYaml(readFileSync(file, 'utf8'), file);
  throw new ConfigError(faults.map(({ id, fault }) => problem(placed, ['sources', id, 'query'], fault)));
}
