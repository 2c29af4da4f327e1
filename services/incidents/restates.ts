import type { AssessmentRow } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { measureVintagesById } from '../../db/registers.ts';
import { vintagesById } from '../../db/vintages.ts';
import { inputsByKind } from '../commitments/inputs.ts';
import { judgementOf } from '../commitments/stored.ts';

/**
 * Whether an assessment only says anew what the one before it said: it was judged by something else, and given no figure
 * and no measure that became known since. Those that a changed rule reads for the first time are no news.
 */
export async function restates(db: Db, previous: AssessmentRow, current: AssessmentRow): Promise<boolean> {
  const [before, now] = [judgementOf(previous), judgementOf(current)];
  if (before.definition === now.definition) return false;
  const added = inputsByKind([...new Set(now.inputs).difference(new Set(before.inputs))]);
  const rows = [...(await vintagesById(db, added.figures)), ...(await measureVintagesById(db, added.measures))];
  return rows.every(({ knownFrom }) => Temporal.Instant.compare(knownFrom, previous.at) <= 0);
}
