import { z } from 'zod';
import { EVIDENCE_GRADES } from '../vocabulary/evidence.ts';
import { FREQUENCIES } from '../vocabulary/period.ts';
import { STANDINGS } from '../vocabulary/standing.ts';
import { BasisName, Conversion, type ConversionSpec } from './conversion.ts';
import { Release } from './release.ts';

const Id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id is lower-case letters, digits and hyphens, a letter first');
const Text = z.string().trim().min(1);
const Day = z.iso.date();
const Month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, 'write a month such as 2020-01');
/** Where a statement of the deal file was read; a person must be able to find it again. */
const Citation = Text;

/** What a status of an instrument means for the legal reading. Only the first lets an obligation bind. */
export const INSTRUMENT_STATUSES = [
  'in_force',
  'signed_not_in_force',
  'announced',
  'operative_not_binding',
  'political',
  'terminated',
  'disputed',
] as const;
export type InstrumentStatus = (typeof INSTRUMENT_STATUSES)[number];

export const BINDING_CLASSES = ['treaty', 'joint_statement', 'mou', 'commercial', 'domestic', 'press_claim'] as const;
export type BindingClass = (typeof BINDING_CLASSES)[number];

const StatusInterval = z.strictObject({
  from: Day,
  is: z.enum(INSTRUMENT_STATUSES),
  /** When a person last looked: a status goes stale, and nothing is extrapolated from it. */
  checked: Day,
  source: Citation,
  /** For `disputed`: the statuses that are claimed. If none of them is `in_force`, the text binds in no reading. */
  claimed: z.array(z.enum(INSTRUMENT_STATUSES)).min(2).optional(),
  note: Text.optional(),
});

const Instrument = z.strictObject({
  title: Text,
  short: Text,
  status: z.array(StatusInterval).min(1),
  note: Text.optional(),
});

/** One way of reading a disputed text, and what the commitment's figures would mean under it. */
const Reading = z.strictObject({
  key: Text,
  held_by: Text,
  says: Text,
  standing: z.enum(STANDINGS),
  source: Citation,
});

const Commitment = z.strictObject({
  ref: Text,
  title: Text,
  promise: Text,
  instruments: z.array(Id),
  class: z.enum(BINDING_CLASSES),
  obligor: Text,
  beneficiary: Text,
  clause: Text,
  /** Dates between which the obligation binds; without a date, the file says why there is none. */
  due: z.strictObject({ from: Day.optional(), by: Day.optional(), note: Text.optional() }),
  source: Citation,
  rule: z.looseObject({ kind: Id }),
  /** Series that a reader should see beside the ones that are judged. */
  context: z.array(Id).default([]),
  readings: z.array(Reading).default([]),
  disputed: z.array(Text).default([]),
  unconfirmed: z.array(Text).default([]),
});

/** One whose report of a figure is taken where others report another, and why. */
const Preference = z.strictObject({ reporter: Text, why: Text });

const Series = z.strictObject({
  title: Text,
  source: Id,
  frequency: z.enum(FREQUENCIES),
  unit: Text,
  /** What the unit measures, where a unit alone would leave that open. */
  basis: BasisName.optional(),
  evidence: z.array(z.enum(EVIDENCE_GRADES)).min(1),
  /** What the figure does not show; printed wherever the figure is. */
  caution: Text.optional(),
  /** Why a period may have no row at all, such as no trade in it: its absence then makes no source late. */
  sparse: Text.optional(),
  /** The last month that is reported, of a series that goes no further. */
  ended: Month.optional(),
  /** Whose report counts where several disagree on a figure, first choice first; without it, none does. */
  prefer: z
    .array(Preference)
    .min(1)
    .refine((list) => new Set(list.map(({ reporter }) => reporter)).size === list.length, 'names a reporter twice')
    .optional(),
  dimensions: z.record(z.string(), Text),
});

const Source = z.strictObject({
  title: Text,
  publisher: Id,
  query: z.looseObject({}),
  /** Cron expression in UTC, five or six fields. */
  schedule: z
    .string()
    .regex(
      /^(?:[\dA-Za-z*,/-]+ ){4,5}[\dA-Za-z*,/-]+$/,
      'write a cron expression of five or six fields, such as "0 6 * * *"',
    ),
  /** First month that is asked for. */
  history: Month,
  /** How far back the publisher still revises what it has released. */
  revision_window: z.string().regex(/^P(?=\d)(\d+Y)?(\d+M)?$/, 'write years and months, such as P2Y or P18M'),
  /** When a period is expected to be there. */
  release: Release,
  terms: Text,
  /** Why nothing is recorded of this source, where nothing is. */
  idle_when_recorded: Text.optional(),
});

/** A deal folder's `deal.yaml`, before rule terms and queries are checked by those who own them. */
export const DealFile = z.strictObject({
  id: Id,
  title: Text,
  /** A few words for subjects and tight columns. */
  short: Text.max(40),
  version: z.number().int().min(1),
  summary: Text,
  conversions: z.record(Id, Conversion),
  instruments: z.record(Id, Instrument),
  commitments: z.record(Id, Commitment),
  series: z.record(Id, Series),
  sources: z.record(Id, Source),
});

type Keyed<T> = Readonly<Record<string, T>>;
export type InstrumentSpec = z.output<typeof Instrument>;
export type CommitmentSpec = z.output<typeof Commitment>;
export type SeriesSpec = z.output<typeof Series>;
export type SourceSpec = z.output<typeof Source>;
export type { ConversionSpec };

/** A deal as the rest of pactwatch reads it. */
export interface Deal {
  readonly id: string;
  readonly title: string;
  readonly short: string;
  readonly version: number;
  readonly summary: string;
  /** sha256 of the bytes of `deal.yaml`: stored with every assessment made from it. */
  readonly digest: string;
  readonly folder: string;
  readonly conversions: Keyed<ConversionSpec>;
  readonly instruments: Keyed<InstrumentSpec>;
  readonly commitments: Keyed<CommitmentSpec>;
  readonly series: Keyed<SeriesSpec>;
  readonly sources: Keyed<SourceSpec>;
}
