import { ConfigError } from '../config/config-error.ts';
import { loadDeal } from '../config/deal/load.ts';
import type { Deal } from '../config/deal/schema.ts';
import { boundRule, ruleTerms } from './commitments/registry.ts';
import { converterOf } from './observations/convert.ts';
import type { Connector, Yield } from './sources/connector.ts';
import { connectors } from './sources/registry.ts';

/**
 * Reads the deal of a folder and checks it whole: shape, references, rule terms, queries, that every series is fed by
 * its source, and by figures of its own, and that every unit a rule asks for can be converted to.
 * @throws ConfigError naming file, line and field, or the series and unit at fault.
 */
export function openDeal(folder: string): Deal {
  const queries = Object.fromEntries(Object.entries(connectors).map(([publisher, { query }]) => [publisher, query]));
  const deal = loadDeal(folder, { rules: ruleTerms, queries });
  const problems = [...unfedSeries(deal), ...unreadableSeries(deal)];
  if (problems.length > 0) throw new ConfigError(problems.map((line) => `${folder}/deal.yaml ${line}`));
  return deal;
}

function unfedSeries(deal: Deal): string[] {
  const yields = new Map(
    Object.entries(deal.sources).map(([id, { publisher, query }]) => [id, yieldsOf(connectors[publisher]!, query)]),
  );
  const filledBy = new Map<Yield, string>();
  return Object.entries(deal.series).flatMap(([id, series]) => {
    const fed = yields.get(series.source)!;
    const feeds = ({ dimensions, unit, frequency }: Yield) =>
      unit === series.unit &&
      frequency === series.frequency &&
      Object.entries(dimensions).every(([name, value]) => series.dimensions[name] === value);
    if (fed === 'named') return [];
    const feed = fed.find(feeds);
    if (feed) {
      const other = filledBy.get(feed);
      filledBy.set(feed, other ?? id);
      return other === undefined ? [] : [`series.${id}: it is of the same figures as ${other}: keep one of them`];
    }
    const offered = fed.map(({ dimensions, unit, frequency }) => JSON.stringify({ ...dimensions, unit, frequency }));
    return [`series.${id}: the query of source ${series.source} feeds no such series; it feeds ${offered.join(', ')}`];
  });
}

const yieldsOf = (connector: Connector<unknown>, query: unknown) => connector.yields(connector.query.parse(query));

function unreadableSeries(deal: Deal): string[] {
  const converter = converterOf(deal.conversions);
  return Object.entries(deal.commitments).flatMap(([id, commitment]) =>
    boundRule(commitment).units.flatMap(({ series, unit }) => {
      const spec = deal.series[series];
      if (!spec) return [`commitments.${id}.rule: no series "${series}" in this deal`];
      if (converter.can(spec.unit, unit)) return [];
      return [
        `commitments.${id}.rule: no conversion from ${spec.unit} of ${series} to ${unit}; add one to conversions`,
      ];
    }),
  );
}
