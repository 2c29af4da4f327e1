import { z } from 'zod';
import { type LinkSettings, readSigned, signedUrl } from './token.ts';

const PURPOSE = 'incident';
const HOLDS_FOR = { hours: 30 * 24 };

/** Who may act on which incident, as they have read of it. */
const IncidentLink = z.strictObject({
  deal: z.string(),
  incident: z.string(),
  /** The transition that the mail told of: what came after it, the reader has not seen. */
  seq: z.int(),
  /** Whom the mail went to; they are named in the audit. */
  address: z.string(),
  until: z.iso.datetime(),
});
export type IncidentLink = z.output<typeof IncidentLink>;

/**
 * The link by which the reader of a mail takes an incident on or silences what it is about. It ends 30 days after the mail
 * was written. Behind it a GET shows and a POST acts.
 */
export function incidentUrl(
  { writtenAt, ...said }: Omit<IncidentLink, 'until'> & { readonly writtenAt: Temporal.Instant },
  settings: LinkSettings,
): string {
  return signedUrl(PURPOSE, { ...said, until: writtenAt.add(HOLDS_FOR).toString() } satisfies IncidentLink, settings);
}

/** What the last part of such a link allows; null when this pactwatch did not sign it, `expired` when its time is over. */
export function readIncidentLink(
  token: string,
  { secret, now }: { readonly secret: string; readonly now: Temporal.Instant },
): IncidentLink | 'expired' | null {
  const link = readSigned(PURPOSE, token, { schema: IncidentLink, secret });
  if (link === null) return null;
  return Temporal.Instant.compare(link.until, now) < 0 ? 'expired' : link;
}
