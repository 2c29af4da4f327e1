import type { Deal, SourceSpec } from '../config/deal/schema.ts';
import { boundRule } from './commitments/registry.ts';
import type { RuleProblem } from './read-units.ts';
import { connectors } from './sources/registry.ts';

/** Registers that a rule names and could not read: sources that are not there, or that list no measures. */
export function unreadableRegisters(deal: Deal): RuleProblem[] {
  return Object.entries(deal.commitments).flatMap(([commitment, spec]) =>
    boundRule(spec).registers.flatMap((id) => {
      const source = Object.hasOwn(deal.sources, id) ? deal.sources[id] : undefined;
      if (!source) return [{ commitment, message: `no source "${id}" in this deal` }];
      if (listsMeasures(source)) return [];
      return [{ commitment, message: `source ${id} is no register: it feeds figures, and lists no measures` }];
    }),
  );
}

/** What feeds no series lists measures alone; where rows name their series, the query tells the tables of measures. */
function listsMeasures({ publisher, query }: SourceSpec): boolean {
  const connector = connectors[publisher]!;
  const yields = connector.yields(connector.query.parse(query));
  return yields === 'named' ? query.measures !== undefined : Array.isArray(yields) && yields.length === 0;
}
