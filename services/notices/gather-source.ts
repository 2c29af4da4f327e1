import type { Deal } from '../../config/deal/schema.ts';
import { formatPeriod } from '../../config/vocabulary/period.ts';
import type { SourceReason, SourceState } from '../../config/vocabulary/source-state.ts';
import type { MoveKind } from '../../config/vocabulary/transition.ts';
import { latestAssessments } from '../../db/assessments.ts';
import type { Db } from '../../db/connection.ts';
import type { Connector } from '../sources/connector.ts';
import type { SourceHealth } from '../sources/health/health.ts';
import type { Expected } from '../sources/release/expected.ts';
import { calendarWords } from '../sources/release/words.ts';
import { SourceNoticeContent } from './source-content.ts';
import { fixesFor } from './source-fixes.ts';

export interface GatherSourceContext {
  readonly db: Db;
  readonly deal: Deal;
  readonly figuresMode: 'recorded' | 'live';
  readonly connectors: Readonly<Record<string, Pick<Connector<unknown>, 'name' | 'baseUrl' | 'key'>>>;
}

interface GatheredSourceTransition {
  readonly seq: number;
  readonly kind: MoveKind;
  readonly reason: SourceReason;
  readonly from: SourceState | null;
  readonly to: SourceState;
  readonly at: Temporal.Instant;
}

export interface GatheredSource {
  readonly id: string;
  readonly health: SourceHealth;
  /** The commitments that read it. */
  readonly feeds: readonly string[];
  readonly incident: string;
  readonly transition: GatheredSourceTransition;
}

/** Gathers all that the mails about a transition of a source say, with the commitments that rest on it as they stand. */
export async function gatherSourceContent(
  { db, deal, figuresMode, connectors }: GatherSourceContext,
  { id, health, feeds, incident, transition }: GatheredSource,
): Promise<SourceNoticeContent> {
  const spec = deal.sources[id]!;
  const connector = connectors[spec.publisher]!;
  const { late, failing, lastOkAt, lastNews, newest, next } = health;
  return SourceNoticeContent.parse({
    about: 'source',
    deal: { id: deal.id, short: deal.short, title: deal.title, version: deal.version },
    figuresMode,
    incident,
    transition: { ...transition, at: transition.at.toString() },
    source: { id, title: spec.title, publisher: connector.name },
    calendar: {
      words: calendarWords(spec.release),
      source: 'irregular' in spec.release ? null : spec.release.source,
      note: spec.release.note ?? null,
    },
    lacking:
      late?.reason !== 'period_overdue'
        ? []
        : late.lacking.map((one) => ({
            ...plain(one),
            series: deal.series[one.series]!.title,
            newest: one.newest && formatPeriod(one.newest),
          })),
    quietSince: late?.reason === 'quiet_too_long' ? late.quietSince.toString() : null,
    next: next && plain(next),
    newest: newest && formatPeriod(newest),
    lastNews: lastNews?.toString() ?? null,
    failing: failing && {
      fault: failing.fault,
      failures: failing.failures,
      since: failing.since.toString(),
      until: failing.until.toString(),
      words: failing.detail,
    },
    lastOkAt: lastOkAt?.toString() ?? null,
    commitments: await restingOn(db, deal, feeds, transition.at),
    fixes: transition.kind === 'closed' ? [] : fixesFor({ id, spec, connector }, health),
    status: 'npx pactwatch status',
  });
}

/** The same of a source that is in the deal file no longer: what was last said of it, with nothing left to be done. */
export function withdrawnContent(last: unknown, transition: GatheredSourceTransition): SourceNoticeContent {
  return {
    ...SourceNoticeContent.parse(last),
    transition: { ...transition, at: transition.at.toString() },
    lacking: [],
    quietSince: null,
    next: null,
    failing: null,
    fixes: [],
  };
}

const plain = ({ period, by }: Expected) => ({ period: formatPeriod(period), by: by.toString() });

async function restingOn(db: Db, deal: Deal, feeds: readonly string[], at: Temporal.Instant) {
  const assessments = new Map((await latestAssessments(db, deal.id, at)).map((row) => [row.commitment, row]));
  return feeds.map((id) => {
    const { ref, title } = deal.commitments[id]!;
    const { standing = 'unknown', legal = 'unknown' } = assessments.get(id) ?? {};
    return { id, ref, title, standing, legal };
  });
}
