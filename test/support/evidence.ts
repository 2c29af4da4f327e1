import type {
  CommitmentSpec,
  ConversionSpec,
  Deal,
  InstrumentSpec,
  MirrorSpec,
  SeriesSpec,
} from '../../config/deal/schema.ts';
import { parsePeriod } from '../../config/vocabulary/period.ts';
import type { LegalReading, Standing } from '../../config/vocabulary/standing.ts';
import { evidenceOf } from '../../services/commitments/evidence/evidence.ts';
import { type EarlierJudgement, type Judgement, judge } from '../../services/commitments/judge.ts';
import { boundRule } from '../../services/commitments/registry.ts';
import { windowsOf } from '../../services/commitments/windows.ts';
import type { Finding, KnownObservation, KnownRegister } from '../../services/commitments/rule.ts';

export const AT = Temporal.Instant.from('2026-11-24T09:00:00Z');

type SeriesSpecs = Readonly<Record<string, SeriesSpec>>;

/** A series of monthly tonnes by official record, unless told otherwise. */
export function series(title: string, spec: Partial<SeriesSpec> = {}): SeriesSpec {
  return { title, source: 'press', frequency: 'month', unit: 't', evidence: ['official'], dimensions: {}, ...spec };
}

/** A reported value, or the status of a period that has none; its vintage tells series, period and reporter. */
export function report(
  id: string,
  period: string,
  value: string | null,
  more: Partial<KnownObservation> = {},
): KnownObservation {
  const reportedBy = more.reportedBy ?? 'Publisher';
  return {
    vintage: `${id}@${period}#${reportedBy}`,
    series: id,
    period: parsePeriod(period),
    unit: 't',
    value,
    status: value === null ? 'missing' : 'reported',
    reportedBy,
    superseded: null,
    note: null,
    publishedAt: null,
    knownFrom: Temporal.Instant.from('2026-11-01T00:00:00Z'),
    document: '0'.repeat(64),
    locator: '#',
    ...more,
  };
}

/** Reports of consecutive months, from the first one on. */
export function months(
  id: string,
  first: string,
  values: readonly (string | null)[],
  more: Partial<KnownObservation> = {},
): KnownObservation[] {
  const start = Temporal.PlainYearMonth.from(first);
  return values.map((value, index) => report(id, start.add({ months: index }).toString(), value, more));
}

export function commitment(spec: Partial<CommitmentSpec> = {}): CommitmentSpec {
  return {
    ref: 'TEST-01',
    title: 'A promise',
    promise: 'The obligor promises.',
    instruments: ['order'],
    class: 'domestic',
    obligor: 'Obligor',
    beneficiary: 'Beneficiary',
    clause: 'Article 1',
    due: { note: 'Continuous.' },
    source: 'made up',
    rule: { kind: 'unmeasured', because: 'Nothing is measured.' },
    context: [],
    readings: [],
    disputed: [],
    unconfirmed: [],
    ...spec,
  };
}

type Status = InstrumentSpec['status'][number];

export function status(from: string, is: Status['is'], more: Partial<Status> = {}): Status {
  return { from, is, checked: from, source: 'made up', ...more };
}

/** An order in force since 2020, for what needs a text that binds. */
const IN_FORCE: InstrumentSpec = {
  title: 'An order',
  short: 'order',
  status: [status('2020-01-01', 'in_force')],
};

interface DealParts {
  readonly series?: SeriesSpecs;
  readonly commitment?: CommitmentSpec;
  readonly instruments?: Readonly<Record<string, InstrumentSpec>>;
  readonly conversions?: Readonly<Record<string, ConversionSpec>>;
  readonly mirrors?: Readonly<Record<string, MirrorSpec>>;
}

/** A deal with one commitment, `promise`. */
export function dealWith(parts: DealParts): Deal {
  return {
    id: 'test-deal',
    title: 'A deal',
    short: 'deal',
    version: 1,
    summary: 'A deal for tests.',
    digest: '0'.repeat(64),
    folder: '/nowhere',
    conversions: parts.conversions ?? {},
    instruments: parts.instruments ?? { order: IN_FORCE },
    commitments: { promise: parts.commitment ?? commitment() },
    series: parts.series ?? {},
    mirrors: parts.mirrors ?? {},
    sources: {},
  };
}

interface Told {
  readonly rule: CommitmentSpec['rule'];
  readonly series: SeriesSpecs;
  readonly reports: readonly KnownObservation[];
  readonly registers?: readonly KnownRegister[];
  readonly conversions?: Readonly<Record<string, ConversionSpec>>;
  readonly at?: Temporal.Instant;
}

/** What the rule says by itself, before gates and law. */
export function assess({ rule, series: specs, reports, registers, conversions = {}, at = AT }: Told): Finding {
  const bound = boundRule({ rule });
  const deal = dealWith({ series: specs, conversions });
  return bound.assess(evidenceOf(deal, bound.needs(at), reports, registers), at);
}

interface Trial extends Omit<Told, 'rule'> {
  readonly commitment: CommitmentSpec;
  readonly instruments?: Readonly<Record<string, InstrumentSpec>>;
  readonly mirrors?: Readonly<Record<string, MirrorSpec>>;
  readonly previous?: EarlierJudgement | null;
}

/** A judgement before, by terms that are no longer the same: nothing of it but the standing goes on. */
export const before = (
  standing: Standing,
  legal: LegalReading = 'unknown',
  method = 'prohibited-flow/1',
): EarlierJudgement => ({ standing, legal, method, definition: 'another', steadiness: null, inputs: [] });

/** The whole judgement of the one commitment. */
export function judged({ reports, registers, at = AT, previous = null, ...parts }: Trial): Judgement {
  const deal = dealWith(parts);
  const evidence = evidenceOf(deal, windowsOf(deal, boundRule(parts.commitment), at), reports, registers);
  return judge({ deal, commitment: 'promise', evidence, at, previous });
}
