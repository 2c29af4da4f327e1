import { z } from 'zod';
import { DELIVERY_WAYS } from '../vocabulary/notice.ts';

const Id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id is lower-case letters, digits and hyphens, a letter first');
const Ids = z.array(Id).min(1);
const BareAddress = z.email('write one bare address such as desk@example.org').max(254);
const Name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'a name is one line of text');

/** The mildest standing that is told; a drift milder than it stays silent. */
const LeastStanding = z.enum(['at_risk', 'off_track', 'breached']);
export type LeastStanding = z.output<typeof LeastStanding>;

/** Part of what is followed; without `deal`, of every deal that is watched. */
const Follow = z.strictObject({
  deal: Id.optional(),
  commitments: z.union([z.literal('all'), Ids], 'write all, or a list of commitment ids').default('all'),
  /** Of which sources trouble is told. `followed`: of those that the commitments rest on. */
  sources: z
    .union([z.enum(['followed', 'all', 'none']), Ids], 'write followed, all, none, or a list of source ids')
    .default('followed'),
  /** Of these commitments; without it, that of the recipient. */
  least_standing: LeastStanding.optional(),
});
export type Follow = z.output<typeof Follow>;

const Language = z.string().refine(isLanguage, 'write a language tag such as en, en-GB or ms');
const TimeZone = z.string().refine(isTimeZone, 'write an IANA time zone such as Asia/Kuala_Lumpur, or UTC');
const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'write a time of day such as "07:00"', abort: true })
  .transform((text) => Temporal.PlainTime.from(text));

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const Digest = z.strictObject({
  day: z.enum(WEEKDAYS, `write a day: ${WEEKDAYS.join(', ')}`).default('monday'),
  at: TimeOfDay.prefault('08:00'),
});

const LEAST_WAIT = Temporal.Duration.from({ days: 1 });
const Wait = z
  .string()
  .refine(isWait, 'write never, or a duration of whole days or weeks such as P7D')
  .transform((text) => (text === 'never' ? null : Temporal.Duration.from(text)));

const Recipient = z
  .strictObject({
    address: BareAddress,
    name: Name,
    /** BCP 47: how numbers and dates are written. The words of the mails are English. */
    language: Language.default('en'),
    time_zone: TimeZone.default('UTC'),
    /** `digest`: the weekly digest alone, whatever happens. */
    delivery: z.enum(DELIVERY_WAYS, 'write at_once or digest').default('at_once'),
    /** Mails wait until these are over, those about a breach apart; times of day in `time_zone`. */
    quiet_hours: z
      .strictObject({ from: TimeOfDay, to: TimeOfDay })
      .refine(({ from, to }) => !from.equals(to), { message: 'is the same as from', path: ['to'] })
      .optional(),
    /** How long after the last mail about an open incident one is reminded of it, on a working day. */
    remind_after: Wait.prefault('P7D'),
    digest: z
      .union([z.literal('none').transform(() => null), Digest], 'write none, or { day: monday, at: "08:00" }')
      .prefault({}),
    /** Who else is told when nobody acknowledges an incident for so many working days, Monday to Friday. */
    escalate: z.strictObject({ after_working_days: z.number().int().min(1).max(60), to: BareAddress }).optional(),
    follows: z.array(Follow).min(1, 'without follows no mail is sent: write [{ commitments: all }]'),
    least_standing: LeastStanding.default('at_risk'),
  })
  .refine(({ delivery, digest }) => delivery !== 'digest' || digest !== null, {
    message: 'with delivery: digest nothing at all would be sent',
    path: ['digest'],
  })
  .refine(({ address, escalate }) => escalate?.to.toLowerCase() !== address.toLowerCase(), {
    message: 'is the recipient: name somebody else',
    path: ['escalate', 'to'],
  });

/** Someone who gets mail: an office or a person. */
export type Recipient = z.output<typeof Recipient>;

const Webhook = z.strictObject({
  name: Id,
  /** It may hold a secret, and is shown nowhere. */
  url: z.url({ protocol: /^https?$/, error: 'write a URL such as https://example.org/hook' }),
  follows: z.array(Follow).min(1, 'without follows nothing is sent: write [{ commitments: all }]'),
  least_standing: LeastStanding.default('at_risk'),
});

/** A program that is told of each transition at once. */
export type Webhook = z.output<typeof Webhook>;

export const RecipientsFile = z
  .strictObject({ recipients: z.array(Recipient).default([]), webhooks: z.array(Webhook).default([]) })
  .refine(({ recipients, webhooks }) => recipients.length + webhooks.length > 0, {
    message: 'without recipients nobody is told: list at least one',
    path: ['recipients'],
  });
export type RecipientsFile = z.output<typeof RecipientsFile>;

/** A recipient with all that is not said taken as in the file. For tests and tools; the file itself is read by `load`. */
export const recipientOf = (given: z.input<typeof Recipient>): Recipient => Recipient.parse(given);

function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

function isTimeZone(text: string): boolean {
  // An offset knows nothing of summer time.
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isWait(text: string): boolean {
  if (text === 'never') return true;
  if (!/^P(?:\d+W)?(?:\d+D)?$/.test(text)) return false;
  try {
    const relativeTo = Temporal.PlainDate.from('2026-01-01');
    return Temporal.Duration.compare(Temporal.Duration.from(text), LEAST_WAIT, { relativeTo }) >= 0;
  } catch {
    return false;
  }
}
