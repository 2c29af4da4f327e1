import { z } from 'zod';
import { isPeriodText } from '../vocabulary/period.ts';

const Text = z.string().trim().min(1);
const Months = z.string().regex(/^P(?=\d)(\d+Y)?(\d+M)?$/, 'write years and months, such as P2M');
const Wait = z.string().regex(/^P(?=\d)(\d+Y)?(\d+M)?(\d+D)?$/, 'write years, months and days, such as P10D or P6M');

const shared = {
  grace: Wait.default('P10D').describe('How long after its day a period may come before that is told to anyone.'),
  source: Text.describe('Where the calendar was read.'),
  note: Text.optional().describe('What is not known of the calendar, or what a person has to do for the next release.'),
};

/** A period is there by a day of the month that lies so long after its last month; the month's last day if it has none. */
const Lagged = z.strictObject({
  every: z.enum(['month', 'quarter']),
  lag: Months.describe('How long after the last month of a period it comes, such as P2M.'),
  day: z.number().int().min(1).max(31).describe('By which day of that month; the last one if the month is shorter.'),
  ...shared,
});

/** A year is there by a day of a year after it. */
const Yearly = z.strictObject({
  every: z.literal('year'),
  by: z.string().refine(isDayOfYear, 'write month and day, such as 02-15').describe('Month and day, such as 02-15.'),
  years_after: z.number().int().min(1).max(5).default(1).describe('How many years after the year it comes.'),
  ...shared,
});

/** The dates that the publisher has announced, oldest first. */
const Listed = z.strictObject({
  releases: z
    .array(
      z.strictObject({
        period: z.coerce.string().refine(isPeriodText, 'write a period such as 2026-07, 2026-Q2 or 2026'),
        on: z.iso.date(),
      }),
    )
    .min(1),
  ...shared,
});

/** No calendar, and why. */
const Irregular = z.strictObject({
  irregular: Text.describe('Why there is no calendar.'),
  quiet_for: Wait.optional().describe('A source that brings nothing new for so long is late.'),
  note: Text.optional(),
});

export type LaggedRelease = z.output<typeof Lagged>;
export type YearlyRelease = z.output<typeof Yearly>;
export type ListedRelease = z.output<typeof Listed>;
export type IrregularRelease = z.output<typeof Irregular>;
/** A calendar by which a period can be expected. */
export type ReleaseCalendar = LaggedRelease | YearlyRelease | ListedRelease;
export type ReleaseSpec = ReleaseCalendar | IrregularRelease;

/** Every form as it may be written, for what describes the file. */
export const ReleaseForms = z.union([Lagged, Yearly, Listed, Irregular]);

/** When a source is expected to have a period. Problems are those of the form that was meant, not of every form. */
export const Release = z.looseObject({}).transform((written, context): ReleaseSpec => {
  const form = formOf(written);
  if (!form) {
    context.issues.push({
      code: 'custom',
      message: 'say "every" (month, quarter or year), list "releases", or say why it is "irregular"',
      input: written,
    });
    return z.NEVER;
  }
  const read = form.safeParse(written);
  if (read.success) return read.data;
  for (const { message, path } of read.error.issues) {
    context.issues.push({ code: 'custom', message, path: [...path], input: written });
  }
  return z.NEVER;
});

function formOf(written: Readonly<Record<string, unknown>>): z.ZodType<ReleaseSpec> | undefined {
  if ('irregular' in written) return Irregular;
  if ('releases' in written) return Listed;
  if (written['every'] === 'year') return Yearly;
  return 'every' in written ? Lagged : undefined;
}

function isDayOfYear(text: string): boolean {
  if (!/^\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainMonthDay.from(text);
    return true;
  } catch {
    return false;
  }
}
