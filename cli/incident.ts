import path from 'node:path';
import type { Env } from '../config/env.ts';
import { loadRecipients } from '../config/recipients/load.ts';
import { acknowledge } from '../services/officers/acknowledge.ts';
import { findIncident } from '../services/officers/find-incident.ts';
import type { OfficerContext } from '../services/officers/officer.ts';
import { readIncident, readIncidentList, shownSilence } from '../services/officers/read-incidents.ts';
import type { SilenceDetail } from '../services/officers/schema.ts';
import { type Silenced, silence, unsilence } from '../services/officers/silence.ts';
import { onDeal } from './on-deal.ts';
import { printIncident, printIncidents, printSilence } from './print-incidents.ts';
import { styleOf } from './style.ts';

export interface Output {
  readonly json?: boolean;
}
export interface ActedBy {
  readonly by: string;
  readonly why: string;
}

/** Prints the incidents that are open, or all there were. */
export const listIncidents = (env: Env, { json = false, all = false }: Output & { readonly all?: boolean }) =>
  onDeal(env, async (context) => {
    const list = await readIncidentList(context, all ? 'all' : 'open');
    return json ? `${JSON.stringify(list)}\n` : printIncidents(list, styleOf(process.stdout));
  });

/** Prints one incident: its transitions, who was told of each and who was not, and what officers did about it. */
export const showIncident = (env: Env, incident: string, { json = false }: Output) =>
  onDeal(env, (context) => shown(context, incident, json));

/** Takes an incident on, and prints it. */
export const acknowledgeIncident = (
  env: Env,
  incident: string,
  {
    json = false,
    by,
    why,
    until = null,
    seen,
  }: Output & ActedBy & { readonly until?: Temporal.Instant | null; readonly seen?: number | undefined },
) =>
  onDeal(env, async (context) => {
    const { id } = await findIncident(context, incident);
    await acknowledge(context, id, { by, why, until, seen, via: 'command' });
    return shown(context, id, json);
  });

/** Silences a commitment, a source or a recipient, and prints the silence. */
export const silenceSubject = (
  env: Env,
  subject: Silenced,
  { json = false, by, why, until }: Output & ActedBy & { readonly until: Temporal.Instant },
) =>
  onDeal(env, async (context) => {
    const { deal } = context;
    const file = env.recipientsFile ?? path.join(deal.folder, 'recipients.example.yaml');
    const { recipients } = loadRecipients(file, deal);
    const row = await silence({ ...context, recipients }, subject, { by, why, until, via: 'command' });
    return said(context, shownSilence(row, context.now()), json);
  });

/** Ends a silence before its time, and prints it. */
export const endSilence = (env: Env, id: string, { json = false, by, why }: Output & ActedBy) =>
  onDeal(env, async (context) => {
    const row = await unsilence(context, id, { by, why, via: 'command' });
    return said(context, shownSilence(row, context.now()), json);
  });

async function shown(context: OfficerContext, incident: string, json: boolean): Promise<string> {
  const detail = await readIncident(context, incident);
  return json ? `${JSON.stringify(detail)}\n` : printIncident(detail, styleOf(process.stdout));
}

function said({ deal }: OfficerContext, fields: Omit<SilenceDetail, 'schema' | 'deal'>, json: boolean): string {
  const detail: SilenceDetail = { schema: 'pactwatch.silence/1', deal: deal.id, ...fields };
  return json ? `${JSON.stringify(detail)}\n` : printSilence(detail, styleOf(process.stdout));
}
