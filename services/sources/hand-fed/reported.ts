import { canonicalDecimal } from '../../../config/vocabulary/decimal.ts';
import { OBSERVATION_STATUSES } from '../../../config/vocabulary/evidence.ts';
import { MEASURE_EFFECTS, MEASURE_KINDS } from '../../../config/vocabulary/measure.ts';
import { parsePeriod } from '../../../config/vocabulary/period.ts';
import type { ReportedMeasure, ReportedObservation } from '../connector.ts';
import { startOfDay } from '../wire/day.ts';
import { pageWithoutKeys } from '../wire/page.ts';
import { type FigureColumn, isValueless } from './figures.ts';
import { type MeasureColumn, wordsIn } from './measures.ts';
import type { HandFedRow } from './rows.ts';

/** What a row of figures reports; the row has been checked. */
export function observationOf({ cells, locator }: HandFedRow<FigureColumn>): ReportedObservation {
  const superseded = cells.superseded.trim();
  return {
    of: { named: cells.series },
    period: parsePeriod(cells.period),
    unit: cells.unit.trim(),
    value: isValueless(cells.status) ? null : canonicalDecimal(cells.value),
    status: OBSERVATION_STATUSES.find((status) => status === cells.status)!,
    locator: locator('value'),
    reportedBy: cells.reported_by.trim(),
    note: [cells.note.trim(), cells.source_url].filter((text) => text !== '').join(' '),
    ...(superseded === '' ? {} : { superseded }),
    ...(cells.published === '' ? {} : { publishedAt: startOfDay(cells.published) }),
  };
}

/** What a row of measures reports; the row has been checked. */
export function measureOf({ cells, locator }: HandFedRow<MeasureColumn>): ReportedMeasure {
  const effect = MEASURE_EFFECTS.find((effect) => effect === cells.effect);
  const note = cells.note.trim();
  return {
    key: cells.key,
    title: cells.title.trim(),
    kind: MEASURE_KINDS.find((kind) => kind === cells.kind)!,
    ...(effect === undefined ? {} : { effect }),
    implementer: cells.implementer,
    isOfficial: cells.official === '' ? null : cells.official === 'yes',
    announced: dayOrNull(cells.announced),
    inForceFrom: dayOrNull(cells.in_force_from),
    removed: dayOrNull(cells.removed),
    products: [...new Set(wordsIn(cells.products))].map((code) => ({ code, inForceFrom: null, removed: null })),
    affected: cells.affected === 'all' ? 'all' : wordsIn(cells.affected),
    page: pageWithoutKeys(cells.source_url),
    locator: locator('key'),
    reportedBy: cells.reported_by.trim(),
    ...(note === '' ? {} : { note }),
    ...(cells.published === '' ? {} : { publishedAt: startOfDay(cells.published) }),
  };
}

const dayOrNull = (cell: string) => (cell === '' ? null : cell);
