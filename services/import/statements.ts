import { canonicalDecimal } from '../../config/vocabulary/decimal.ts';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import type { MeasureRow } from '../../db/measures.ts';
import type { ReportRow } from '../../db/vintages.ts';
import { groupedDecimal } from '../notices/format.ts';
import type { SeriesObservation } from '../observations/normalise.ts';
import type { ReportedMeasure } from '../sources/connector.ts';
import type { Statement } from './changes.ts';

type Figure = Pick<ReportRow, 'series' | 'period' | 'reportedBy' | 'value' | 'unit' | 'status' | 'superseded'>;

/** What is known of figures. One that is missing and not entered any more is no news. */
export function knownFigures(rows: readonly Figure[], entered: readonly Statement[]): Statement[] {
  const ids = new Set(entered.map(({ id }) => id));
  return rows
    .map((row) => ({ row, statement: figureStatement(row) }))
    .filter(({ row, statement }) => row.value !== null || ids.has(statement.id))
    .map(({ statement }) => statement);
}

/** What rows state of figures. */
export function enteredFigures(observations: readonly SeriesObservation[]): Statement[] {
  return observations.map(
    ({ series, observation: { period, reportedBy = '', value, unit, status, superseded = null } }) =>
      figureStatement({ series, period: formatPeriod(period), reportedBy, value, unit, status, superseded }),
  );
}

/** Of a figure, what makes a new vintage of it. */
function figureStatement({ series, period, reportedBy, value, unit, status, superseded }: Figure): Statement {
  return {
    id: `${series} of ${period} by ${reportedBy}`,
    says: {
      value: value === null ? '' : `${groupedDecimal(canonicalDecimal(value))} ${unit}`,
      status,
      superseded: superseded ?? '',
    },
  };
}

type Measure = Omit<ReportedMeasure, 'locator' | 'publishedAt' | 'kindInRegister'>;

/** What is known of measures that are still listed. */
export function knownMeasures(rows: readonly MeasureRow[]): Statement[] {
  return rows
    .filter(({ listing }) => listing === 'listed')
    .map(({ effect, note, ...row }) =>
      measureStatement({ ...row, ...(effect === null ? {} : { effect }), ...(note === null ? {} : { note }) }),
    );
}

/** What rows state of measures. */
export const enteredMeasures = (measures: readonly ReportedMeasure[]): Statement[] => measures.map(measureStatement);

function measureStatement(measure: Measure): Statement {
  const { affected, products, isOfficial } = measure;
  return {
    id: measure.key,
    says: {
      title: measure.title,
      kind: measure.kind,
      effect: measure.effect ?? '',
      implementer: measure.implementer,
      official: isOfficial === null ? '' : isOfficial ? 'yes' : 'no',
      announced: measure.announced ?? '',
      in_force_from: measure.inForceFrom ?? '',
      removed: measure.removed ?? '',
      products: inOrder(products.map(({ code }) => code)),
      affected: affected === 'all' ? affected : inOrder(affected),
      reported_by: measure.reportedBy ?? '',
      source_url: measure.page ?? '',
      note: measure.note ?? '',
    },
  };
}

const inOrder = (words: readonly string[]) => [...new Set(words)].toSorted().join(' ');
