import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import { loadDeal } from '../config/deal/load.ts';
import type { Deal, SeriesSpec } from '../config/deal/schema.ts';
import { problem, readYaml } from '../config/yaml.ts';
import { ruleTerms } from './commitments/registry.ts';
import { unreadableRegisters } from './read-registers.ts';
import { unreadableFigures, unreadableMirrors } from './read-units.ts';
import type { Connector, Yield } from './sources/connector.ts';
import { connectors } from './sources/registry.ts';

/**
 * Reads the deal of a folder and checks it whole: shape, references, rule terms, queries, that every series is fed by
 * its source, and by figures of its own, that every unit and basis a rule asks for can be converted to, and that
 * no rule and no mirror sums or compares figures of different bases, and that the registers a rule reads list measures.
 * @throws ConfigError naming file, line and field of every problem.
 */
export function openDeal(folder: string): Deal {
  const queries = Object.fromEntries(Object.entries(connectors).map(([publisher, { query }]) => [publisher, query]));
  const deal = loadDeal(folder, { rules: ruleTerms, queries });
  const unreadable = [...unreadableFigures(deal), ...unreadableRegisters(deal)].map(({ commitment, message }) => ({
    at: ['commitments', commitment, 'rule'],
    message,
  }));
  const unequal = unreadableMirrors(deal).map(({ mirror, message }) => ({ at: ['mirrors', mirror], message }));
  refuse(folder, [...unfedSeries(deal), ...unreadable, ...unequal]);
  return deal;
}

interface DealProblem {
  readonly at: readonly string[];
  readonly message: string;
}

function refuse(folder: string, problems: readonly DealProblem[]): void {
  if (problems.length === 0) return;
  const file = path.join(folder, 'deal.yaml');
  const placed = readYaml(readFileSync(file, 'utf8'), file);
  throw new ConfigError(problems.map(({ at, message }) => problem(placed, at, message)));
}

function unfedSeries(deal: Deal): DealProblem[] {
  const yields = new Map(
    Object.entries(deal.sources).map(([id, { publisher, query }]) => [id, yieldsOf(connectors[publisher]!, query)]),
  );
  const filledBy = new Map<Yield | string, string>();
  return Object.entries(deal.series).flatMap(([id, series]) => {
    const fed = yields.get(series.source)!;
    const feeds = ({ dimensions, unit, frequency }: Yield) =>
      unit === series.unit &&
      frequency === series.frequency &&
      Object.entries(dimensions).every(([name, value]) => series.dimensions[name] === value);
    const told = (message: string) => [{ at: ['series', id], message }];
    if (fed === 'named') return [];
    const feed = 'feeds' in fed ? (fed.feeds(feedOf(series)) ? figuresOf(series) : undefined) : fed.find(feeds);
    if (feed) {
      const other = filledBy.get(feed);
      filledBy.set(feed, other ?? id);
      if (other !== undefined) return told(`it is of the same figures as ${other}: keep one of them`);
      return basisDiffers(series, feed)
        ? told(`its basis is ${series.basis}, and its source feeds it as ${basisOf(feed)}`)
        : [];
    }
    const offered = 'feeds' in fed ? fed.says : fed.map((feed) => JSON.stringify(feedName(feed))).join(', ');
    return told(`the query of source ${series.source} feeds no such series; it feeds ${offered}`);
  });
}

const basisOf = (feed: Yield | string) => (typeof feed === 'string' ? undefined : feed.basis);

/** Whether both state a basis, and not the same. */
const basisDiffers = ({ basis }: SeriesSpec, feed: Yield | string): boolean =>
  basis !== undefined && basisOf(feed) !== undefined && basisOf(feed) !== basis;

const feedOf = ({ dimensions, unit, frequency }: SeriesSpec): Yield => ({ dimensions, unit, frequency });

const feedName = ({ dimensions, unit, frequency }: Yield) => ({ ...dimensions, unit, frequency });

/** What tells the figures of a series from those of every other. */
const figuresOf = ({ source, dimensions, unit, frequency }: SeriesSpec): string =>
  JSON.stringify([source, Object.entries(dimensions).toSorted(), unit, frequency]);

const yieldsOf = (connector: Connector<unknown>, query: unknown) => connector.yields(connector.query.parse(query));
