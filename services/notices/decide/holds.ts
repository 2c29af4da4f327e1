import type { IncidentOf } from '../../../db/incident-moves.ts';
import type { SilenceRow } from '../../../db/silences.ts';
import { commitmentsFedBy } from '../../commitments/fed-by.ts';
import type { Addressee } from './addressee.ts';
import { placeKeyOf } from '../ids.ts';
import type { Surroundings } from './incident-state.ts';
import type { Holds } from './notice-case.ts';

/** What stands between someone and the news of an incident, whatever the news is. */
export function holdsFor(incident: IncidentOf, addressee: Addressee, around: Surroundings): Holds {
  const { channel, delivery } = addressee;
  return {
    refused: channel === 'mail' && around.refused.has(placeKeyOf(addressee)),
    delivery,
    silence: silenceOf(addressee, around)?.id ?? silenceOver(incident, around)?.id ?? null,
  };
}

/** The silence that someone's mails are under, all of them. */
export function silenceOf(addressee: Addressee, { silences }: Pick<Surroundings, 'silences'>): SilenceRow | undefined {
  const key = placeKeyOf(addressee);
  return silences.find(({ subjectKind, subject }) => subjectKind === 'recipient' && subject === key);
}

/** The silence over an incident. A source is silent too while every commitment that rests on it is. */
export function silenceOver(
  { kind, subject }: IncidentOf,
  { silences, deal, now }: Pick<Surroundings, 'silences' | 'deal' | 'now'>,
): SilenceRow | undefined {
  const over = (of: 'commitment' | 'source', id: string) =>
    silences.find((silence) => silence.subjectKind === of && silence.subject === id);
  const own = over(kind, subject);
  if (own !== undefined || kind === 'commitment') return own;
  const feeds = commitmentsFedBy(deal, subject, now).map((commitment) => over('commitment', commitment));
  return feeds.every((silence) => silence !== undefined) ? feeds[0] : undefined;
}
