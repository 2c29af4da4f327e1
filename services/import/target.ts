import path from 'node:path';
import type { Deal } from '../../config/deal/schema.ts';
import { handFed } from '../sources/hand-fed/connector.ts';
import type { HandFedQuery } from '../sources/hand-fed/query.ts';
import { UnclearImportError } from './errors.ts';

/**
 * The query of a source that people feed.
 * @throws UnclearImportError for a source that the deal does not have, or that a publisher feeds.
 */
export function handFedQuery(deal: Deal, sourceId: string): HandFedQuery {
  const fed = Object.entries(deal.sources).filter(([, { publisher }]) => publisher === handFed.publisher);
  const source = fed.find(([id]) => id === sourceId)?.[1];
  if (source) return handFed.query.parse(source.query);
  const ids = fed.map(([id]) => id).join(', ');
  const why = Object.hasOwn(deal.sources, sourceId)
    ? `the source ${sourceId} is fed by its publisher, not by hand`
    : `no source "${sourceId}" in ${deal.id}`;
  throw new UnclearImportError(`${why}; those fed by hand: ${ids === '' ? 'none' : ids}`);
}

/** The files of a source with tables of a kind. */
export const filesOf = ({ files = [], measures = [] }: HandFedQuery, kind: 'figures' | 'measures'): readonly string[] =>
  kind === 'figures' ? files : measures;

/**
 * The file of the source that one with this name takes the place of: the only one, or the one of the same name.
 * @throws UnclearImportError when there are several and none of that name.
 */
export function targetOf(candidates: readonly string[], name: string): string {
  if (candidates.length === 1) return candidates[0]!;
  const base = path.basename(name);
  const alike =
    candidates.filter((file) => path.basename(file) === base).length > 0
      ? candidates.filter((file) => path.basename(file) === base)
      : candidates.filter((file) => path.parse(file).name === path.parse(base).name);
  if (alike.length === 1) return alike[0]!;
  throw new UnclearImportError(
    `the source reads ${candidates.join(', ')}: give ${base} the name of the one whose place it takes`,
  );
}
