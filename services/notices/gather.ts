import type { Deal } from '../../config/deal/schema.ts';
import type { Standing } from '../../config/vocabulary/standing.ts';
import type { TransitionKind } from '../../config/vocabulary/transition.ts';
import type { AssessmentRow } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import { answersOf } from '../../db/documents.ts';
import { vintagesById } from '../../db/vintages.ts';
import type { Judgement } from '../commitments/judge.ts';
import { judgementOf } from '../commitments/stored.ts';
import { NoticeContent, type NoticeFigure } from './content.ts';
import { chartAt } from './gather-chart.ts';
import { weighedMeasures } from './gather-measures.ts';
import { newsSince } from './gather-news.ts';
import { nextReleases } from './next-releases.ts';

interface GatherContext {
  readonly db: Db;
  readonly deal: Deal;
  readonly figuresMode: 'recorded' | 'live';
  readonly publisherNames: Readonly<Record<string, string>>;
}

interface GatheredTransition {
  readonly seq: number;
  readonly kind: TransitionKind;
  readonly reason: string;
  readonly from: Standing | null;
  readonly to: Standing;
  readonly at: Temporal.Instant;
}

/** Gathers all that the mails about a transition say, with every figure that was used and the document it stands in. */
export async function gatherContent(
  context: GatherContext,
  assessment: AssessmentRow,
  incident: string,
  transition: GatheredTransition,
): Promise<NoticeContent> {
  const { deal, figuresMode } = context;
  const judgement = judgementOf(assessment);
  const commitment = deal.commitments[assessment.commitment]!;
  const figures = await figuresOf(context, judgement);
  const measures = await weighedMeasures(context, assessment);
  const news = await newsSince(context, assessment);
  const next = nextReleases(deal, assessment.commitment, assessment.at);
  const chart = await chartAt(context, assessment);
  return NoticeContent.parse({
    deal: { id: deal.id, short: deal.short, title: deal.title, version: deal.version },
    figuresMode,
    incident,
    transition: { ...transition, at: transition.at.toString() },
    commitment: {
      id: assessment.commitment,
      ref: commitment.ref,
      title: commitment.title,
      clause: commitment.clause,
      promise: commitment.promise,
      obligor: commitment.obligor,
      class: commitment.class,
      source: commitment.source,
    },
    value: judgement.value,
    target: judgement.target,
    targetIs: judgement.targetIs,
    margin: judgement.margin,
    ...(judgement.headroom && { headroom: judgement.headroom }),
    period: judgement.period,
    evidence: {
      grades: judgement.evidence,
      cautions: judgement.cautions,
    },
    legal: { reading: judgement.legal, words: judgement.legalWords },
    reason: judgement.reason,
    wayBack: judgement.wayBack,
    remarks: judgement.remarks,
    readings: commitment.readings.map(({ held_by: heldBy, says, standing, source }) => ({
      heldBy,
      says,
      standing,
      source,
    })),
    figures,
    ...(measures.length === 0 ? {} : { measures }),
    ...news,
    ...(next.length === 0 ? {} : { next }),
    ...(chart === null ? {} : { chart }),
    ...(judgement.quality === null ? {} : { quality: judgement.quality }),
    ...(judgement.sides.length === 0 ? {} : { sides: judgement.sides }),
    since: assessment.since.toString(),
    method: assessment.method,
    clock: assessment.clock,
    explain: `npx pactwatch explain ${assessment.commitment}`,
  });
}

/** The reported figures behind a judgement, as they stand in their documents, newest period first. */
async function figuresOf(
  { db, deal, publisherNames }: GatherContext,
  judgement: Pick<Judgement, 'figures'>,
): Promise<NoticeFigure[]> {
  const used = judgement.figures.flatMap((figure) => figure.vintages);
  const vintages = await vintagesById(db, used);
  const answers = await answersOf(
    db,
    deal.id,
    vintages.map((vintage) => vintage.document),
  );
  const bySha = new Map(answers.map((answer) => [answer.sha256, answer]));
  return vintages.map((vintage) => {
    // A deal file that was edited since may have neither: an alarm does not wait for that.
    const spec = deal.series[vintage.series];
    const source = spec && deal.sources[spec.source];
    const publisher = source ? publisherNames[source.publisher]! : vintage.reportedBy;
    const answer = bySha.get(vintage.document)!;
    return {
      series: spec?.title ?? vintage.series,
      period: vintage.period,
      value: vintage.value,
      unit: vintage.unit,
      status: vintage.status,
      publisher: vintage.reportedBy === publisher ? publisher : `${vintage.reportedBy}, by ${publisher}`,
      publishedAt: vintage.publishedAt?.toString() ?? null,
      retrievedAt: answer.retrievedAt.toString(),
      document: vintage.document,
      locator: vintage.locator,
      url: answer.url,
      citation: answer.citation,
      note: vintage.note,
    };
  });
}
