import { publisherVariable } from '../config/publisher-variables.ts';
import type { PartitionRow } from '../db/partitions.ts';
import type { BackfillResult, Settled } from '../services/backfill/backfill.ts';
import { UNEXPECTED } from '../services/backfill/partition.ts';
import type { BackfillLine, PartitionLine, PlanLine } from '../services/backfill/schema.ts';
import { SOURCE_FAULTS, type SourceFault } from '../services/sources/errors.ts';
import type { Connector } from '../services/sources/connector.ts';

/** What happened to a partition, for a machine. */
export function partitionLine({ row, by }: Settled): PartitionLine {
  const { deal, source, mode, period, state, fault, detail, observations, added, revised, attempts, updatedAt } = row;
  return {
    schema: 'pactwatch.partition/1',
    deal,
    source,
    figures: mode,
    period,
    state,
    by,
    fault,
    detail,
    rows: observations,
    added,
    revised,
    attempts,
    at: updatedAt.toString(),
  };
}

/** What came of a run: counted are the figures of the partitions that this run asked for. */
export function totalsOf({ before, settled, left }: BackfillResult) {
  const own = settled.filter(({ by }) => by === 'this').map(({ row }) => row);
  const countOf = (state: PartitionRow['state']) => settled.filter(({ row }) => row.state === state).length;
  const sum = (field: 'observations' | 'added' | 'revised') => own.reduce((total, row) => total + row[field], 0);
  return {
    partitions: {
      total: before + settled.length + left.length,
      before,
      done: countOf('done'),
      empty: countOf('empty'),
      failed: countOf('failed'),
      left: left.length,
    },
    rows: sum('observations'),
    added: sum('added'),
    revised: sum('revised'),
  } satisfies Partial<BackfillLine>;
}

interface Backfilled {
  readonly source: string;
  readonly connector: Pick<Connector<unknown>, 'publisher' | 'key'>;
  /** The command that goes on where this one ended. */
  readonly again: string;
}

/** The end of a run for a person: counts, what failed and what to do about it, and what comes next. */
export function summaryLines(result: BackfillResult, { source, connector, again }: Backfilled): string[] {
  const { partitions, rows, added, revised } = totalsOf(result);
  const states = (['done', 'empty', 'failed', 'left'] as const)
    .filter((state) => partitions[state] > 0)
    .map((state) => `${partitions[state]} ${state}`);
  const faulty = result.settled.map(({ row }) => row).filter(({ state }) => state === 'failed' || state === 'empty');
  return [
    `${source}: ${[...states, ...(partitions.before > 0 ? [`${partitions.before} done before`] : [])].join(', ') || 'nothing to ask for'}.`,
    `Read ${count(rows, 'row')}, wrote ${count(added + revised, 'vintage')}, ${count(revised, 'revision')} among them.`,
    ...[...Map.groupBy(faulty, ({ fault }) => fault!)].flatMap(([fault, failed]) => [
      `${fault}: ${failed.map(({ period }) => period).join(', ')}. ${failed[0]!.detail ?? ''}`.trimEnd(),
      `  ${fixOf(fault, connector)}`,
    ]),
    ...(partitions.left > 0 ? [`Left: ${result.left.map(({ period }) => period).join(', ')}.`] : []),
    ...(partitions.left + partitions.failed > 0 ? [`Go on with: ${again}`] : []),
    ...(added + revised > 0
      ? ['Nothing was judged: pactwatch run does so, and a running worker within a minute.']
      : []),
  ];
}

function fixOf(fault: string, { publisher, key }: Backfilled['connector']): string {
  if (!isSourceFault(fault))
    return 'A fault of pactwatch or of the answer: the log above and the kept document tell more.';
  switch (fault) {
    case 'unreachable':
    case 'unavailable':
      return 'It may pass: ask again later.';
    case 'throttled':
      return 'It passes when the quota is renewed: ask again then.';
    case 'refused':
      return key === 'none'
        ? 'Mend what the message names.'
        : `Set or correct ${publisherVariable(publisher, 'KEY')} if the message is about the key; else mend what it names.`;
    case 'no_content':
      return 'The answer held nothing, which tells neither "none" from "not yet": it is asked for again next time.';
    case 'format':
    case 'wrong_subject':
      return 'The answer is kept as a document. If it is no page of the moment, the query or pactwatch has to be mended.';
  }
}

const isSourceFault = (fault: string): fault is SourceFault =>
  fault !== UNEXPECTED && SOURCE_FAULTS.some((known) => known === fault);

/** The plan for a person. */
export function planLines(plan: readonly PlanLine[]): string[] {
  const asked = plan.filter(({ asks }) => asks);
  const calls = asked.reduce((sum, { requests }) => sum + requests, 0);
  return [
    ...plan.map(({ period, state, fault, asks, requests }) =>
      [
        asks ? '→' : ' ',
        period.padEnd(16),
        `${state}${fault === null ? '' : ` (${fault})`}`.padEnd(22),
        asks ? (requests === 0 ? 'from the deal folder' : count(requests, 'call')) : 'not asked for',
      ].join(' '),
    ),
    `${count(asked.length, 'partition')} of ${plan.length} would be asked for, with at least ${count(calls, 'call')}. Nothing was asked.`,
  ];
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
