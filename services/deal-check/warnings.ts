import type { Deal } from '../../config/deal/schema.ts';
import { lastMonth, parsePeriod } from '../../config/vocabulary/period.ts';
import type { CheckedCommitment, CheckedMirror, CheckedSeries, CheckedSource, DealWarning } from './schema.ts';

/** What is allowed in a deal and hardly meant. */
export function warningsOf(
  deal: Deal,
  commitments: readonly CheckedCommitment[],
  mirrors: readonly CheckedMirror[],
  sources: readonly CheckedSource[],
): DealWarning[] {
  return [
    ...commitments.flatMap((one) => commitmentWarnings(one, sources)),
    ...mirrors.flatMap((one) => mirrorWarnings(deal, one)),
    ...unread(deal, commitments, mirrors),
    ...sources.flatMap((source) => sourceWarnings(deal, commitments, source)),
    ...unused('instruments', deal.instruments, instrumentsIn(deal), 'no commitment names it'),
    ...unused(
      'conversions',
      deal.conversions,
      conversionsIn([...commitments, ...mirrors]),
      'no rule and no mirror needs it',
    ),
  ];
}

function commitmentWarnings(commitment: CheckedCommitment, sources: readonly CheckedSource[]): DealWarning[] {
  const at = `commitments.${commitment.id}`;
  const judged = commitment.series.filter(({ role }) => role === 'judged');
  const nobody = { at, message: 'nobody follows it: its mails go to no one' };
  return [
    ...(commitment.rule.judges && judged.length > 0 ? figureWarnings(at, judged, sources) : []),
    ...(commitment.recipients.length === 0 ? [nobody] : []),
  ];
}

function figureWarnings(at: string, judged: readonly CheckedSeries[], sources: readonly CheckedSource[]) {
  const ids = judged.map(({ id }) => id).join(', ');
  if (judged.every(({ figures }) => figures === null)) {
    const idle = sources.filter(({ id, idle }) => idle !== null && judged.some(({ source }) => source === id));
    const why = idle.map(({ id }) => `${id} is idle when recorded`).join(', ');
    return [{ at, message: `the folder has no figure of ${ids}${why === '' ? '' : ` (${why})`}: it will be unknown` }];
  }
  return judged.some(isInWindow)
    ? []
    : [{ at, message: `every figure of ${ids} lies before the months that it reads` }];
}

function isInWindow({ figures, from }: CheckedSeries): boolean {
  if (figures === null) return false;
  return from === null || Temporal.PlainYearMonth.compare(lastMonth(parsePeriod(figures.last)), from) >= 0;
}

function mirrorWarnings({ series }: Deal, { id, importer, exporter, basis, toldWith }: CheckedMirror): DealWarning[] {
  const at = `mirrors.${id}`;
  const isOpen = basis === null && [...importer, ...exporter].every((one) => series[one]!.basis === undefined);
  return [
    ...(toldWith.length === 0 ? [{ at, message: 'no rule reads a series of it: it is compared for nobody' }] : []),
    ...(isOpen ? [{ at, message: 'no basis is stated: of values say fob or cif, of weights gross-weight' }] : []),
  ];
}

function unread(
  deal: Deal,
  commitments: readonly CheckedCommitment[],
  mirrors: readonly CheckedMirror[],
): DealWarning[] {
  const compared = mirrors.filter(({ toldWith }) => toldWith.length > 0);
  const read = new Set([
    ...commitments.flatMap(({ series }) => series.map(({ id }) => id)),
    ...compared.flatMap(({ importer, exporter }) => [...importer, ...exporter]),
  ]);
  return unused('series', deal.series, read, 'no rule reads it, and no commitment shows it as context');
}

function sourceWarnings(deal: Deal, commitments: readonly CheckedCommitment[], source: CheckedSource): DealWarning[] {
  const at = `sources.${source.id}`;
  const feeds = Object.values(deal.series).some((series) => series.source === source.id);
  const isRegister = commitments.some(({ registers }) => registers.some(({ id }) => id === source.id));
  const listsMeasures = source.measures !== null || deal.sources[source.id]!.query['measures'] !== undefined;
  if (feeds || isRegister || listsMeasures || source.idle !== null) return [];
  return [{ at, message: 'it feeds no series, and no rule reads it as a register' }];
}

function unused(
  part: string,
  entries: Readonly<Record<string, unknown>>,
  used: ReadonlySet<string>,
  message: string,
): DealWarning[] {
  return Object.keys(entries)
    .filter((id) => !used.has(id))
    .map((id) => ({ at: `${part}.${id}`, message }));
}

const instrumentsIn = (deal: Deal): ReadonlySet<string> =>
  new Set(Object.values(deal.commitments).flatMap(({ instruments }) => instruments));

const conversionsIn = (users: readonly Pick<CheckedCommitment, 'conversions'>[]): ReadonlySet<string> =>
  new Set(users.flatMap(({ conversions }) => conversions.map(({ id }) => id)));
