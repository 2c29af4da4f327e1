import type { Deal } from '../../config/deal/schema.ts';
import type { Clock, VintageVerb } from '../../config/vocabulary/evidence.ts';
import { latestAssessment } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { answersOf } from '../../db/documents.ts';
import { type ReportRow, reportsAsOf, vintagesById } from '../../db/vintages.ts';
import { dayOf } from '../commitments/clock.ts';
import { inputsByKind } from '../commitments/inputs.ts';
import type { ComparedSides } from '../commitments/mirrors/sides.ts';
import { judgementOf } from '../commitments/stored.ts';
import { standingsAsPublished } from '../replay/as-published.ts';
import { connectors } from '../sources/registry.ts';
import type { Made } from '../replay/walk.ts';
import { judgedByVintage } from './by-vintage.ts';
import { explainedMeasures } from './measures.ts';
import type { ExplainedInput, ExplainedSides, Explanation } from './schema.ts';

export interface ExplainContext {
  readonly db: Db;
  readonly deal: Deal;
  readonly figuresMode: 'recorded' | 'live';
}

export interface ExplainBy {
  readonly clock?: Clock;
  /** Which vintage of each figure is judged by; `as-of` if not told. */
  readonly vintage?: VintageVerb;
}

/**
 * The latest assessment of a commitment by `asOf`, or one made afresh on the published clock or by another vintage, with every figure that it was given and where each stands in its
 * document. The arithmetic is what the rule wrote down while judging; nothing is computed again.
 * @returns undefined when the commitment had not been judged by then.
 */
export async function readExplanation(
  context: ExplainContext,
  commitmentId: string,
  asOf: Temporal.Instant,
  { clock = 'known', vintage = 'as-of' }: ExplainBy = {},
): Promise<Explanation | undefined> {
  const { db, deal, figuresMode } = context;
  const stored =
    clock === 'known' && vintage === 'as-of' ? await latestAssessment(db, deal.id, commitmentId, asOf) : undefined;
  const row = stored ?? (await madeAfresh(context, commitmentId, asOf, { clock, vintage }));
  if (!row) return undefined;
  const commitment = deal.commitments[commitmentId]!;
  const judgement = judgementOf(row);
  const used = new Set(judgement.figures.flatMap(({ vintages }) => vintages));
  const inputs = inputsByKind(judgement.inputs);
  const windows = commitment.context.map((series) => ({ series, from: null }));
  return {
    schema: 'pactwatch.explain/1',
    deal: deal.id,
    dealVersion: row.dealVersion,
    dealDigest: row.dealDigest,
    figures: figuresMode,
    commitment: {
      id: commitmentId,
      ref: commitment.ref,
      title: commitment.title,
      promise: commitment.promise,
      clause: commitment.clause,
      class: commitment.class,
      obligor: commitment.obligor,
      beneficiary: commitment.beneficiary,
      source: commitment.source,
      instruments: commitment.instruments.map((id) => deal.instruments[id]!.title),
      disputed: commitment.disputed,
      unconfirmed: commitment.unconfirmed,
      readings: commitment.readings.map(({ held_by: heldBy, ...reading }) => ({ ...reading, heldBy })),
    },
    assessment: stored?.id ?? null,
    at: row.at.toString(),
    asOf: asOf.toString(),
    clock: row.clock,
    vintage,
    method: row.method,
    rule: commitment.rule,
    steady: commitment.steady ?? null,
    standing: row.standing,
    found: judgement.found,
    unstable: judgement.steadiness?.unstable ?? false,
    since: row.since.toString(),
    legal: row.legal,
    legalWords: judgement.legalWords,
    value: judgement.value,
    target: judgement.target,
    margin: judgement.margin,
    headroom: judgement.headroom,
    period: judgement.period,
    evidence: [...judgement.evidence],
    reason: judgement.reason,
    wayBack: judgement.wayBack,
    remarks: [...judgement.remarks],
    cautions: [...judgement.cautions],
    steps: [...judgement.steps],
    quality: judgement.quality,
    sides: await explainedSides(context, judgement.sides),
    inputs: await explained(context, await vintagesById(db, inputs.figures), used),
    measures: await explainedMeasures(context, inputs.measures, new Set(judgement.measures), dayOf(row.at).toString()),
    context: await explained(context, await reportsAsOf(db, deal.id, windows, row.clock, row.at), new Set()),
  };
}

/** What is stored nowhere; nothing on the known clock as of an instant, of which all is stored. */
async function madeAfresh(
  { db, deal }: ExplainContext,
  commitment: string,
  at: Temporal.Instant,
  { clock, vintage }: Required<ExplainBy>,
): Promise<Made | undefined> {
  if (vintage !== 'as-of') return judgedByVintage(db, deal, commitment, { clock, at, vintage });
  if (clock === 'known') return undefined;
  return (await standingsAsPublished(db, deal, at, [commitment])).get(commitment);
}

/** With every figure that both sums rest on, and those of the year before. */
async function explainedSides(context: ExplainContext, sides: readonly ComparedSides[]): Promise<ExplainedSides[]> {
  return Promise.all(
    sides.map(async ({ inputs: _inputs, ...compared }) => {
      const { vintages, before } = compared;
      const figures = await vintagesById(context.db, [...vintages, ...(before?.vintages ?? [])]);
      return { ...compared, figures: await explained(context, figures, new Set(vintages)) };
    }),
  );
}

async function explained(
  { db, deal }: ExplainContext,
  rows: readonly ReportRow[],
  used: ReadonlySet<string>,
): Promise<ExplainedInput[]> {
  const answers = await answersOf(
    db,
    deal.id,
    rows.map(({ document }) => document),
  );
  const bySha = new Map(answers.map((answer) => [answer.sha256, answer]));
  return rows.map((row) => {
    const spec = deal.series[row.series];
    const publisher = spec === undefined ? undefined : deal.sources[spec.source]?.publisher;
    return {
      ...row,
      title: spec?.title ?? row.series,
      publisher: publisher === undefined ? row.reportedBy : connectors[publisher]!.name,
      publishedAt: row.publishedAt?.toString() ?? null,
      knownFrom: row.knownFrom.toString(),
      url: bySha.get(row.document)?.url ?? null,
      citation: bySha.get(row.document)?.citation ?? null,
      used: used.has(row.vintage),
    };
  });
}
