import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Recipient } from '../config/recipients/schema.ts';
import { readIncidentLink } from '../services/links/incident.ts';
import { readUnsubscribe } from '../services/links/unsubscribe.ts';
import { acknowledge } from '../services/officers/acknowledge.ts';
import { chooseDelivery } from '../services/officers/choose-delivery.ts';
import { NotPossibleError } from '../services/officers/errors.ts';
import type { OfficerContext } from '../services/officers/officer.ts';
import { readIncident } from '../services/officers/read-incidents.ts';
import { silence } from '../services/officers/silence.ts';
import { incidentPage, SILENCE_DAYS } from './incident-page.ts';
import { saying } from './page.ts';
import { unsubscribePage } from './unsubscribe-page.ts';

export interface LinksContext extends OfficerContext {
  readonly recipients: readonly Recipient[];
  /** What the links are signed with. */
  readonly secret: string;
}

interface Linked {
  Params: { token: string };
}

/** The pages behind the links of mails. Programs that scan mails open them: a GET shows, and only a POST acts. */
export function addLinks(app: FastifyInstance, context: LinksContext): void {
  app.get<Linked>('/incident/:token', async ({ params }, reply) => {
    const link = incidentLink(context, params.token);
    if (typeof link === 'string') return refused(reply, link);
    return sent(reply, incidentPage(await readIncident(context, link.incident), link.address));
  });

  app.post<Linked & { Body: URLSearchParams | undefined }>(
    '/incident/:token',
    async ({ params, body = new URLSearchParams() }, reply) => {
      const link = incidentLink(context, params.token);
      if (typeof link === 'string') return refused(reply, link);
      const officer = { by: link.address, why: body.get('why') ?? '', via: 'link' } as const;
      if (body.get('act') === 'acknowledge') {
        await acknowledge(context, link.incident, { ...officer, until: null, seen: link.seq });
        return sent(reply, saying('Taken on', 'Nobody is reminded of it any more until it worsens or closes.'));
      }
      const days = body.get('days') ?? '';
      if (body.get('act') !== 'silence' || !Object.hasOwn(SILENCE_DAYS, days)) {
        throw new NotPossibleError('that page cannot ask for this: open the link of the mail again');
      }
      const { kind, subject } = await readIncident(context, link.incident);
      const until = context.now().add({ hours: Number(days) * 24 });
      await silence(context, { kind, subject }, { ...officer, until });
      return sent(reply, saying('Silenced', `Nothing of this ${kind} is mailed for ${SILENCE_DAYS[days]}.`));
    },
  );

  app.get<Linked>('/unsubscribe/:token', async ({ params }, reply) => {
    const link = ownUnsubscribe(context, params.token);
    return link === null ? refused(reply, NOT_OURS) : sent(reply, unsubscribePage(link, context.deal.title));
  });

  app.post<Linked>('/unsubscribe/:token', async ({ params }, reply) => {
    const link = ownUnsubscribe(context, params.token);
    if (link === null) return refused(reply, NOT_OURS);
    await chooseDelivery(
      context,
      { address: link.address, delivery: 'digest' },
      { by: link.address, why: 'unsubscribed by the link of a mail', via: 'link' },
    );
    return sent(
      reply,
      saying('Only the weekly digest', `${link.address} gets the weekly digest, and no mail at once.`),
    );
  });
}

const NOT_OURS = 'This link was not made by this pactwatch, or not whole: copy all of it from the mail.';
const EXPIRED =
  'The time of this link is over. A newer mail has a newer one; npx pactwatch incident list names what is open.';

function incidentLink({ secret, now, deal }: LinksContext, token: string) {
  const link = readIncidentLink(token, { secret, now: now() });
  if (link === 'expired') return EXPIRED;
  return link === null || link.deal !== deal.id ? NOT_OURS : link;
}

function ownUnsubscribe({ secret, deal }: LinksContext, token: string) {
  const link = readUnsubscribe(token, secret);
  return link?.deal === deal.id ? link : null;
}

const sent = (reply: FastifyReply, text: string) => reply.type('text/html; charset=utf-8').send(text);

const refused = (reply: FastifyReply, words: string) => sent(reply.code(404), saying('No such page', words));
