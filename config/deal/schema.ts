import { z } from 'zod';
import { EVIDENCE_GRADES } from '../vocabulary/evidence.ts';
import { FREQUENCIES } from '../vocabulary/period.ts';
import { STANDINGS } from '../vocabulary/standing.ts';
import { BasisName, Conversion, type ConversionSpec } from './conversion.ts';
import { Mirror, type MirrorSpec } from './mirror.ts';
import { Release } from './release.ts';
import { Steady } from './steady.ts';
import { Watch } from './watch.ts';

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
  from: Day.describe('First day of this status.'),
  is: z.enum(INSTRUMENT_STATUSES).describe('Only in_force lets an obligation bind.'),
  checked: Day.describe('When a person last looked: a status goes stale, and nothing is extrapolated from it.'),
  source: Citation.describe('Where the status was read, so that it can be found again.'),
  claimed: z
    .array(z.enum(INSTRUMENT_STATUSES))
    .min(2)
    .optional()
    .describe('For disputed: the statuses that are claimed. If none is in_force, the text binds in no reading.'),
  note: Text.optional(),
});

const Instrument = z.strictObject({
  title: Text.describe('The text by its full name.'),
  short: Text.describe('Its name in a sentence, such as "joint statement".'),
  status: z.array(StatusInterval).min(1).describe('Its legal status by date, oldest first.'),
  note: Text.optional(),
});

/** One way of reading a disputed text, and what the commitment's figures would mean under it. */
const Reading = z.strictObject({
  key: Text.describe('A letter or word that it is called by.'),
  held_by: Text.describe('Who reads the text so.'),
  says: Text.describe('What the text means to them.'),
  standing: z.enum(STANDINGS).describe('Where the commitment stands under this reading.'),
  source: Citation.describe('Where the reading was found.'),
});

const Commitment = z.strictObject({
  ref: Text.describe('The number that people call it by.'),
  title: Text.describe('A line for the scorecard and for subjects of mails.'),
  promise: Text.describe('What is promised, in a full sentence.'),
  instruments: z.array(Id).describe('The texts that hold it, by their ids under instruments.'),
  class: z.enum(BINDING_CLASSES).describe('What kind of promise it is: only treaty and domestic can bind.'),
  obligor: Text.describe('Who has promised.'),
  beneficiary: Text.describe('To whom.'),
  clause: Text.describe('Where in the text it stands.'),
  due: z
    .strictObject({
      from: Day.optional().describe('First day on which it is due.'),
      by: Day.optional().describe('Last day, or the deadline.'),
      note: Text.optional().describe('Why there is no date, or what is known of it.'),
    })
    .describe('Dates between which the obligation binds; without a date, the note says why there is none.'),
  source: Citation.describe('Where the promise was read, so that it can be found again.'),
  rule: z.looseObject({ kind: Id }),
  steady: Steady.optional().describe(
    'How many publications a standing waits for; without it, each publication is followed at once.',
  ),
  context: z.array(Id).default([]).describe('Series that a reader should see beside the ones that are judged.'),
  readings: z.array(Reading).default([]).describe('Two or more ways in which the text is read; none if it is clear.'),
  disputed: z.array(Text).default([]).describe('What sources say against each other.'),
  unconfirmed: z.array(Text).default([]).describe('What no source shows.'),
});

/** One whose report of a figure is taken where others report another, and why. */
const Preference = z.strictObject({
  reporter: Text.describe('As reported_by of its rows names it.'),
  why: Text.describe('Why its report counts.'),
});

const Series = z.strictObject({
  title: Text.describe('What the figures are of, as sentences and charts print it.'),
  source: Id.describe('The source that feeds it, by its id under sources.'),
  frequency: z.enum(FREQUENCIES).describe('How often it reports; year-to-date counts from January on.'),
  unit: Text.describe('The unit as its rows write it.'),
  basis: BasisName.optional().describe('What the unit measures, where a unit alone would leave that open.'),
  evidence: z
    .array(z.enum(EVIDENCE_GRADES))
    .min(1)
    .describe(
      "official: the obligor's own record; reported: its statistics; mirror: its partner's statistics; proxy: a line that also holds other goods.",
    ),
  caution: Text.optional().describe('What the figure does not show; printed wherever the figure is.'),
  sparse: Text.optional().describe(
    'Why a period may have no row at all, such as no trade in it: its absence then makes no source late.',
  ),
  ended: Month.optional().describe('The last month that is reported, of a series that goes no further.'),
  prefer: z
    .array(Preference)
    .min(1)
    .refine((list) => new Set(list.map(({ reporter }) => reporter)).size === list.length, 'names a reporter twice')
    .optional()
    .describe('Whose report counts where several disagree on a figure, first choice first; without it, none does.'),
  watch: Watch.optional().describe('How its drift is watched, wherever a rule reads it.'),
  dimensions: z
    .record(z.string(), Text)
    .describe('What its publisher says that it is of, name by name; of a hand-fed series, words of your own.'),
});

const Source = z.strictObject({
  title: Text.describe('What is asked of whom.'),
  publisher: Id.describe('Who is asked; hand-fed for tables that a person keeps in the deal folder.'),
  query: z.looseObject({}).describe('What the publisher is asked for, in its own terms.'),
  schedule: z
    .string()
    .regex(
      /^(?:[\dA-Za-z*,/-]+ ){4,5}[\dA-Za-z*,/-]+$/,
      'write a cron expression of five or six fields, such as "0 6 * * *"',
    )
    .describe('When a worker asks: a cron expression in UTC, five or six fields.'),
  history: Month.describe('First month that is asked for.'),
  revision_window: z
    .string()
    .regex(/^P(?=\d)(\d+Y)?(\d+M)?$/, 'write years and months, such as P2Y or P18M')
    .describe('How far back the publisher still revises what it has released, such as P2Y.'),
  release: Release,
  terms: Text.describe('Under which terms its figures may be used.'),
  idle_when_recorded: Text.optional().describe('Why nothing is recorded of this source, where nothing is.'),
});

/** A deal folder's `deal.yaml`, before rule terms and queries are checked by those who own them. */
export const DealFile = z.strictObject({
  id: Id.describe('Tells its rows, queues and mails from those of other deals. It never changes.'),
  title: Text.describe('The deal by its full name.'),
  short: Text.max(40).describe('A few words for subjects and tight columns.'),
  version: z.number().int().min(1).describe('Raised with every change of meaning; each assessment keeps its own.'),
  summary: Text.describe('What the deal is, in two or three sentences.'),
  conversions: z.record(Id, Conversion).describe('Named ways from one unit or basis to another; {} for none.'),
  instruments: z.record(Id, Instrument).describe('The texts that the promises stand in.'),
  commitments: z.record(Id, Commitment).describe('What is promised, each with the rule that tests it.'),
  series: z.record(Id, Series).describe('The figures, each by what it is of.'),
  mirrors: z
    .record(Id, Mirror)
    .default({})
    .describe('Trades that both sides report, each with the series of the importer and of the exporter.'),
  sources: z.record(Id, Source).describe('Where the figures come from.'),
});

type Keyed<T> = Readonly<Record<string, T>>;
export type InstrumentSpec = z.output<typeof Instrument>;
export type CommitmentSpec = z.output<typeof Commitment>;
export type SeriesSpec = z.output<typeof Series>;
export type SourceSpec = z.output<typeof Source>;
export type { ConversionSpec, MirrorSpec };

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
  /** Trades that two sides report; empty for a deal that names none. */
  readonly mirrors: Keyed<MirrorSpec>;
  readonly sources: Keyed<SourceSpec>;
}
