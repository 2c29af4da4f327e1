import type { Deal } from '../../../config/deal/schema.ts';
import { STANDINGS } from '../../../config/vocabulary/standing.ts';
import { type AssessmentRow, latestAssessments } from '../../../db/assessments.ts';
import type { Db } from '../../../db/connection.ts';
import { incidentsOpenAt } from '../../../db/incidents.ts';
import { movesBetween } from '../../../db/incident-moves.ts';
import { noticesOfIncidents } from '../../../db/notices.ts';
import { revisionsBetween } from '../../../db/revisions.ts';
import { seriesReadBy } from '../../commitments/readers.ts';
import { judgementOf } from '../../commitments/stored.ts';
import { revisionOf } from '../../observations/revision.ts';
import { readSourceHealth } from '../../sources/health/read.ts';
import type { Addressee } from '../decide/addressee.ts';
import { DigestContent } from '../digest-content.ts';
import { openIncidentsOf } from './incidents.ts';
import { dueNext, sourcesInTrouble } from './sources.ts';
import { type Followed, followedBy } from '../decide/followed.ts';
import { placeKeyOf } from '../ids.ts';

export interface DigestContext {
  readonly db: Db;
  readonly deal: Deal;
  readonly figuresMode: 'recorded' | 'live';
  /** Publishers' names by publisher id. */
  readonly publisherNames: Readonly<Record<string, string>>;
}

/** The span that a digest tells of: what moved after `from` and by `to`, the instant at which it is made. */
export interface DigestSpan {
  readonly week: string;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** Gathers all that the weekly digest says to one recipient, of what they follow. */
export async function gatherDigest(
  context: DigestContext,
  addressee: Addressee,
  { week, from, to }: DigestSpan,
): Promise<DigestContent> {
  const { db, deal, figuresMode } = context;
  const followed = followedBy(addressee, deal, to);
  const health = await readSourceHealth(context, to);
  const open = (await incidentsOpenAt(db, deal.id, to)).filter(({ kind, subject }) => followed[kind].has(subject));
  const revised = await revisionsBetween(db, deal.id, from, to, seriesReadBy(deal, followed.commitment, to));
  return DigestContent.parse({
    about: 'digest',
    deal: { id: deal.id, short: deal.short, title: deal.title, version: deal.version },
    figuresMode,
    week,
    from: from.toString(),
    to: to.toString(),
    commitments: commitmentsOf(deal, await latestAssessments(db, deal.id, to), followed),
    moved: await movedOf(context, addressee, followed, { from, to }),
    sources: sourcesInTrouble(context, open, health, followed, to),
    revisions: revised.newest.map(({ before, after }) => ({
      ...revisionOf(before, after),
      series: deal.series[after.series]?.title ?? after.series,
      knownFrom: after.knownFrom.toString(),
    })),
    revisionCount: revised.count,
    next: dueNext(context, health, followed, to),
    incidents: await openIncidentsOf(context, open, to),
    status: 'npx pactwatch status',
  });
}

function commitmentsOf(deal: Deal, assessments: readonly AssessmentRow[], followed: Followed) {
  const byCommitment = new Map(assessments.map((row) => [row.commitment, row]));
  return Object.entries(deal.commitments)
    .filter(([id]) => followed.commitment.has(id))
    .map(([id, { ref, title, clause }]) => {
      const row = byCommitment.get(id);
      const judgement = row && judgementOf(row);
      return {
        id,
        ref,
        title,
        clause,
        standing: row?.standing ?? 'unknown',
        legal: row?.legal ?? 'unknown',
        value: judgement?.value ?? null,
        target: judgement?.target ?? null,
        targetIs: judgement?.targetIs ?? null,
        margin: judgement?.margin ?? null,
        period: judgement?.period ?? null,
        since: row?.since.toString() ?? null,
        reason: row?.reason ?? 'It has not been judged yet.',
      };
    })
    .toSorted((a, b) => badness(b.standing) - badness(a.standing));
}

/** What nobody could judge stands last. */
const badness = (standing: (typeof STANDINGS)[number]) => (standing === 'unknown' ? -1 : STANDINGS.indexOf(standing));

async function movedOf(
  { db, deal }: DigestContext,
  addressee: Addressee,
  followed: Followed,
  { from, to }: Pick<DigestSpan, 'from' | 'to'>,
) {
  const moves = (await movesBetween(db, deal.id, from, to)).filter(({ of, subject }) => followed[of].has(subject));
  const notices = (await noticesOfIncidents(db, [...new Set(moves.map(({ incidentId }) => incidentId))])).filter(
    (notice) => placeKeyOf(notice) === placeKeyOf(addressee),
  );
  return moves.map(({ of, subject, incidentId, seq, kind, at, reason, ...move }) => {
    const about = notices.filter((notice) => notice.incidentId === incidentId && notice.seq === seq);
    const told = about.some(({ cause }) => cause === null);
    const spec = of === 'commitment' ? deal.commitments[subject] : deal.sources[subject];
    return {
      subject,
      ref: of === 'commitment' ? (deal.commitments[subject]?.ref ?? null) : null,
      title: spec?.title ?? subject,
      at: at.toString(),
      kind,
      change:
        of === 'commitment'
          ? { of, from: move.fromStanding, to: move.toStanding, reason }
          : { of, from: move.fromState, to: move.toState, reason },
      heldBack: told ? null : (about.at(-1)?.cause ?? null),
    };
  });
}
