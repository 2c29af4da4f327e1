import type { Db } from '../../db/connection.ts';
import { findIncident } from '../../services/officers/find-incident.ts';
import { incidentUrl } from '../../services/links/incident.ts';
import { unsubscribeUrl } from '../../services/links/unsubscribe.ts';
import { type WebContext, webServer } from '../../web/server.ts';
import { passes, sends } from './tin-alerts.ts';
import { contextOf, decide, february } from './tin-incidents.ts';
import { NOW, pact, tinDatabase } from './tin-looks.ts';

export const LINKS = { base: 'https://watch.example.org/', secret: 'a made-up secret of links' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** A database in which the floor drifts, and both recipients were told what concerns them. */
export async function drifting() {
  const database = await tinDatabase();
  await february(database.db, NOW, '0.85');
  await decide(database.db, NOW);
  await passes(database.db, NOW);
  await sends(database.db, NOW, pact);
  return database;
}

/** The pages over a database, as they are at an instant. */
export const pagesAt = (db: Db, at: Temporal.Instant, more: Partial<WebContext> = {}) =>
  webServer({ ...contextOf(db, at), secret: LINKS.secret, onFault: () => {}, ...more });

/** Where the link of the mail about the floor leads, on the server. */
export async function floorLink(db: Db, address = 'desk@example.org', deal = pact.id): Promise<string> {
  const { id: incident } = await findIncident({ db, deal: pact }, 'tin-floor');
  return pathOf(incidentUrl({ deal, incident, seq: 1, address, writtenAt: NOW }, LINKS));
}

export const leaveLink = (address = 'desk@example.org', deal = pact.id): string =>
  pathOf(unsubscribeUrl({ deal, address }, LINKS));

/** A form as a browser posts it. */
export const posted = (fields: Readonly<Record<string, string>>) => ({
  method: 'POST' as const,
  headers: FORM,
  payload: new URLSearchParams(fields).toString(),
});

const pathOf = (url: string): string => new URL(url).pathname;
