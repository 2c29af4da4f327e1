import { type IncidentSummaryRow, incidentsLike } from '../../db/incident-history.ts';
import { NotPossibleError } from './errors.ts';
import type { OfficerContext } from './officer.ts';

const SHORTEST_PREFIX = 4;

/**
 * The incident that a person means: by its id or the beginning of one, or by the commitment or source on which it is open.
 * @throws NotPossibleError when there is none, or several.
 */
export async function findIncident(
  { db, deal }: Pick<OfficerContext, 'db' | 'deal'>,
  text: string,
): Promise<IncidentSummaryRow> {
  const prefix = /^[0-9a-f-]+$/i.test(text) && text.length >= SHORTEST_PREFIX ? text.toLowerCase() : null;
  const [found, ...others] = await incidentsLike(db, deal.id, { subject: text, prefix });
  if (!found) {
    throw new NotPossibleError(`${deal.id} has no incident "${text}": pactwatch incident list --all names them`);
  }
  if (others.length > 0) {
    const ids = [found, ...others].map(({ id }) => id).join(', ');
    throw new NotPossibleError(`"${text}" is the beginning of several incidents: ${ids}`);
  }
  return found;
}
