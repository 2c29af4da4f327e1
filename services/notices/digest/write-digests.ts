import { wasJudgedBefore } from '../../../db/assessments.ts';
import { inTransaction } from '../../../db/connection.ts';
import { insertMessage, lastDigestTo, lockAddress, writtenOf } from '../../../db/messages.ts';
import { eachAlone } from '../../each-alone.ts';
import type { Addressee } from '../decide/addressee.ts';
import { type DueDigest, dueDigest } from './due.ts';
import { followedBy } from '../decide/followed.ts';
import { type DigestContext, gatherDigest } from './gather.ts';
import { silenceOf } from '../decide/holds.ts';
import { digestKeyOf, messageIdOf, placeKeyOf } from '../ids.ts';
import { readSurroundings, type Surroundings } from '../decide/incident-state.ts';
import { afterQuietHours } from '../decide/working-time.ts';
import type { WriteContext } from '../write-messages.ts';

export interface WriteDigestContext extends WriteContext, DigestContext {}

interface Due extends DueDigest {
  readonly addressee: Addressee;
  readonly dedupKey: string;
}

/**
 * Writes the weekly digests that are due, each once, with what it says frozen. None tells of a week in which nothing was
 * watched. May be repeated, also side by side.
 * @returns the ids of the messages.
 * @throws as `eachAlone`.
 */
export async function writeDigests(context: WriteDigestContext, signal: AbortSignal): Promise<string[]> {
  const { db, deal, now } = context;
  const around = await readSurroundings(context, now());
  const due = digestsDue(around);
  const written = await writtenOf(
    db,
    due.map(({ dedupKey }) => dedupKey),
  );
  return eachAlone(
    due.filter(({ dedupKey }) => !written.has(dedupKey)),
    signal,
    async (one) =>
      (await wasJudgedBefore(db, deal.id, one.dueAt))
        ? inTransaction(db, (trx) => writeDigest({ ...context, db: trx }, one, around.now))
        : undefined,
  );
}

function digestsDue(around: Surroundings): Due[] {
  const { addressees, deal, refused, now } = around;
  return addressees.flatMap((addressee) => {
    const { channel, address, digest, timeZone } = addressee;
    const { commitment, source } = followedBy(addressee, deal, now);
    const isReached = channel === 'mail' && !refused.has(placeKeyOf(addressee)) && !silenceOf(addressee, around);
    if (!isReached || digest === null || commitment.size + source.size === 0) return [];
    const due = dueDigest(now, digest, timeZone);
    return { ...due, addressee, dedupKey: digestKeyOf(deal.id, due.week, address) };
  });
}

async function writeDigest(
  context: WriteDigestContext,
  { addressee, dedupKey, week, dueAt }: Due,
  at: Temporal.Instant,
): Promise<string | undefined> {
  const { db, deal, mailDomain } = context;
  const { channel, address, name, language, timeZone, quietHours } = addressee;
  await lockAddress(db, deal.id, addressee);
  // From where the last one ended, so that nothing falls between two.
  const from = (await lastDigestTo(db, deal.id, address)) ?? dueAt.subtract({ hours: 7 * 24 });
  return insertMessage(db, {
    deal: deal.id,
    channel,
    address,
    name,
    language,
    timeZone,
    dedupKey,
    messageId: messageIdOf(dedupKey, mailDomain),
    content: await gatherDigest(context, addressee, { week, from, to: at }),
    writtenAt: at,
    notBefore: afterQuietHours(at, quietHours ?? null, timeZone),
  });
}
