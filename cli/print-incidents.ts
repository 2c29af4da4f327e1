import { sayWord } from '../services/commitments/words.ts';
import { instantText } from '../services/notices/format.ts';
import { oneLine } from '../services/notices/one-line.ts';
import { STATE_LOOKS } from '../services/notices/source-words.ts';
import { STANDING_SHAPES } from '../services/notices/words.ts';
import type { IncidentDetail, IncidentList, ShownAcknowledgement, ShownSilence } from '../services/officers/schema.ts';
import type { Style } from './style.ts';

type Incident = IncidentList['incidents'][number];
type Transition = IncidentDetail['transitions'][number];
type Notice = Transition['notices'][number];

const INDENT = 4;
/** Of what a server said. */
const LONGEST = 300;

/** Incidents as a person reads them, newest first, and what is silent. */
export function printIncidents({ incidents, silences }: IncidentList, style: Style): string {
  const none = incidents.length === 0 ? ['No incident is open.'] : [];
  return lines([
    ...none,
    ...incidents.flatMap((incident) => [...incidentLines(incident, style), '']),
    ...(silences.length === 0
      ? []
      : [style.bold('Silences'), ...silences.map((one) => style.wrap(silenceText(one), 2))]),
  ]);
}

/** One incident with its course. */
export function printIncident(incident: IncidentDetail, style: Style): string {
  const { transitions, acknowledgements, silences, actions } = incident;
  const section = (title: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : ['', style.bold(title), ...texts.map((text) => style.wrap(text, 2))];
  return lines([
    ...incidentLines(incident, style),
    ...transitions.flatMap((transition) => [
      '',
      style.bold(`${transition.seq}  ${transition.kind}, ${instantText(transition.at)}`),
      style.wrap(courseText(transition), INDENT),
      ...transition.notices.map((notice) => style.wrap(noticeText(notice), INDENT)),
    ]),
    ...section('Acknowledgements', acknowledgements.map(acknowledgementText)),
    ...section('Silences', silences.map(silenceText)),
    ...section(
      'What was done',
      actions.map(({ at, who, via, action, why }) => `${instantText(at)}: ${who} (${via}): ${sayWord(action)}, ${why}`),
    ),
  ]);
}

/** One silence. */
export function printSilence(silence: ShownSilence, style: Style): string {
  return lines([style.wrap(silenceText(silence), 0)]);
}

const lines = (texts: readonly string[]): string => `${texts.join('\n')}\n`;

function incidentLines(incident: Incident, style: Style): string[] {
  const { id, subject, ref, title, openedAt, closedAt, acknowledged, silenced } = incident;
  const { word, shape, tone } = lookOf(incident);
  const chip = style.standing(tone, `${shape} ${word.toUpperCase()}`.padEnd(12));
  const end = closedAt === null ? '' : `, closed ${instantText(closedAt)}`;
  return [
    `${chip}${style.bold(title)}  ${style.dim(ref === null ? subject : `${subject}, ${ref}`)}`,
    style.wrap(`${id}, opened ${instantText(openedAt)}${end}`, INDENT),
    ...(acknowledged === null ? [] : [style.wrap(`Acknowledged: ${acknowledgementText(acknowledged)}`, INDENT)]),
    ...(silenced === null ? [] : [style.wrap(`Silenced: ${silenceText(silenced)}`, INDENT)]),
  ];
}

function lookOf({ standing, state }: Incident) {
  if (state !== null) return { word: sayWord(state), ...STATE_LOOKS[state] };
  const tone = standing ?? 'unknown';
  return { word: sayWord(tone), shape: STANDING_SHAPES[tone], tone };
}

function courseText({ from, to, reason }: Transition): string {
  const before = from === null ? '' : `${sayWord(from)} before, `;
  return `${before}${sayWord(to)} now: ${sayWord(reason)}`;
}

function noticeText({ address, why, state, cause, silencedBy, silencedUntil, ...notice }: Notice): string {
  const to = `To ${address} (${sayWord(why)})`;
  if (state === 'suppressed') {
    const who = silencedBy === null ? '' : ` until ${instantText(silencedUntil!)} by ${silencedBy}`;
    return `${to}: held back, ${sayWord(cause!)}${who}`;
  }
  if (state === 'pending') return `${to}: waits until ${instantText(notice.notBefore)}`;
  const when = notice.sentAt === null ? '' : ` ${instantText(notice.sentAt)}`;
  const where = notice.place === null ? '' : `, ${notice.place}`;
  const said = state === 'sent' || notice.detail === null ? '' : `: ${oneLine(notice.detail, LONGEST)}`;
  const doubt = notice.maybeSentBefore ? ' (an earlier try may have arrived too)' : '';
  return `${to}: ${state}${when}${where}${doubt}${said}`;
}

function acknowledgementText({ by, why, at, until, inForce }: ShownAcknowledgement): string {
  const end = until === null ? 'until it worsens or closes' : `until ${instantText(until)}`;
  return `by ${by}, ${instantText(at)}, ${end}: ${why}${inForce ? '' : ' (no longer)'}`;
}

function silenceText({ id, kind, subject, by, why, until, endedAt, endedBy, inForce }: ShownSilence): string {
  const end = endedAt === null ? '' : `, ended ${instantText(endedAt)} by ${endedBy}`;
  return `${id}: ${kind} ${subject}, by ${by} until ${instantText(until)}${end}: ${why}${inForce ? '' : ' (no longer)'}`;
}
