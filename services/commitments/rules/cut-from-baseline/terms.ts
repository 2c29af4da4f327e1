import { z } from 'zod';
import { Decimal } from '../../../../config/vocabulary/decimal.ts';
import { DecimalTerm, MonthTerm, PACE_TERMS, PositiveTerm, Text, paceTermsInOrder } from '../../terms.ts';

const NotNegative = DecimalTerm.refine((value) => value.gte(0), 'must not be below 0');
const inOrder = (entries: readonly { readonly from: Temporal.PlainYearMonth }[]): boolean =>
  entries.every(
    ({ from }, index) => index === 0 || Temporal.PlainYearMonth.compare(entries[index - 1]!.from, from) < 0,
  );

/** Baseline and pledged cut as they stood from a month on: a change makes a new entry, and earlier months keep theirs. */
const Pledge = z
  .strictObject({ from: MonthTerm, baseline: PositiveTerm, cut: NotNegative, source: Text })
  .refine(({ baseline, cut }) => cut.lte(baseline), { message: 'is above the baseline', path: ['cut'] });

/** An amount by which a member is to go below its target in a month, to make good what it produced before. */
const Cure = z.strictObject({ month: MonthTerm, amount: PositiveTerm, source: Text });

const CutMember = z.strictObject({
  name: Text,
  /** Monthly output, as a rate such as barrels a day. */
  series: Text,
  pledges: z.array(Pledge).min(1).refine(inOrder, 'list the pledges by month, each month once'),
  cure: z
    .array(Cure)
    .default([])
    .refine((plan) => new Set(plan.map(({ month }) => month.toString())).size === plan.length, 'names a month twice'),
});
export type CutMember = z.output<typeof CutMember>;

export const CutTerms = z
  .strictObject({
    unit: Text,
    members: z
      .array(CutMember)
      .min(1)
      .refine(
        (members) =>
          ['name', 'series'].every(
            (key) => new Set(members.map((one) => one[key as keyof CutMember])).size === members.length,
          ),
        'names a member or a series twice',
      ),
    /** Whose standing it is: that of the member who does worst, or of the group as a sum. */
    judged: z.enum(['members', 'group']).default('members'),
    /** `floor` when the cut is owed, `expectation` when it is only expected. */
    binds: z.enum(['floor', 'expectation']).default('expectation'),
    /** What output may lie above its target, because tables of it are rounded; in the unit. */
    tolerance: NotNegative.default(new Decimal(0)),
    ...PACE_TERMS,
  })
  .refine(paceTermsInOrder, { message: 'is above on_track', path: ['at_risk'] });
export type CutTerms = z.output<typeof CutTerms>;
