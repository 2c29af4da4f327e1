import type { CommitmentSpec } from '../../config/deal/schema.ts';
import { digestOf } from './digest.ts';

/**
 * What a commitment's draws begin from: its id, and its rule as the deal file writes it, in whatever order. Another
 * commitment, a remark or a new version of the deal leave them as they are.
 */
export function seedOf(commitment: string, { kind, ...terms }: CommitmentSpec['rule']): string {
  return `${commitment}/${kind}/${digestOf(terms).slice(0, 16)}`;
}
