import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Deal } from '../config/deal/schema.ts';
import type { Env } from '../config/env.ts';
import { loadRecipients } from '../config/recipients/load.ts';
import { openDeal } from '../services/deal.ts';
import { dealDatabase } from './deal-database.ts';
import { compose } from '../services/notices/compose.ts';
import { type Addressee, addresseesIn } from '../services/notices/decide/addressee.ts';
import { type PreviewContext, previewOfDigest, previewOfMove } from '../services/notices/preview/gather.ts';
import { loneMessage } from '../services/notices/preview/lone-message.ts';
import type { PreviewMove } from '../services/notices/preview/made-up.ts';
import { render, type RenderedMail } from '../services/notices/render.ts';
import { standaloneHtml } from '../services/notices/standalone.ts';
import { publisherNames } from '../services/sources/registry.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './faults.ts';
import { pagePicture } from './page-picture.ts';

export interface PreviewOptions {
  readonly kind: PreviewMove | 'digest';
  readonly out: string;
  readonly recipient?: string;
}

/** As wide as the mail and the margin that a mail program leaves. */
const PICTURE_WIDTH = 700;

/** Writes the mail that a move would send into a file; nothing is sent, and nothing is stored. */
export async function previewMail(
  env: Env,
  commitment: string,
  { kind, out, recipient }: PreviewOptions,
  signal: AbortSignal,
): Promise<number> {
  const deal = openDeal(env.dealFolder);
  if (!Object.hasOwn(deal.commitments, commitment)) {
    throw new UsageError(`no commitment "${commitment}" in ${deal.id}: ${Object.keys(deal.commitments).join(', ')}`);
  }
  const format = path.extname(out).toLowerCase();
  if (!FORMATS.includes(format)) throw new UsageError(`--out: name a file that ends in ${FORMATS.join(', ')}`);
  const addressee = readerIn(env, deal, recipient);
  await using database = await dealDatabase(env, deal);
  const now = Temporal.Now.instant();
  const context = { db: database.db, deal, figuresMode: env.sources, publisherNames, addressee, now };
  const mail = await mailOf(context, commitment, kind);
  const message = () =>
    compose(loneMessage(mail, { recipient: addressee, sender: env.mailFrom, deal: deal.id, at: now }));
  const bytes =
    format === '.eml'
      ? await message()
      : format === '.html'
        ? standaloneHtml(mail)
        : await pagePicture(standaloneHtml(mail), PICTURE_WIDTH, signal);
  await writeFile(out, bytes);
  process.stderr.write(`${out}: ${mail.subject}\n`);
  return EXIT.ok;
}

const FORMATS = ['.eml', '.html', '.png'];

/** Who would read the mail. */
function readerIn(env: Env, deal: Deal, address: string | undefined): Addressee {
  const file = env.recipientsFile ?? path.join(deal.folder, 'recipients.example.yaml');
  const addressees = addresseesIn(loadRecipients(file, deal), new Map()).filter(({ channel }) => channel === 'mail');
  const found =
    address === undefined
      ? addressees[0]
      : addressees.find((one) => one.address.toLowerCase() === address.toLowerCase());
  if (found === undefined) {
    throw new UsageError(
      `--recipient: ${file} names ${addressees.length === 0 ? 'nobody' : addressees.map((one) => one.address).join(', ')}`,
    );
  }
  return found;
}

async function mailOf(
  context: PreviewContext,
  commitment: string,
  kind: PreviewOptions['kind'],
): Promise<RenderedMail> {
  if (kind === 'digest') return render(await previewOfDigest(context));
  const content = await previewOfMove(context, commitment, kind);
  if (content === undefined) throw new UsageError(`${commitment} has not been judged yet: pactwatch run judges it`);
  return render(content);
}
