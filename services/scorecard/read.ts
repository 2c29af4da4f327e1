import type { Deal } from '../../config/deal/schema.ts';
import { type AssessmentRow, latestAssessments } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { incidentsOpenAt } from '../../db/incidents.ts';
import { noticesOf } from '../../db/notices.ts';
import { latestPulls } from '../../db/pulls.ts';
import { lastKnownBy, sourceCoverage } from '../../db/series.ts';
import { vintagesById } from '../../db/vintages.ts';
import { judgementOf } from '../commitments/stored.ts';
import type { Scorecard, ScorecardCommitment } from './schema.ts';

export interface ScorecardContext {
  readonly db: Db;
  readonly deal: Deal;
  readonly figuresMode: 'recorded' | 'live';
}

/** How a deal stood at an instant, by what was known and judged by then. Reads, and changes nothing. */
export async function readScorecard(
  { db, deal, figuresMode }: ScorecardContext,
  asOf: Temporal.Instant,
): Promise<Scorecard> {
  const assessments = new Map((await latestAssessments(db, deal.id, asOf)).map((row) => [row.commitment, row]));
  const incidents = await incidentsOpenAt(db, deal.id, asOf);
  const open = new Map(incidents.filter(({ kind }) => kind === 'commitment').map((row) => [row.subject, row.id]));
  const knownTo = await lastKnownBy(db, deal.id, asOf);
  const documents = await documentsOf(db, [...assessments.values()]);
  return {
    schema: 'pactwatch.status/1',
    deal: deal.id,
    title: deal.title,
    short: deal.short,
    figures: figuresMode,
    asOf: asOf.toString(),
    dataKnownTo: knownTo?.toString() ?? null,
    commitments: Object.entries(deal.commitments).map(([id, { ref, title }]) => ({
      id,
      ref,
      title,
      ...standingOf(assessments.get(id), documents),
      incident: open.get(id) ?? null,
    })),
    sources: await sourcesOf({ db, deal, figuresMode }, asOf),
    incidents: incidents.map(({ id, kind, subject, standing, openedAt, transition, reason, at }) => ({
      id,
      kind,
      subject,
      standing,
      openedAt: openedAt.toString(),
      transition,
      reason,
      at: at.toString(),
    })),
    notices: (await noticesOf(db, deal.id, asOf)).map((row) => ({
      id: row.id,
      incident: row.incident,
      commitment: row.subject,
      transition: row.transition,
      reason: row.reason,
      address: row.address,
      state: row.state,
      attempts: row.attempts,
      maybeSentBefore: row.maybeSent,
      sentAt: row.sentAt?.toString() ?? null,
      place: row.place,
      detail: row.detail,
      messageId: row.messageId,
    })),
  };
}

type Standing = Omit<ScorecardCommitment, 'id' | 'ref' | 'title' | 'incident'>;

const NOT_JUDGED: Standing = {
  standing: 'unknown',
  legal: 'unknown',
  legalWords: null,
  value: null,
  target: null,
  unit: null,
  period: null,
  margin: null,
  evidence: null,
  proxy: false,
  method: null,
  since: null,
  reason: 'It has not been judged yet.',
  wayBack: null,
  remarks: [],
  cautions: [],
  figures: [],
  documents: [],
};

function standingOf(row: AssessmentRow | undefined, documents: ReadonlyMap<string, string>): Standing {
  if (!row) return NOT_JUDGED;
  const judgement = judgementOf(row);
  const used = judgement.figures.flatMap(({ vintages }) => vintages.map((vintage) => documents.get(vintage)!));
  return {
    standing: row.standing,
    legal: row.legal,
    legalWords: judgement.legalWords,
    value: row.value,
    target: row.target,
    unit: row.unit,
    period: row.period,
    margin: row.margin,
    evidence: judgement.grade,
    proxy: judgement.proxy,
    method: row.method,
    since: row.since.toString(),
    reason: row.reason,
    wayBack: judgement.wayBack,
    remarks: [...judgement.remarks],
    cautions: [...judgement.cautions],
    figures: judgement.figures.map((figure) => ({ ...figure, vintages: [...figure.vintages] })),
    documents: [...new Set(used)],
  };
}

/** The document of each vintage that the assessments used. */
async function documentsOf(db: Db, rows: readonly AssessmentRow[]): Promise<ReadonlyMap<string, string>> {
  const vintages = await vintagesById(
    db,
    rows.flatMap((row) => row.inputs),
  );
  return new Map(vintages.map(({ vintage, document }) => [vintage, document]));
}

async function sourcesOf({ db, deal }: ScorecardContext, asOf: Temporal.Instant): Promise<Scorecard['sources']> {
  const pulls = new Map((await latestPulls(db, deal.id, asOf)).map((pull) => [pull.source, pull]));
  const coverage = new Map((await sourceCoverage(db, deal.id, asOf)).map((row) => [row.source, row]));
  return Object.entries(deal.sources).map(([id, { title, publisher }]) => {
    const pull = pulls.get(id);
    return {
      id,
      title,
      publisher,
      outcome: pull?.outcome ?? 'never',
      detail: pull?.detail ?? null,
      lastSuccess: pull?.lastSuccess?.toString() ?? null,
      latestPeriod: coverage.get(id)?.latestPeriod ?? null,
      observations: coverage.get(id)?.observations ?? 0,
      late: pull?.outcome === 'failed',
    };
  });
}
