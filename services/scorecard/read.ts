import type { Deal } from '../../config/deal/schema.ts';
import type { Clock } from '../../config/vocabulary/evidence.ts';
import { latestAssessments, type NewAssessment } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { incidentsOpenAt } from '../../db/incidents.ts';
import { lastDigests } from '../../db/messages.ts';
import { noticesOf } from '../../db/notices.ts';
import { refusals } from '../../db/refusals.ts';
import { measureVintagesById } from '../../db/registers.ts';
import { revisionsBetween } from '../../db/revisions.ts';
import { lastReleaseBy } from '../../db/series.ts';
import { vintagesById } from '../../db/vintages.ts';
import type { ComparedSides } from '../commitments/mirrors/sides.ts';
import { readersOf } from '../commitments/readers.ts';
import { judgementOf, type StoredJudgement } from '../commitments/stored.ts';
import { fateOf } from '../notices/fate.ts';
import { revisionOf } from '../observations/revision.ts';
import { standingsAsPublished } from '../replay/as-published.ts';
import { measuresKnown } from './measures.ts';
import type { Scorecard, ScorecardCommitment, ScorecardSides } from './schema.ts';
import { sourcesOf } from './sources.ts';

export interface ScorecardContext {
  readonly db: Db;
  readonly deal: Deal;
  readonly figuresMode: 'recorded' | 'live';
}

/**
 * How a deal stood at an instant: on the known clock by what was known and judged by then, on the published clock judged
 * afresh. Reads, and changes nothing.
 */
export async function readScorecard(
  { db, deal, figuresMode }: ScorecardContext,
  asOf: Temporal.Instant,
  clock: Clock = 'known',
): Promise<Scorecard> {
  const assessments = await assessmentsOn(clock, db, deal, asOf);
  const incidents = await incidentsOpenAt(db, deal.id, asOf);
  const openOf = (of: 'commitment' | 'source') =>
    new Map(incidents.filter(({ kind }) => kind === of).map((row) => [row.subject, row.id]));
  const open = openOf('commitment');
  const knownTo = await lastReleaseBy(db, deal.id, clock, asOf);
  const revised = await revisionsBetween(db, deal.id, asOf.subtract(REVISIONS_OF), asOf);
  const documents = await documentsOf(db, [...assessments.values()]);
  return {
    schema: 'pactwatch.status/1',
    deal: deal.id,
    title: deal.title,
    short: deal.short,
    figures: figuresMode,
    asOf: asOf.toString(),
    clock,
    dataKnownTo: knownTo?.toString() ?? null,
    commitments: Object.entries(deal.commitments).map(([id, { ref, title }]) => ({
      id,
      ref,
      title,
      ...standingOf(assessments.get(id), documents),
      incident: open.get(id) ?? null,
    })),
    sources: await sourcesOf({ db, deal, figuresMode }, openOf('source'), asOf),
    measures: await measuresKnown(db, deal, clock, asOf),
    incidents: incidents.map(({ id, kind, subject, standing, state, openedAt, transition, reason, at }) => ({
      id,
      kind,
      subject,
      standing,
      state,
      openedAt: openedAt.toString(),
      transition,
      reason,
      at: at.toString(),
    })),
    notices: (await noticesOf(db, deal.id, asOf)).map((row) => ({
      ...fateOf(row),
      incident: row.incident,
      commitment: row.of === 'commitment' ? row.subject : null,
      source: row.of === 'source' ? row.subject : null,
      transition: row.transition,
      reason: row.reason,
      why: row.noticeReason,
      messageId: row.messageId,
    })),
    digests: (await lastDigests(db, deal.id, asOf)).map((row) => ({
      ...row,
      writtenAt: row.writtenAt.toString(),
      sentAt: row.sentAt?.toString() ?? null,
    })),
    refused: (await refusals(db)).map(({ at, ...row }) => ({ ...row, at: at.toString() })),
    revisions: revised.newest.map(({ before, after }) => ({
      ...revisionOf(before, after),
      knownFrom: after.knownFrom.toString(),
      commitments: readersOf(deal, after.series, asOf),
    })),
    revisionCount: revised.count,
  };
}

/** An assessment, stored or made afresh. */
type Judged = Omit<NewAssessment, 'judgement'> & { readonly judgement: StoredJudgement };

async function assessmentsOn(
  clock: Clock,
  db: Db,
  deal: Deal,
  asOf: Temporal.Instant,
): Promise<ReadonlyMap<string, Judged>> {
  if (clock === 'published') return standingsAsPublished(db, deal, asOf);
  const rows = await latestAssessments(db, deal.id, asOf);
  return new Map(rows.map((row) => [row.commitment, { ...row, judgement: judgementOf(row) }]));
}

/** How far back revisions are told. */
const REVISIONS_OF = { hours: 30 * 24 };

type Standing = Omit<ScorecardCommitment, 'id' | 'ref' | 'title' | 'incident'>;

const NOT_JUDGED: Standing = {
  standing: 'unknown',
  found: 'unknown',
  unstable: false,
  legal: 'unknown',
  legalWords: null,
  value: null,
  target: null,
  unit: null,
  period: null,
  margin: null,
  headroom: null,
  evidence: null,
  proxy: false,
  method: null,
  since: null,
  reason: 'It has not been judged yet.',
  wayBack: null,
  remarks: [],
  cautions: [],
  figures: [],
  quality: null,
  sides: [],
  documents: [],
};

function standingOf(row: Judged | undefined, documents: Documents): Standing {
  if (!row) return NOT_JUDGED;
  const { judgement } = row;
  const figures = [...judgement.figures, ...judgement.sides].flatMap(({ vintages }) => vintages);
  const used = [
    ...figures.map((vintage) => documents.figures.get(vintage)!),
    ...(judgement.measures ?? []).map((vintage) => documents.measures.get(vintage)!),
  ];
  return {
    standing: row.standing,
    found: judgement.found,
    unstable: judgement.steadiness?.unstable ?? false,
    legal: row.legal,
    legalWords: judgement.legalWords,
    value: row.value,
    target: row.target,
    unit: row.unit,
    period: row.period,
    margin: row.margin,
    headroom: judgement.headroom,
    evidence: judgement.grade,
    proxy: judgement.proxy,
    method: row.method,
    since: row.since.toString(),
    reason: row.reason,
    wayBack: judgement.wayBack,
    remarks: [...judgement.remarks],
    cautions: [...judgement.cautions],
    figures: judgement.figures.map((figure) => ({ ...figure, vintages: [...figure.vintages] })),
    quality: judgement.quality,
    sides: judgement.sides.map(shownSides),
    documents: [...new Set(used)],
  };
}

/** Without its arithmetic, which `explain` prints. */
function shownSides({ steps: _steps, remarks: _remarks, inputs: _inputs, ...shown }: ComparedSides): ScorecardSides {
  return shown;
}

/** The document of each vintage that the assessments used. */
type Documents = Readonly<Record<'figures' | 'measures', ReadonlyMap<string, string>>>;

async function documentsOf(db: Db, rows: readonly Judged[]): Promise<Documents> {
  const vintages = await vintagesById(
    db,
    rows.flatMap((row) => row.inputs),
  );
  const measures = await measureVintagesById(
    db,
    rows.flatMap(({ judgement }) => judgement.measures ?? []),
  );
  const documents = (read: readonly { readonly vintage: string; readonly document: string }[]) =>
    new Map(read.map(({ vintage, document }) => [vintage, document]));
  return { figures: documents(vintages), measures: documents(measures) };
}
