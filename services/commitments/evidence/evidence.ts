import type { Deal } from '../../../config/deal/schema.ts';
import { comparePeriods } from '../../../config/vocabulary/period.ts';
import { converterOf } from '../../observations/convert.ts';
import type { Evidence, KnownObservation, KnownRegister, KnownSeries, SeriesWindow } from '../rule.ts';

/**
 * The evidence for one commitment, by `windowsOf`, from reports in any order and from the registers that it reads. Reports of other series, or from before a series' window,
 * are left out: what a rule sees does not depend on how much was loaded.
 * @throws Error when a need names a series that the deal does not have.
 */
export function evidenceOf(
  deal: Deal,
  needs: readonly SeriesWindow[],
  reports: readonly KnownObservation[],
  registers: readonly KnownRegister[] = [],
): Evidence {
  const bySeries = Map.groupBy(reports, (report) => report.series);
  const within = (windows: readonly SeriesWindow[]): ReadonlyMap<string, KnownSeries> =>
    new Map(
      Map.groupBy(windows, ({ series }) => series)
        .entries()
        .map(([id, own]) => [id, knownSeries(deal, id, own, bySeries.get(id) ?? [])]),
    );
  const known = within(needs.filter(({ watch, mirror }) => !watch && !mirror));
  const histories = within(needs.filter(({ watch }) => watch));
  const sides = within(needs.filter(({ mirror }) => mirror));

  return {
    convert: converterOf(deal.conversions),
    seed: deal.id,
    series(id) {
      const series = known.get(id);
      if (!series) throw new Error(`the rule reads series "${id}" without naming it in its needs`);
      return series;
    },
    history(id) {
      const series = histories.get(id);
      if (!series) throw new Error(`series "${id}" is watched for drift, and its history was not gathered`);
      return series;
    },
    side(id) {
      const series = sides.get(id);
      if (!series) throw new Error(`series "${id}" is a side of a mirror, and was not gathered for that`);
      return series;
    },
    register(id) {
      const register = registers.find((one) => one.id === id);
      if (!register) throw new Error(`the rule reads register "${id}" without naming it in its registers`);
      return register;
    },
  };
}

function knownSeries(
  deal: Deal,
  id: string,
  windows: readonly SeriesWindow[],
  reports: readonly KnownObservation[],
): KnownSeries {
  const spec = Object.hasOwn(deal.series, id) ? deal.series[id] : undefined;
  if (!spec) throw new Error(`a rule of deal "${deal.id}" needs series "${id}", and the deal has none of that name`);
  const inside = reports.filter(({ period }) =>
    windows.some(({ from }) => from === undefined || Temporal.PlainYearMonth.compare(period.start, from) >= 0),
  );
  return { id, spec, reports: inside.toSorted(byPeriodThenReporter) };
}

function byPeriodThenReporter(a: KnownObservation, b: KnownObservation): number {
  return (
    comparePeriods(a.period, b.period) || compareText(a.reportedBy, b.reportedBy) || compareText(a.vintage, b.vintage)
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
