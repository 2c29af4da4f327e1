import { z } from 'zod';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import {
  BAND_TERMS,
  CLOSE_TERMS,
  MonthTerm,
  NotNegativeTerm,
  PositiveTerm,
  SourceTerm,
  Text,
  UnitTerm,
  checkBands,
} from '../../terms.ts';

const inOrder = (entries: readonly { readonly from: Temporal.PlainYearMonth }[]): boolean =>
  entries.every(
    ({ from }, index) => index === 0 || Temporal.PlainYearMonth.compare(entries[index - 1]!.from, from) < 0,
  );

const Pledge = z
  .strictObject({
    from: MonthTerm.describe('The first month of the pledge, in quotes, such as "2026-01".'),
    baseline: PositiveTerm.describe('What the cut is taken from, a decimal number in quotes.'),
    cut: NotNegativeTerm.describe(
      'What was pledged, a decimal number in quotes; "0" for a member that pledged nothing.',
    ),
    source: SourceTerm,
  })
  .refine(({ baseline, cut }) => cut.lte(baseline), { message: 'is above the baseline', path: ['cut'] });

const Cure = z.strictObject({
  month: MonthTerm.describe('The month, in quotes, such as "2026-07".'),
  amount: PositiveTerm.describe('By how much it is to go below its target in it, a decimal number in quotes.'),
  source: SourceTerm,
});

const CutMember = z.strictObject({
  name: Text.describe('As sentences call the member.'),
  series: Text.describe('The output of the member by month, as a rate such as barrels a day.'),
  pledges: z
    .array(Pledge)
    .min(1)
    .refine(inOrder, 'list the pledges by month, each month once')
    .describe('Baseline and cut as they stood from a month on. A change is a new entry; earlier months keep theirs.'),
  cure: z
    .array(Cure)
    .default([])
    .refine((plan) => new Set(plan.map(({ month }) => month.toString())).size === plan.length, 'names a month twice')
    .describe(
      'By how much a member is to go below its target in a month, to make good what it produced before: a schedule.',
    ),
});
export type CutMember = z.output<typeof CutMember>;

export const CutTerms = z
  .strictObject({
    unit: UnitTerm,
    members: z
      .array(CutMember)
      .min(1)
      .refine(
        (members) =>
          ['name', 'series'].every(
            (key) => new Set(members.map((one) => one[key as keyof CutMember])).size === members.length,
          ),
        'names a member or a series twice',
      )
      .describe('Those who promised a cut, each with its series and its pledges.'),
    judged: z
      .enum(['members', 'group'])
      .default('members')
      .describe('Whose standing it is: that of the member who does worst, or of the group as a sum.'),
    binds: z
      .enum(['floor', 'expectation'])
      .default('expectation')
      .describe('floor when the cut is owed, expectation when it is only expected.'),
    tolerance: NotNegativeTerm.default(new Decimal(0)).describe(
      'What output may lie above its target, because tables of it are rounded; in the unit, "0" if not given.',
    ),
    on_track: BAND_TERMS.on_track.describe('From which share of the pledged cut it is on track; "1" if not given.'),
    at_risk: BAND_TERMS.at_risk.describe(
      'From which share of the pledged cut it is at risk, and below which off track; "0.9" if not given.',
    ),
    close: z
      .strictObject({
        ...CLOSE_TERMS,
        tolerance: NotNegativeTerm.optional().describe('What output may lie above its target to be kept again.'),
      })
      .optional()
      .describe(
        'The shares and the tolerance by which a drift is over, where they are apart from those that begin it.',
      ),
  })
  .refine(({ tolerance, close }) => close?.tolerance === undefined || close.tolerance.lte(tolerance), {
    message: 'is above tolerance, by which the drift begins',
    path: ['close', 'tolerance'],
  })
  .superRefine((terms, context) => checkBands(terms, context));
export type CutTerms = z.output<typeof CutTerms>;
