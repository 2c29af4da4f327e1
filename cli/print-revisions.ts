import type { Deal } from '../config/deal/schema.ts';
import type { AssessSummary } from '../services/commitments/assess.ts';
import { readersOf } from '../services/commitments/readers.ts';
import { sayList, sayWord } from '../services/commitments/words.ts';
import { periodText } from '../services/notices/format.ts';
import { oneLine } from '../services/notices/one-line.ts';
import { publicationsText, revisionText } from '../services/notices/revision-text.ts';
import type { Revision } from '../services/observations/revision.ts';
import type { PullSummary } from '../services/sources/pull/context.ts';

/** How many revised figures of one source are printed; `status --json` has more of them. */
const SHOWN = 10;
const LONGEST = 600;

type Judged = Omit<AssessSummary, 'parted'>;

interface Cycle {
  readonly pulls: readonly Pick<PullSummary, 'source' | 'revised' | 'revisions'>[];
  readonly assessments: readonly Judged[];
}

/**
 * What a cycle found revised, with the commitments that read it and where they stand since; no line when nothing was.
 */
export function revisionLines({ pulls, assessments }: Cycle, deal: Deal, at: Temporal.Instant): string[] {
  return pulls.flatMap(({ source, revised, revisions }) => {
    const shown = revisions.slice(0, SHOWN);
    const hidden = revised - shown.length;
    return [
      ...shown.map((revision) => oneLine(`revised ${source}: ${lineOf(revision, deal, assessments, at)}`, LONGEST)),
      ...(hidden > 0 ? [`revised ${source}: ${hidden} more; status --json prints the newest of them`] : []),
    ].map((line) => line.replace(/^revised /, 'revised  '));
  });
}

function lineOf(revision: Revision, deal: Deal, assessments: readonly Judged[], at: Temporal.Instant): string {
  const { series, period, reportedBy } = revision;
  const spec = deal.series[series];
  const publisher = spec && deal.sources[spec.source]?.publisher === 'hand-fed' ? ` (${reportedBy})` : '';
  const readers = readersOf(deal, series, at).map((id) => standingText(id, assessments));
  return [
    `${spec?.title ?? series}${publisher}, ${periodText(period)}: ${revisionText(revision)}${whyGone(revision)}`,
    publicationsText(revision),
    readers.length === 0 ? 'no rule reads it' : `read by ${sayList(readers)}`,
  ].join('; ');
}

/** Why there is no value any more, as far as it is known. */
function whyGone({ after: { value, note } }: Revision): string {
  return value === null && note !== null ? ` (${note})` : '';
}

function standingText(id: string, assessments: readonly Judged[]): string {
  const judged = assessments.find(({ commitment }) => commitment === id);
  if (judged === undefined) return `${id} (not judged again)`;
  const { standing, before } = judged;
  if (before === null) return `${id} (${sayWord(standing)}, judged for the first time)`;
  const moved = standing === before ? 'as before' : `was ${sayWord(before)}`;
  return `${id} (${sayWord(standing)}, ${moved})`;
}
