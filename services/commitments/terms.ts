import { z } from 'zod';
import { BASIS_NAMES } from '../../config/vocabulary/basis.ts';
import { canonicalDecimal, Decimal, isDecimalText } from '../../config/vocabulary/decimal.ts';
import { parsePeriod } from '../../config/vocabulary/period.ts';

export const Text = z.string().trim().min(1);

export const DecimalTerm = z
  .string()
  .refine(isDecimalText, 'write a decimal number in quotes, such as "0.9"')
  .transform((text) => new Decimal(canonicalDecimal(text)));

/** The unit that terms are written in. */
export const UnitTerm = Text.describe(
  'The unit that the terms are written in. A series in another unit needs a conversion to it.',
);

/** What the unit of the terms measures, where that has to be said. */
export const BasisTerm = z
  .enum(BASIS_NAMES)
  .optional()
  .describe('What the unit measures, where that has to be said; without it, what the series measures.');

/** Stands in the place of a date that no source states. */
export const UndatedTerm = Text.optional().describe(
  'Why no start or no end is stated. Nothing is then due on a known date; only a ceiling is judged.',
);

/** Where a term was read. */
export const SourceTerm = Text.describe('Where this was read, so that it can be found again.');

export const PositiveTerm = DecimalTerm.refine((value) => value.gt(0), 'must be above 0');

export const NotNegativeTerm = DecimalTerm.refine((value) => value.gte(0), 'must not be below 0');

export const DayTerm = z.iso.date('write a day such as 2026-07-01');

export const MonthTerm = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'write a month in quotes, such as "2026-01"')
  .transform((text) => Temporal.PlainYearMonth.from(text));

export const PeriodTerm = z.string().transform((text, context) => {
  try {
    return parsePeriod(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});

/** Series by id, each named once: one counted twice would double a sum. */
export const SeriesTerm = z
  .array(Text)
  .min(1)
  .refine((ids) => new Set(ids).size === ids.length, 'names a series twice');

/** How a quantity binds: from below as a duty, from below as an expectation, or from above ("up to"). */
export const BINDS = ['floor', 'expectation', 'ceiling'] as const;
export type Binds = (typeof BINDS)[number];

/** The ratios from which a promise is on track, and from which it is at risk; below that it is off track. */
export interface Bands {
  readonly on_track: Decimal;
  readonly at_risk: Decimal;
}

/** The bands of a promise, and those to which a ratio has to come back for a drift to be over. */
export interface BandTerms extends Bands {
  readonly close?: { readonly [band in keyof Bands]?: Decimal | undefined } | undefined;
}

/** The bands by which a drift is over, as terms of a rule give them. */
export const CLOSE_TERMS = {
  on_track: PositiveTerm.optional().describe('From which share what was at risk is on track again.'),
  at_risk: PositiveTerm.optional().describe('From which share what was off track is only at risk again.'),
};

/** The terms of a promise that is judged by a ratio. */
export const BAND_TERMS = {
  on_track: PositiveTerm.default(new Decimal(1)).describe(
    'From which share of what is due by now it is on track; "1" if not given.',
  ),
  at_risk: PositiveTerm.default(new Decimal('0.9')).describe(
    'From which share it is at risk, and below which off track; "0.9" if not given.',
  ),
  close: z
    .strictObject(CLOSE_TERMS)
    .optional()
    .describe('The shares from which a drift is over, where they lie above those by which it begins.'),
};

/** What the bands are called in the terms of a rule. */
type BandNames = { readonly [band in keyof Bands]: string };
const BAND_NAMES: BandNames = { on_track: 'on_track', at_risk: 'at_risk' };

/** Refuses bands that are out of order, and such as would end a drift before it begins. */
export function checkBands(terms: BandTerms, context: z.RefinementCtx, names: BandNames = BAND_NAMES): void {
  const { on_track: onTrack, at_risk: atRisk, close = {} } = terms;
  const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
  const before = (band: keyof Bands) =>
    refuse(['close', names[band]], `is below ${names[band]}, by which the drift begins`);
  if (atRisk.gt(onTrack)) refuse([names.at_risk], `is above ${names.on_track}`);
  if (close.on_track?.lt(onTrack)) before('on_track');
  if (close.at_risk?.lt(atRisk)) before('at_risk');
  const closing = closingBands(terms);
  if (closing?.at_risk.gt(closing.on_track)) {
    refuse(['close', names.at_risk], `is above the ${names.on_track} by which a drift is over`);
  }
}

/** The bands by which a drift is over; undefined where they are those by which it begins. */
export function closingBands({ on_track, at_risk, close }: BandTerms): Bands | undefined {
  return close && { on_track: close.on_track ?? on_track, at_risk: close.at_risk ?? at_risk };
}
